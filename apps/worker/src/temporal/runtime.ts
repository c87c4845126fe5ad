import { Runtime } from '@temporalio/worker';
import type { PinoLogger } from 'nestjs-pino';

/** The SDK's levels by the names that pino has for them. */
const LEVELS = { TRACE: 'trace', DEBUG: 'debug', INFO: 'info', WARN: 'warn', ERROR: 'error' } as const;

/**
 * Sets up the SDK, once for the process: its log lines, those of the native part too, go to ours, and it leaves the
 * signals of the operating system to us.
 */
export function installRuntime(pino: PinoLogger['logger']): void {
  const log = pino.child({ context: 'Temporal' });
  Runtime.install({
    shutdownSignals: [],
    logger: {
      log: (level, message, meta) => log[LEVELS[level]](meta ?? {}, message),
      trace: (message, meta) => log.trace(meta ?? {}, message),
      debug: (message, meta) => log.debug(meta ?? {}, message),
      info: (message, meta) => log.info(meta ?? {}, message),
      warn: (message, meta) => log.warn(meta ?? {}, message),
      error: (message, meta) => log.error(meta ?? {}, message),
    },
    telemetryOptions: { logging: { filter: { core: 'WARN', other: 'WARN' }, forward: {} } },
  });
}
