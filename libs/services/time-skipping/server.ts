import { ServiceError } from '../errors.ts';
import { anyPort, LOOPBACK, untilAccepts } from '../process/ports.ts';
import { type ServiceProcess, startProcess } from '../process/service-process.ts';
import type { TimeSkippingServer } from './locate.ts';

const READY_TIMEOUT_MS = 60_000;

export interface LocalTimeSkipping {
  address: string;
  process: ServiceProcess;
  stop(): Promise<void>;
}

/** Starts the test server that skips time, on any free port of the loopback. */
export async function startTimeSkipping(server: TimeSkippingServer, logFile: string): Promise<LocalTimeSkipping> {
  const port = await anyPort();
  const child = await startProcess({
    command: server.command,
    args: [...server.args, String(port)],
    logFile,
    stop: { graceMs: 2_000 },
  });
  if (!(await untilAccepts(port, READY_TIMEOUT_MS, () => child.exit === null))) {
    await child.stop();
    throw new ServiceError('The Temporal test server did not start.', child.logTail());
  }
  return { address: `${LOOPBACK}:${port}`, process: child, stop: () => child.stop() };
}
