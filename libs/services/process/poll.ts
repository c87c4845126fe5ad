import { setTimeout as sleep } from 'node:timers/promises';

/** Asks again and again until the answer is not null; null once the time is over. */
export async function poll<T>(
  ask: () => T | null | Promise<T | null>,
  { timeoutMs, everyMs = 25 }: { timeoutMs: number; everyMs?: number },
): Promise<T | null> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (answer !== null) return answer;
    if (Date.now() >= end) return null;
    await sleep(everyMs);
  }
}
