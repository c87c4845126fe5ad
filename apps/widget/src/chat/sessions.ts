import type { EntryView, Opening, QueueView, Receipt } from '#libs/contracts';
import { fetchOpening } from '../api.ts';
import { pageUrl, type Rendering } from '../page.ts';
import { type Link, openLink } from './link.ts';
import type { Memory, StoredSession } from './memory.ts';
import { Reader } from './reader.ts';
import { NO_RECEIPT } from './receipts.ts';
import type { ChatStore } from './state.ts';
import { applyEntries, EMPTY_TIMELINE, lastSeq } from './timeline.ts';

/** After the server did not take the token and gave no opening either. */
const ASK_AGAIN_MS = 3_000;

export interface FreshOpening {
  opening: Opening;
  rendering: Rendering;
}

export interface SessionsSettings {
  origin: string;
  siteId: string;
  languages: readonly string[];
  store: ChatStore;
  memory: Memory;
  /** What waits to be sent can be sent now. `fresh`: the connection has just come about. */
  onReady: (fresh: boolean) => void;
}

/** Which session is shown, and its connection; or the opening, while there is none. */
export class Sessions {
  readonly #settings: SessionsSettings;
  readonly reader: Reader;
  #link: Link | null = null;

  constructor(settings: SessionsSettings) {
    this.#settings = settings;
    this.reader = new Reader({ store: settings.store, memory: settings.memory, link: () => this.#link });
  }

  get link(): Link | null {
    return this.#link;
  }

  enter(session: StoredSession, entries: readonly EntryView[]): void {
    const { store } = this.#settings;
    if (session.sessionId !== store.state.session?.sessionId) {
      this.#link?.close();
      store.set({
        session,
        timeline: EMPTY_TIMELINE,
        read: null,
        sent: [],
        peerTyping: false,
        receipt: NO_RECEIPT,
        queue: null,
      });
      this.#link = this.#openLink(session);
    }
    this.reader.receive(entries);
  }

  /** Takes over the session that another tab began, left or read. */
  adopt(): void {
    const { store, memory } = this.#settings;
    const { session, opening, rendering } = store.state;
    const stored = memory.session();
    if (stored?.sessionId !== session?.sessionId) {
      if (stored) this.enter(stored, []);
      else this.showOpening({ opening, rendering });
    } else if (stored && session && stored.seenSeq > session.seenSeq) {
      store.set({ session: stored });
    }
  }

  showOpening({ opening, rendering }: FreshOpening): void {
    this.#link?.close();
    this.#link = null;
    this.#settings.store.set({
      opening,
      rendering,
      session: null,
      timeline: applyEntries(EMPTY_TIMELINE, opening.entries),
      read: null,
      sent: [],
      peerTyping: false,
      receipt: NO_RECEIPT,
      queue: null,
      reachable: true,
    });
  }

  /** Forgets the session and shows the opening as it is now. Answers false when that could not be fetched. */
  async leave(): Promise<boolean> {
    const { store, memory } = this.#settings;
    const left = store.state.session;
    const fresh = await this.freshOpening();
    if (!fresh) return false;
    if (left) memory.forgetSession(left.sessionId);
    if (store.state.session?.sessionId === left?.sessionId) this.showOpening(fresh);
    return true;
  }

  /** Leaves it, and forgets what failed in it; what waits goes to the next. */
  async leaveForGood(): Promise<boolean> {
    const { store, memory } = this.#settings;
    if (!(await this.leave())) return false;
    memory.dropFailed();
    store.set(memory.boxes());
    return true;
  }

  /** The opening as it is now, for this page; null when it could not be fetched. */
  async freshOpening(): Promise<FreshOpening | null> {
    const { origin, siteId, languages, store, memory } = this.#settings;
    const rendering = { seed: store.state.rendering.seed, pageUrl: pageUrl(), returning: memory.returning() };
    const answer = await fetchOpening(origin, siteId, languages, rendering);
    store.set({ reachable: answer.ok || answer.code !== 'unreachable' });
    return answer.ok ? { opening: answer.value, rendering } : null;
  }

  #openLink({ sessionId, token }: StoredSession): Link {
    const { origin, store, onReady } = this.#settings;
    const mine =
      <A extends unknown[]>(use: (...args: A) => void) =>
      (...args: A): void => {
        if (store.state.session?.sessionId === sessionId) use(...args);
      };
    return openLink(origin, token, {
      connected: mine(() => {
        store.set({ reachable: true });
        void this.reader.catchUp();
        onReady(true);
      }),
      disconnected: mine(() => store.set({ reachable: false, peerTyping: false })),
      refused: mine(() => void this.#tokenRefused()),
      entry: mine((entry: EntryView) => this.reader.receiveNew(entry)),
      receipt: mine((receipt: Receipt) => this.reader.receipt(receipt)),
      queue: mine((queue: QueueView | null) => store.set({ queue })),
      typing: mine((on: boolean) => this.reader.showTyping(on)),
    });
  }

  /** The outbox, if anything is in it, gets the visitor a new token; without it the opening stands there again. */
  async #tokenRefused(): Promise<void> {
    const link = this.#link;
    if (await this.leaveForGood()) this.#settings.onReady(false);
    else setTimeout(() => link?.wake(lastSeq(this.#settings.store.state.timeline)), ASK_AGAIN_MS);
  }
}
