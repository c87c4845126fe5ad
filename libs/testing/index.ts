/** For tests and benchmarks only: services, databases, a running stack, builders and a protocol client. */
export { createDatabaseFromTemplate, createTestDatabase, type TestDatabase } from './database.ts';
export { eventually } from './eventually.ts';
export { type Mailbox, type Mood, openMailbox } from './mailbox.ts';
export { startTemporalWith } from './own-temporal.ts';
export { type ApiAnswer, callApi, mustCall, signIn, startSession } from './protocol/http.ts';
export {
  type AgentClient,
  type ConnectOptions,
  connectAgent,
  connectVisitor,
  ProtocolProblem,
  type VisitorClient,
} from './protocol/socket.ts';
export { temporalAddress, testTemporal } from './services/ask.ts';
export { startServices, type TestServices, type TestTemporal } from './services/index.ts';
export { runFolder, track } from './services/registry.ts';
export { type Gateway, type Stack, type StackOptions, type StackTemporal, startStack } from './stack/index.ts';
export type { StackProcess } from './stack/process.ts';
export { createTimeSkipping } from './time-skipping.ts';
