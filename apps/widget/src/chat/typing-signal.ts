const AT_MOST_EVERY_MS = 2_500;
const OFF_AFTER_MS = 4_000;

/** Turns key strokes into few "is writing" signals: on at most every 2.5 s, off after 4 s without a key. */
export class TypingSignal {
  readonly #tell: (on: boolean) => void;
  #toldAt = Number.NEGATIVE_INFINITY;
  #off: ReturnType<typeof setTimeout> | undefined;

  constructor(tell: (on: boolean) => void) {
    this.#tell = tell;
  }

  wrote(): void {
    const now = Date.now();
    if (now - this.#toldAt >= AT_MOST_EVERY_MS) {
      this.#toldAt = now;
      this.#tell(true);
    }
    clearTimeout(this.#off);
    this.#off = setTimeout(() => this.stopped(), OFF_AFTER_MS);
  }

  /** Sent, or emptied: says off once. */
  stopped(): void {
    clearTimeout(this.#off);
    if (this.#toldAt === Number.NEGATIVE_INFINITY) return;
    this.#toldAt = Number.NEGATIVE_INFINITY;
    this.#tell(false);
  }
}
