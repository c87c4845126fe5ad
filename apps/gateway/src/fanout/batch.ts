/**
 * Collects keys and hands them over together: soon after the first one, but never more often than every `apart`
 * milliseconds.
 */
export class Batch {
  readonly #soon: number;
  readonly #apart: number;
  readonly #flush: (keys: string[]) => void;
  #keys = new Set<string>();
  #timer: NodeJS.Timeout | null = null;
  #lastFlush = 0;
  #stopped = false;

  constructor({ soon, apart }: { soon: number; apart: number }, flush: (keys: string[]) => void) {
    this.#soon = soon;
    this.#apart = apart;
    this.#flush = flush;
  }

  add(key: string): void {
    if (this.#stopped) return;
    this.#keys.add(key);
    this.#timer ??= setTimeout(() => this.#now(), Math.max(this.#soon, this.#lastFlush + this.#apart - Date.now()));
  }

  /** What is collected is dropped, and what comes later too. */
  stop(): void {
    this.#stopped = true;
    if (this.#timer) clearTimeout(this.#timer);
  }

  #now(): void {
    const keys = [...this.#keys];
    this.#keys = new Set();
    this.#timer = null;
    this.#lastFlush = Date.now();
    this.#flush(keys);
  }
}
