import { Refusal } from '#libs/contracts';

/** So many may wait behind one another; who sends faster than it is stored has to slow down. */
const MOST_WAITING = 256;

/**
 * Runs what comes through one socket one after another: two messages on two connections of the pool could swap
 * places.
 */
export class InOrder {
  #last: Promise<unknown> = Promise.resolve();
  #waiting = 0;

  run<T>(task: () => Promise<T>): Promise<T> {
    if (this.#waiting >= MOST_WAITING) return Promise.reject(new Refusal('rate_limited'));
    this.#waiting += 1;
    const result = this.#last.then(task).finally(() => {
      this.#waiting -= 1;
    });
    this.#last = result.catch(() => undefined);
    return result;
  }
}
