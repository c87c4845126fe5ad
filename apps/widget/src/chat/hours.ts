import type { EntryView, Opening } from '#libs/contracts';
import type { ChatStore } from './state.ts';

const OLD_MS = 60_000;

/** The last entry with which the bot leads again: nobody was there, nobody picked up, or whoever did handed back. */
const returnOf = (entries: readonly EntryView[]): number =>
  entries.findLast(
    (entry) =>
      !('hidden' in entry) &&
      (entry.kind === 'handedBack' || (entry.kind === 'phaseChanged' && entry.body.to === 'bot')),
  )?.seq ?? 0;

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

  /** They may have ended in the middle of a wait or of a talk: asked for when the bot leads again. */
  follow(): void {
    let { entries } = this.#store.state.timeline;
    let returned = returnOf(entries);
    this.#store.subscribe(() => {
      if (this.#store.state.timeline.entries === entries) return;
      const isRead = entries.length === 0;
      entries = this.#store.state.timeline.entries;
      const last = returnOf(entries);
      // what is read when the page begins was there before the opening
      if (last > returned && !isRead) void this.refresh(0);
      returned = last;
    });
  }

  async refresh(oldAfter = OLD_MS): Promise<void> {
    const before = this.#askedAt;
    if (this.#now() - before < oldAfter) return;
    this.#askedAt = this.#now();
    const closed = await this.#ask();
    if (closed === undefined) this.#askedAt = before;
    else this.#store.set({ opening: { ...this.#store.state.opening, closed } });
  }
}
