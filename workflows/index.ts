export { produceResult } from './produce-result/produce-result.ts';
export { sendTranscript } from './send-transcript/send-transcript.ts';
export { tryOnSessions } from './try-on-sessions/try-on-sessions.ts';
export { visitorSession } from './visitor-session/visitor-session.ts';
