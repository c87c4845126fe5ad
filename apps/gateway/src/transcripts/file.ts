import { StreamableFile } from '@nestjs/common';
import type { Transcript } from '#libs/contracts';
import { asText } from '#libs/transcript';
import type { HttpResponse } from '../http/express.ts';

const FORMATS = {
  text: { ending: 'txt', type: 'text/plain; charset=utf-8', write: asText },
  json: {
    ending: 'json',
    type: 'application/json',
    write: (transcript: Transcript) => `${JSON.stringify(transcript, null, 2)}\n`,
  },
} as const;

/** A transcript to be saved, kept nowhere on the way. Its name says when, and not of whom. */
export function asFile(transcript: Transcript, format: keyof typeof FORMATS, response: HttpResponse): StreamableFile {
  const { ending, type, write } = FORMATS[format];
  const content = Buffer.from(write(transcript));
  response
    .attachment(`chat-${(transcript.startedAt ?? '').slice(0, 10)}.${ending}`)
    .type(type)
    .set({ 'cache-control': 'no-store', 'content-security-policy': "default-src 'none'; sandbox" });
  return new StreamableFile(content, { length: content.byteLength });
}
