import type { Opening } from '#libs/contracts';
import type { ChatStore } from './state.ts';

const OLD_MS = 60_000;

type Closed = Opening['closed'];

/** Hours end while a page stays open: what the opening says of them is asked for again where it may be old. */
export class Hours {
  readonly #store: ChatStore;
  readonly #ask: () => Promise<Closed | undefined>;
  readonly #now: () => number;
  #askedAt: number;

  /**
   * @param ask undefined where no answer came
   * @param askedAt when the opening was asked for
   */
  constructor(store: ChatStore, ask: () => Promise<Closed | undefined>, askedAt: number, now = Date.now) {
    this.#store = store;
    this.#ask = ask;
    this.#askedAt = askedAt;
    this.#now = now;
  }

  async refresh(): Promise<void> {
    const before = this.#askedAt;
    if (this.#now() - before < OLD_MS) return;
    this.#askedAt = this.#now();
    const closed = await this.#ask();
    if (closed === undefined) this.#askedAt = before;
    else this.#store.set({ opening: { ...this.#store.state.opening, closed } });
  }
}
