import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { commandLineOf, identify } from '../process/identity.ts';
import { stopProcess } from '../process/stop.ts';

/**
 * Clears what an earlier run left in a data folder: a postmaster that outlived its parent is stopped, a pid file of one
 * that is gone is removed (its number may belong to another process by now, which PostgreSQL takes for a postmaster).
 * Answers whether a living one was stopped.
 */
export async function clearOrphan(data: string): Promise<boolean> {
  const pidFile = join(data, 'postmaster.pid');
  if (!existsSync(pidFile)) return false;
  const pid = Number.parseInt(readFileSync(pidFile, 'utf8'), 10);
  const identity = Number.isInteger(pid) && pid > 1 ? identify(pid) : null;
  const ours = identity !== null && commandLineOf(pid).includes(`-D ${data} `);
  // SIGINT is PostgreSQL's fast shutdown: sessions are ended, the data is left clean.
  if (ours) await stopProcess(identity, { signal: 'SIGINT', graceMs: 10_000 });
  rmSync(pidFile, { force: true });
  return ours;
}
