const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 15_000;

/**
 * Keeps something read fresh: many requests in a short time become one read, never two reads at once, a request
 * during a read leads to another one after it, and a read that throws is tried again.
 */
export class Refresher {
  readonly #read: () => Promise<void>;
  readonly #delayMs: number;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #reading = false;
  #again = false;
  #retryMs = FIRST_RETRY_MS;
  #stopped = true;

  /** `delayMs`: how long `soon` gathers requests. */
  constructor(read: () => Promise<void>, delayMs: number) {
    this.#read = read;
    this.#delayMs = delayMs;
  }

  /** Begins with a read at once. */
  start(): void {
    this.#stopped = false;
    this.now();
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  soon(): void {
    if (this.#reading) this.#again = true;
    else this.#schedule(this.#delayMs);
  }

  now(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    void this.#run();
  }

  #schedule(delayMs: number): void {
    if (this.#stopped || this.#timer !== undefined) return;
    this.#timer = setTimeout(() => this.now(), delayMs);
  }

  async #run(): Promise<void> {
    if (this.#stopped) return;
    if (this.#reading) {
      this.#again = true;
      return;
    }
    this.#reading = true;
    this.#again = false;
    let failed = false;
    try {
      await this.#read();
      this.#retryMs = FIRST_RETRY_MS;
    } catch {
      failed = true;
    }
    this.#reading = false;
    if (failed) {
      this.#schedule(this.#retryMs);
      this.#retryMs = Math.min(this.#retryMs * 2, LAST_RETRY_MS);
    } else if (this.#again) this.#schedule(this.#delayMs);
  }
}
