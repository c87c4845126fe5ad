export { asHtml } from './html.ts';
export { asText } from './text.ts';
export { type TranscriptSource, transcriptOf } from './transcript.ts';
export { wordsOf } from './words.ts';
