/** A tab that the system has frozen may keep its turn for long. */
const MOST_MS = 15_000;

/**
 * Runs `work` while no other tab runs its own under this name; after 15 s all the same. Browsers give locks to secure
 * pages only: elsewhere tabs do not wait for each other.
 */
export async function inTurn<T>(name: string, work: () => Promise<T>): Promise<T> {
  const { locks } = navigator as Partial<Pick<Navigator, 'locks'>>;
  if (!locks) return work();
  let begun = false;
  try {
    return await locks.request(name, { signal: AbortSignal.timeout(MOST_MS) }, () => {
      begun = true;
      return work();
    });
  } catch (error) {
    if (begun) throw error;
    return work();
  }
}
