import { setTimeout as sleep } from 'node:timers/promises';

/** Milliseconds between two tries: quick at first, since parts usually come up together. */
const FIRST_PAUSE = 250;
const LONGEST_PAUSE = 5_000;

/**
 * Tries until it works, however long it takes.
 * @param onFailure told after each failed try, with the milliseconds until the next
 * @throws when `signal` is aborted
 */
export async function untilItWorks<T>(
  attempt: () => Promise<T>,
  onFailure: (error: unknown, pause: number) => void,
  signal: AbortSignal,
): Promise<T> {
  for (let pause = FIRST_PAUSE; ; pause = Math.min(pause * 2, LONGEST_PAUSE)) {
    signal.throwIfAborted();
    try {
      return await attempt();
    } catch (error) {
      onFailure(error, pause);
    }
    await sleep(pause, undefined, { signal });
  }
}
