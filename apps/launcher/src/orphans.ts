import { isRunning, stopProcess } from '#libs/services';
import type { State } from './state.ts';
import type { Terminal } from './terminal.ts';

/**
 * Stops what an earlier start left running because it was killed. Only processes that are ours by pid and start time.
 * PostgreSQL is left to its own pid file, which also knows one that we did not get to remember.
 */
export async function stopOrphans(state: State, terminal: Terminal): Promise<void> {
  const orphans = Object.entries(state.processes).filter(
    ([name, identity]) => name !== 'PostgreSQL' && isRunning(identity),
  );
  if (orphans.length === 0) return;
  await terminal.step('Left behind by an earlier start', async () => {
    await Promise.all(orphans.map(([, identity]) => stopProcess(identity, { graceMs: 2_000 })));
    return `stopped ${orphans.map(([name, { pid }]) => `${name} (process ${pid})`).join(', ')}`;
  });
}
