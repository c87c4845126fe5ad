export { describeError } from './errors/describe.ts';
export { type ErrorLog, withoutDetails } from './errors/interceptor.ts';
export { createHttpActivities, HttpClient } from './http/index.ts';
export { createResultActivities } from './result/index.ts';
export { createSessionActivities } from './session/index.ts';
export { createTranscriptActivities, Mailer } from './transcript/index.ts';
export { createTrialActivities } from './trial/index.ts';
