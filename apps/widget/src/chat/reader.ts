import type { EntryView, Receipt, Timeline as TimelineRead } from '#libs/contracts';
import type { Answer } from '../api.ts';
import type { Link } from './link.ts';
import type { Memory } from './memory.ts';
import type { ChatStore } from './state.ts';
import { applyEntries, hasGap, lastSeq } from './timeline.ts';

/** How long an acknowledged entry may take to come by itself before it is asked for. */
const LATE_MS = 400;
/** A reading that failed is repeated after this time; a new connection reads at once. */
const READ_AGAIN_MS = 3_000;
/** The other side's "is writing" fades when nothing follows. */
const TYPING_FADES_MS = 6_000;

export interface ReaderSettings {
  store: ChatStore;
  memory: Memory;
  /** The connection of the session that is shown. */
  link: () => Link | null;
}

/** Keeps the timeline whole: takes what comes by itself and asks for what does not. */
export class Reader {
  readonly #settings: ReaderSettings;
  #reading: 'no' | 'yes' | 'again' = 'no';
  #late: ReturnType<typeof setTimeout> | undefined;
  #typingFades: ReturnType<typeof setTimeout> | undefined;

  constructor(settings: ReaderSettings) {
    this.#settings = settings;
  }

  /** Entries that were read; acts that they hold wait no longer. */
  receive(entries: readonly EntryView[]): void {
    const { store, memory } = this.#settings;
    const { timeline: before, waiting, failed, sent } = store.state;
    const timeline = applyEntries(before, entries);
    const arrived = new Set(timeline.entries.map((entry) => ('hidden' in entry ? null : entry.clientId)));
    const here = (clientId: string): boolean => arrived.has(clientId);
    for (const { clientId } of [...waiting, ...failed]) if (here(clientId)) memory.dropItem(clientId);
    store.set({
      timeline,
      sent: sent.filter(({ item, seq }) => !here(item.clientId) && seq > lastSeq(timeline)),
      waiting: waiting.filter(({ clientId }) => !here(clientId)),
      failed: failed.filter(({ clientId }) => !here(clientId)),
    });
  }

  /** An entry that came by itself. */
  receiveNew(entry: EntryView): void {
    this.receive([entry]);
    if (!('hidden' in entry) && entry.author !== 'visitor') this.showTyping(false);
    if (hasGap(this.#settings.store.state.timeline)) void this.catchUp();
    // What is hidden may have called people: the phase tells, and it is read, not sent.
    else if ('hidden' in entry) this.catchUpSoon();
  }

  /** The other side has come that far; it never goes back. */
  receipt({ delivered, read }: Receipt): void {
    const { store } = this.#settings;
    const { receipt } = store.state;
    if (delivered <= receipt.delivered && read <= receipt.read) return;
    store.set({
      receipt: { delivered: Math.max(delivered, receipt.delivered), read: Math.max(read, receipt.read) },
    });
  }

  /** Asks for what an acknowledgement promised, unless it comes by itself. */
  catchUpSoon(): void {
    this.#catchUpIn(LATE_MS);
  }

  /** Reads what follows the last seq, to the end. One reading at a time; a wish meanwhile makes it look again. */
  async catchUp(): Promise<void> {
    if (this.#reading !== 'no') {
      this.#reading = 'again';
      return;
    }
    do {
      this.#reading = 'yes';
      while (await this.#readOn());
    } while ((this.#reading as string) === 'again');
    this.#reading = 'no';
  }

  showTyping(on: boolean): void {
    const { store } = this.#settings;
    clearTimeout(this.#typingFades);
    if (on) this.#typingFades = setTimeout(() => store.set({ peerTyping: false }), TYPING_FADES_MS);
    if (on !== store.state.peerTyping) store.set({ peerTyping: on });
  }

  #catchUpIn(ms: number): void {
    clearTimeout(this.#late);
    this.#late = setTimeout(() => void this.catchUp(), ms);
  }

  /** One `timeline:read`. True when there is more to read. */
  async #readOn(): Promise<boolean> {
    const { store } = this.#settings;
    const { session, timeline } = store.state;
    const link = this.#settings.link();
    if (!session || !link?.connected) return false;
    const after = lastSeq(timeline);
    const answer: Answer<TimelineRead> = await link.request('timeline:read', { after });
    if (store.state.session?.sessionId !== session.sessionId) return false;
    if (!answer.ok) {
      this.#catchUpIn(READ_AGAIN_MS);
      return false;
    }
    const { entries, phase, lastSeq: last, theirs } = answer.value;
    store.set({ read: { phase, seq: last } });
    this.receipt(theirs);
    this.receive(entries);
    const now = lastSeq(store.state.timeline);
    return now > after && now < last;
  }
}
