import type { EntryView, ErrorCode, Opening, StartSessionBody, Timeline as TimelineRead } from '#libs/contracts';
import { type Answer, fetchOpening, startSession } from '../api.ts';
import { backoff } from '../backoff.ts';
import { type Link, openLink } from './link.ts';
import { inTurn } from './lock.ts';
import type { Memory, StoredSession } from './memory.ts';
import {
  type Act,
  afterRefusal,
  type Delivery,
  deliveryOf,
  nextOrder,
  type OpeningRef,
  type OutboxItem,
  type SentItem,
} from './outbox.ts';
import { randomKey } from './random.ts';
import type { FailedItem, PhaseRead } from './story.ts';
import { applyEntries, EMPTY_TIMELINE, hasGap, lastSeq, type Timeline } from './timeline.ts';

/** How long an acknowledged entry may take to come by itself before it is asked for. */
const LATE_MS = 400;
/** A reading that failed is repeated after this time; a new connection reads at once. */
const READ_AGAIN_MS = 3_000;
/** The other side's "is writing" fades when nothing follows. */
const TYPING_FADES_MS = 6_000;

/** Everything the window shows. Never changed in place. */
export interface ChatState {
  opening: Opening;
  session: StoredSession | null;
  timeline: Timeline;
  read: PhaseRead | null;
  waiting: readonly OutboxItem[];
  sent: readonly SentItem[];
  failed: readonly FailedItem[];
  /** False while what the visitor writes cannot reach the server. */
  reachable: boolean;
  peerTyping: boolean;
  /** Why nothing moves right now, in one code. */
  notice: ErrorCode | null;
}

export interface ChatSettings {
  origin: string;
  siteId: string;
  languages: readonly string[];
  opening: Opening;
  memory: Memory;
}

/**
 * The visitor's side of one site: holds the timeline, keeps the outbox and the connection. All tabs share the outbox
 * and the session through `Memory`; one tab at a time sends.
 */
export class ChatClient {
  readonly #settings: ChatSettings;
  readonly #listeners = new Set<() => void>();
  #state: ChatState;
  #link: Link | null = null;
  #order = '';
  #sending = false;
  #attempts = 0;
  #sendAgain: ReturnType<typeof setTimeout> | undefined;
  #reading: 'no' | 'yes' | 'again' = 'no';
  #late: ReturnType<typeof setTimeout> | undefined;
  #typingFades: ReturnType<typeof setTimeout> | undefined;

