/** Answers of `load`, each kept for a short time; concurrent askers of one key share one load. Failures are not kept. */
export class Remembered<Value> {
  readonly #load: (key: string) => Promise<Value>;
  readonly #milliseconds: number;
  readonly #most: number;
  readonly #kept = new Map<string, { value: Promise<Value>; until: number }>();

  constructor(load: (key: string) => Promise<Value>, milliseconds: number, most = 1_000) {
    this.#load = load;
    this.#milliseconds = milliseconds;
    this.#most = most;
  }

  get(key: string): Promise<Value> {
    const known = this.#kept.get(key);
    if (known && known.until > Date.now()) return known.value;
    const value = this.#load(key);
    this.#kept.delete(key);
    this.#kept.set(key, { value, until: Date.now() + this.#milliseconds });
    value.catch(() => {
      if (this.#kept.get(key)?.value === value) this.#kept.delete(key);
    });
    // the oldest come first
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= this.#most) break;
      this.#kept.delete(oldest);
    }
    return value;
  }

  forget(key: string): void {
    this.#kept.delete(key);
  }
}
