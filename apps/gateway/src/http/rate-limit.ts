/** Counts per key in windows of fixed length. In memory: each gateway counts for itself. */
export class RateLimit {
  readonly #most: number;
  readonly #window: number;
  #counts = new Map<string, number>();
  #until = 0;

  /** @param window milliseconds */
  constructor(most: number, window: number) {
    this.#most = most;
    this.#window = window;
  }

  /** False when the key has used up what it has until the window ends. */
  take(key: string): boolean {
    const now = Date.now();
    if (now >= this.#until) {
      this.#counts = new Map();
      this.#until = now + this.#window;
    }
    const count = this.#counts.get(key) ?? 0;
    if (count >= this.#most) return false;
    this.#counts.set(key, count + 1);
    return true;
  }
}
