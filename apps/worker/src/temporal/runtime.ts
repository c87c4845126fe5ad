import { type LogLevel, type LogMetadata, Runtime } from '@temporalio/worker';
import type { PinoLogger } from 'nestjs-pino';

/** The SDK's levels by the names that pino has for them. */
const LEVELS = { TRACE: 'trace', DEBUG: 'debug', INFO: 'info', WARN: 'warn', ERROR: 'error' } as const;

type Pino = Pick<PinoLogger['logger'], (typeof LEVELS)[LogLevel]>;

/**
 * Sets up the SDK, once for the process: its log lines, those of the native part too, go to ours, and it leaves the
 * signals of the operating system to us.
 */
export function installRuntime(pino: Pino): void {
  const log = (level: LogLevel, message: string, meta?: LogMetadata): void =>
    pino[LEVELS[level]]({ context: 'Temporal', ...meta }, message);
  Runtime.install({
    shutdownSignals: [],
    logger: {
      log,
      trace: (message, meta) => log('TRACE', message, meta),
      debug: (message, meta) => log('DEBUG', message, meta),
      info: (message, meta) => log('INFO', message, meta),
      warn: (message, meta) => log('WARN', message, meta),
      error: (message, meta) => log('ERROR', message, meta),
    },
    telemetryOptions: { logging: { filter: { core: 'WARN', other: 'WARN' }, forward: {} } },
  });
}