  constructor(settings: ChatSettings) {
    this.#settings = settings;
    this.#state = {
      opening: settings.opening,
      session: null,
      timeline: applyEntries(EMPTY_TIMELINE, settings.opening.entries),
      read: null,
      waiting: [],
      sent: [],
      failed: [],
      reachable: true,
      peerTyping: false,
      notice: null,
    };
  }

  get state(): ChatState {
    return this.#state;
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Goes on where this browser left off, and follows the other tabs. */
  begin(): void {
    this.#adopt();
    addEventListener('storage', (event) => {
      if (!this.#settings.memory.concerns(event.key)) return;
      this.#adopt();
      void this.#send();
    });
    const wake = (): void => {
      if (document.visibilityState !== 'visible') return;
      this.#link?.wake();
      void this.#catchUp();
      void this.#send();
    };
    document.addEventListener('visibilitychange', wake);
    addEventListener('pageshow', wake);
    addEventListener('online', wake);
    void this.#send();
  }

  say(text: string): void {
    this.#act({ type: 'message', text });
  }

  choose(promptSeq: number, choice: { id: string; text: string }): void {
    this.#act({ type: 'answer', promptSeq, choiceId: choice.id, text: choice.text });
  }

  skip(promptSeq: number, text: string): void {
    this.#act({ type: 'answer', promptSeq, skipped: true, text });
  }

  typing(on: boolean): void {
    this.#link?.typing(on);
  }

  /** The visitor has the last entry before their eyes. */
  seen(): void {
    const { session, timeline } = this.#state;
    if (!session || session.seenSeq >= lastSeq(timeline)) return;
    const seen = { ...session, seenSeq: lastSeq(timeline) };
    this.#set({ session: seen });
    if (this.#settings.memory.session()?.sessionId === seen.sessionId) this.#settings.memory.keepSession(seen);
  }

  /** Leaves the closed session behind; the next act begins another. */
  async startNewChat(): Promise<void> {
    this.#set({ notice: (await this.#leaveSession()) ? null : 'unavailable' });
  }

  /** Takes a failed item away and answers its text, to be written anew. */
  takeBack(clientId: string): string {
    const failed = this.#state.failed.find(({ item }) => item.clientId === clientId);
    this.#set({ failed: this.#state.failed.filter((other) => other !== failed) });
    return failed?.item.act.text ?? '';
  }

  #set(change: Partial<ChatState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }

  // What other tabs did -----------------------------------------------------------------------------------------

  /** Takes over session and outbox as they are stored now. */
  #adopt(): void {
    const stored = this.#settings.memory.session();
    if (stored?.sessionId !== this.#state.session?.sessionId) {
      if (stored) this.#enter(stored, []);
      else this.#showOpening(this.#state.opening);
    } else if (stored && this.#state.session && stored.seenSeq > this.#state.session.seenSeq) {
      this.#set({ session: stored });
    }
    this.#set({ waiting: this.#settings.memory.outbox() });
  }

  // Sessions ----------------------------------------------------------------------------------------------------

  #enter(session: StoredSession, entries: readonly EntryView[]): void {
    if (session.sessionId !== this.#state.session?.sessionId) {
      this.#link?.close();
      this.#set({ session, timeline: EMPTY_TIMELINE, read: null, sent: [], peerTyping: false });
      this.#link = this.#openLink(session);
    }
    this.#receive(entries);
  }

  #showOpening(opening: Opening): void {
    this.#link?.close();
    this.#link = null;
    this.#set({
      opening,
      session: null,
      timeline: applyEntries(EMPTY_TIMELINE, opening.entries),
      read: null,
      sent: [],
      peerTyping: false,
      reachable: true,
    });
  }

  /** Forgets the session and shows the opening as it is now. Answers false when that could not be fetched. */
  async #leaveSession(): Promise<boolean> {
    const left = this.#state.session;
    const opening = await this.#freshOpening();
    if (!opening) return false;
    if (left) this.#settings.memory.forgetSession(left.sessionId);
    if (this.#state.session?.sessionId === left?.sessionId) this.#showOpening(opening);
    return true;
  }

  async #freshOpening(): Promise<Opening | null> {
    const { origin, siteId, languages } = this.#settings;
    const answer = await fetchOpening(origin, siteId, languages);
    this.#set({ reachable: answer.ok || answer.code !== 'unreachable' });
    return answer.ok ? answer.value : null;
  }

  #openLink({ sessionId, token }: StoredSession): Link {
    const mine =
      <A extends unknown[]>(use: (...args: A) => void) =>
      (...args: A): void => {
        if (this.#state.session?.sessionId === sessionId) use(...args);
      };
    return openLink(this.#settings.origin, token, {
      connected: mine(() => {
        this.#set({ reachable: true });
        void this.#catchUp();
        this.#attempts = 0;
        void this.#send();
      }),
      disconnected: mine(() => this.#set({ reachable: false, peerTyping: false })),
      refused: mine(() => void this.#tokenRefused()),
      entry: mine((entry: EntryView) => this.#receiveNew(entry)),
      typing: mine((on: boolean) => this.#showTyping(on)),
    });
  }

  /** The outbox, if anything is in it, gets the visitor a new token; without it the opening stands there again. */
  async #tokenRefused(): Promise<void> {
    const link = this.#link;
    if (await this.#leaveSession()) await this.#send();
    else setTimeout(() => link?.wake(), READ_AGAIN_MS);
  }

  // The timeline ------------------------------------------------------------------------------------------------

  #receive(entries: readonly EntryView[]): void {
    const timeline = applyEntries(this.#state.timeline, entries);
    const arrived = new Set(timeline.entries.map((entry) => ('hidden' in entry ? null : entry.clientId)));
    const here = (clientId: string): boolean => arrived.has(clientId);
    for (const { clientId } of this.#state.waiting) if (here(clientId)) this.#settings.memory.dropItem(clientId);
    this.#set({
      timeline,
      sent: this.#state.sent.filter(({ item, seq }) => !here(item.clientId) && seq > lastSeq(timeline)),
      waiting: this.#state.waiting.filter(({ clientId }) => !here(clientId)),
    });
  }

  #receiveNew(entry: EntryView): void {
    this.#receive([entry]);
    if (!('hidden' in entry) && entry.author !== 'visitor') this.#showTyping(false);
    if (hasGap(this.#state.timeline)) void this.#catchUp();
    // What is hidden may have called people: the phase tells, and it is read, not sent.
    else if ('hidden' in entry) this.#catchUpIn(LATE_MS);
  }

  #catchUpIn(ms: number): void {
    clearTimeout(this.#late);
    this.#late = setTimeout(() => void this.#catchUp(), ms);
  }

  /** Reads what follows the last seq, to the end. One reading at a time; a wish meanwhile makes it look again. */
  async #catchUp(): Promise<void> {
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

  /** One `timeline:read`. True when there is more to read. */
  async #readOn(): Promise<boolean> {
    const { session, timeline } = this.#state;
    if (!session || !this.#link?.connected) return false;
    const after = lastSeq(timeline);
    const answer: Answer<TimelineRead> = await this.#link.request('timeline:read', { after });
    if (this.#state.session?.sessionId !== session.sessionId) return false;
    if (!answer.ok) {
      this.#catchUpIn(READ_AGAIN_MS);
      return false;
    }
    const { entries, phase, lastSeq: last } = answer.value;
    this.#set({ read: { phase, seq: last } });
    this.#receive(entries);
    const now = lastSeq(this.#state.timeline);
    return now > after && now < last;
  }

  #showTyping(on: boolean): void {
    clearTimeout(this.#typingFades);
    if (on) this.#typingFades = setTimeout(() => this.#set({ peerTyping: false }), TYPING_FADES_MS);
    if (on !== this.#state.peerTyping) this.#set({ peerTyping: on });
  }

  // The outbox --------------------------------------------------------------------------------------------------

  #act(act: Act): void {
    const { memory } = this.#settings;
    const { opening, session } = this.#state;
    this.#order = nextOrder(this.#order, Date.now());
    memory.keepItem({
      clientId: randomKey(18),
      order: this.#order,
      at: new Date().toISOString(),
      act,
      sessionId: act.type === 'answer' ? (session?.sessionId ?? null) : null,
      opening: session ? null : refOf(opening),
    });
    this.#set({ waiting: memory.outbox(), notice: null });
    void this.#send();
  }

  /** Sends what waits, one after the other, each after the acknowledgement of the one before. */
  async #send(): Promise<void> {
    if (this.#sending || this.#settings.memory.outbox().length === 0) return;
    this.#sending = true;
    clearTimeout(this.#sendAgain);
    let done = true;
    try {
      await inTurn(`foyer:${this.#settings.siteId}`, async () => {
        this.#adopt();
        for (let item = this.#state.waiting[0]; item && done; item = this.#state.waiting[0]) {
          done = await this.#sendOne(item);
        }
      });
    } finally {
      this.#sending = false;
    }
    if (done) this.#attempts = 0;
    else this.#sendAgain = setTimeout(() => void this.#send(), backoff(this.#attempts++, 500, 10_000));
  }

  /** True when the queue may go on; false when the item has to be tried again later. */
  async #sendOne(item: OutboxItem): Promise<boolean> {
    const delivery = deliveryOf(item, this.#state.session?.sessionId ?? null);
    if (delivery.by === 'nothing') {
      this.#drop(item);
      return true;
    }
    const code = await (delivery.by === 'start' ? this.#start(item, delivery) : this.#frame(item, delivery));
    if (code === null) {
      this.#set({ notice: null });
      return true;
    }
    return this.#refused(item, code, delivery.by);
  }

  /** Begins the session with the item. Answers the code of a refusal, or null. */
  async #start(item: OutboxItem, delivery: Delivery & { by: 'start' }): Promise<ErrorCode | 'unreachable' | null> {
    const { memory, origin, siteId } = this.#settings;
    const body: StartSessionBody = {
      visitorKey: memory.visitorKey(),
      clientId: item.clientId,
      ...(delivery.opening ?? refOf(this.#state.opening)),
      ...whereabouts(),
      act: delivery.act,
    };
    const answer = await startSession(origin, siteId, body);
    if (!answer.ok) {
      this.#set({ reachable: answer.code !== 'unreachable' });
      return answer.code;
    }
    const { sessionId, token, entries } = answer.value;
    const session = { sessionId, token, seenSeq: 0 };
    memory.keepSession(session);
    this.#drop(item);
    this.#enter(session, entries);
    this.#acknowledged(item, answer.value.lastSeq);
    return null;
  }

  /** Sends the item over the connection. Answers the code of a refusal, or null. */
  async #frame(
    item: OutboxItem,
    delivery: Delivery & { by: 'message' | 'answer' },
  ): Promise<ErrorCode | 'unreachable' | null> {
    if (!this.#link) return 'unreachable';
    const answer =
      delivery.by === 'message'
        ? await this.#link.request('message:send', delivery.frame)
        : await this.#link.request('answer:send', delivery.frame);
    if (!answer.ok) return answer.code;
    this.#drop(item);
    this.#acknowledged(item, answer.value.seq);
    return null;
  }

  /** Keeps the bubble until the entry is here; when it does not come by itself it is asked for. */
  #acknowledged(item: OutboxItem, seq: number): void {
    if (seq <= lastSeq(this.#state.timeline)) return;
    this.#set({ sent: [...this.#state.sent, { item, seq }] });
    this.#catchUpIn(LATE_MS);
  }

  /** Does what the refusal asks for. True when the queue may go on at once. */
  async #refused(item: OutboxItem, code: ErrorCode | 'unreachable', by: Delivery['by']): Promise<boolean> {
    const after = afterRefusal(item, code, by);
    switch (after.next) {
      case 'retry':
        this.#set({ notice: code === 'unreachable' ? null : code });
        return false;
      case 'newSession':
        if (!(await this.#leaveSession())) return false;
        this.#replace(item, after.item);
        return true;
      case 'newOpening': {
        const opening = await this.#freshOpening();
        if (!opening) return false;
        this.#replace(item, after.item);
        this.#showOpening(opening);
        this.#set({ notice: after.item ? null : 'opening_changed' });
        return true;
      }
      case 'replace':
        this.#replace(item, after.item);
        return true;
      case 'fail':
        this.#drop(item);
        this.#set({ failed: [...this.#state.failed, { item, code: code as ErrorCode }] });
        return true;
    }
  }

  #drop(item: OutboxItem): void {
    this.#replace(item, null);
  }

  /** The new item has the `clientId` and the place of the old one. */
  #replace(item: OutboxItem, by: OutboxItem | null): void {
    if (by) this.#settings.memory.keepItem(by);
    else this.#settings.memory.dropItem(item.clientId);
    this.#set({ waiting: this.#settings.memory.outbox() });
  }
}

const refOf = ({ versionId, language }: Opening): OpeningRef => ({ versionId, language, seed: 0 });

/** Where the visitor is, as far as the server takes it. */
function whereabouts(): Pick<StartSessionBody, 'pageUrl' | 'referrer'> {
  const page = location.href.split('#')[0] ?? '';
  return {
    ...(/^https?:/.test(page) && page.length <= 2_000 ? { pageUrl: page } : {}),
    ...(document.referrer ? { referrer: document.referrer.slice(0, 2_000) } : {}),
  };
}
