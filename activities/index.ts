export { describeError } from './errors/describe.ts';
export { type ErrorLog, withoutDetails } from './errors/interceptor.ts';
export { createResultActivities } from './result/index.ts';
export { createSessionActivities } from './session/index.ts';
