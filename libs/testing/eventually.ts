import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Calls `attempt` again and again until it does not throw, and answers its value; throws its last error when the time
 * is over. Milliseconds. For `expect`s about what happens elsewhere.
 */
export async function eventually<T>(
  attempt: () => T | Promise<T>,
  { timeout = 15_000, every = 25 }: { timeout?: number; every?: number } = {},
): Promise<T> {
  const end = Date.now() + timeout;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() >= end) throw error;
    }
    await sleep(every);
  }
}
