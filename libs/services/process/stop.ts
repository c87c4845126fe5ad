import { isRunning, type ProcessIdentity, signalProcess } from './identity.ts';
import { poll } from './poll.ts';

export interface StopOptions {
  signal?: NodeJS.Signals;
  /** How long the process has before it and its group are killed. */
  graceMs?: number;
}

/** Stops a process that need not be a child of this one. Resolves when it is gone; true when it went by itself. */
export async function stopProcess(
  identity: ProcessIdentity,
  { signal = 'SIGTERM', graceMs = 5_000 }: StopOptions = {},
): Promise<boolean> {
  const gone = () => (isRunning(identity) ? null : true);
  if (gone()) return true;
  signalProcess(identity.pid, signal);
  if (await poll(gone, { timeoutMs: graceMs })) return true;
  signalProcess(identity.pid, 'SIGKILL');
  // Its helpers too, where it leads a group; another group's member has none of this number.
  signalProcess(identity.pid, 'SIGKILL', true);
  await poll(gone, { timeoutMs: 2_000 });
  return false;
}
