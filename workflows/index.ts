export { produceResult } from './produce-result/produce-result.ts';
export { visitorSession } from './visitor-session/visitor-session.ts';
