/** While somebody goes on typing it is said again this often, since a hint fades at the other side. */
const SAY_AGAIN_MS = 3_000;
/** Without a key for this long, nobody types. */
const IDLE_MS = 4_000;

/** Tells the other side that somebody types, without telling every key. */
export class TypingSender {
  readonly #tell: (on: boolean) => void;
  #saidAt = 0;
  #on = false;
  #idle: ReturnType<typeof setTimeout> | undefined;

  constructor(tell: (on: boolean) => void) {
    this.#tell = tell;
  }

  key(): void {
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => this.stop(), IDLE_MS);
    if (this.#on && Date.now() - this.#saidAt < SAY_AGAIN_MS) return;
    this.#on = true;
    this.#saidAt = Date.now();
    this.#tell(true);
  }

  stop(): void {
    clearTimeout(this.#idle);
    if (!this.#on) return;
    this.#on = false;
    this.#tell(false);
  }
}
