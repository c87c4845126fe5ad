interface RoundsOptions {
  /** Milliseconds between the end of a round and the begin of the next. */
  apart: number;
  onError: (error: unknown) => void;
}

/** Runs one task again and again, one round at a time: when somebody asks, at a bounded rate. */
export class Rounds {
  readonly #options: RoundsOptions;
  readonly #task: () => Promise<void>;
  #due = Number.POSITIVE_INFINITY;
  #ended = Number.NEGATIVE_INFINITY;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | null = null;
  #stopped = false;

  constructor(options: RoundsOptions, task: () => Promise<void>) {
    this.#options = options;
    this.#task = task;
  }

  /** A round begins within so many milliseconds, or as soon as the one under way and the pause after it are over. */
  within(milliseconds: number): void {
    const due = performance.now() + milliseconds;
    if (due >= this.#due) return;
    this.#due = due;
    if (!this.#running) this.#wait();
  }

  /** Resolves when the round under way is over; no other one begins. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#running;
  }

  #wait(): void {
    clearTimeout(this.#timer);
    if (this.#stopped || this.#due === Number.POSITIVE_INFINITY) return;
    const begin = Math.max(this.#due, this.#ended + this.#options.apart);
    this.#timer = setTimeout(() => void this.#run(), Math.max(0, begin - performance.now()));
  }

  async #run(): Promise<void> {
    this.#due = Number.POSITIVE_INFINITY;
    // the task begins when it is known to be under way: it may ask for another round
    this.#running = Promise.resolve().then(this.#task).catch(this.#options.onError);
    await this.#running;
    this.#running = null;
    this.#ended = performance.now();
    this.#wait();
  }
}
