/** Local services as child processes: PostgreSQL, Temporal's dev server and its time-skipping test server. */
export { type Progress, userCache } from './cache.ts';
export { messageOf, ServiceError } from './errors.ts';
export { removePostgres } from './postgres/places.ts';
export { createDatabase, type LocalPostgres, type PostgresOptions, startPostgres } from './postgres/postgres.ts';
export { commandLineOf, identify, isRunning, type ProcessIdentity, signalProcess } from './process/identity.ts';
export { lockHolder, tryLock } from './process/lock.ts';
export { logTail, rotateLog } from './process/log-tail.ts';
export { poll } from './process/poll.ts';
export { accepts, anyPort, freePort, LOOPBACK } from './process/ports.ts';
export {
  describeExit,
  type Exit,
  type ServiceProcess,
  type SpawnOptions,
  startProcess,
} from './process/service-process.ts';
export { type StopOptions, stopProcess } from './process/stop.ts';
export { type DevServerOptions, type LocalTemporal, startTemporal } from './temporal/dev-server.ts';
export { ensureTemporal, findTemporal, type TemporalCli } from './temporal/locate.ts';
export { type Prepared, prepareTemporal } from './temporal/namespace.ts';
export { ensureTimeSkippingServer, findTimeSkippingServer, type TimeSkippingServer } from './time-skipping/locate.ts';
export { type LocalTimeSkipping, startTimeSkipping } from './time-skipping/server.ts';
