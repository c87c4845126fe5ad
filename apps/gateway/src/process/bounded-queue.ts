export interface BoundedQueueOptions {
  /** So many run at once. */
  concurrency: number;
  /** So many wait at most; what comes on top is dropped. */
  waiting: number;
}

/** Runs jobs later, a few at a time, in the order they came; never makes anybody wait. Jobs handle their own errors. */
export class BoundedQueue {
  readonly #options: BoundedQueueOptions;
  readonly #waiting: (() => Promise<void>)[] = [];
  #running = 0;
  #scheduled = false;

  constructor(options: BoundedQueueOptions) {
    this.#options = options;
  }

  /** False when the queue was full and the job was dropped. */
  add(job: () => Promise<void>): boolean {
    if (this.#waiting.length >= this.#options.waiting) return false;
    this.#waiting.push(job);
    if (!this.#scheduled) {
      this.#scheduled = true;
      // after the answer to whoever caused it
      setImmediate(() => {
        this.#scheduled = false;
        this.#pump();
      });
    }
    return true;
  }

  #pump(): void {
    while (this.#running < this.#options.concurrency) {
      const job = this.#waiting.shift();
      if (!job) return;
      this.#running += 1;
      void job().finally(() => {
        this.#running -= 1;
        this.#pump();
      });
    }
  }
}
