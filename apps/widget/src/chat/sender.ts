import type { ErrorCode, StartSessionBody } from '#libs/contracts';
import { backoff } from '../backoff.ts';
import { inTurn } from './lock.ts';
import type { Memory } from './memory.ts';
import { type Act, afterRefusal, type Delivery, deliveryOf, nextOrder, type OutboxItem } from './outbox.ts';
import { randomKey } from './random.ts';
import type { Sessions } from './sessions.ts';
import type { Starter } from './starter.ts';
import { type ChatStore, openingRef } from './state.ts';
import { lastSeq } from './timeline.ts';

export interface SenderSettings {
  siteId: string;
  store: ChatStore;
  memory: Memory;
  sessions: Sessions;
  starter: Starter;
}

/** Keeps what the visitor does and sends it in order. All tabs share the outbox; one tab at a time sends. */
export class Sender {
  readonly #settings: SenderSettings;
  #order = '';
  #sending = false;
  #attempts = 0;
  #sendAgain: ReturnType<typeof setTimeout> | undefined;

  constructor(settings: SenderSettings) {
    this.#settings = settings;
  }

  /** Answers false where it was not taken, since more waits already than is kept. */
  act(act: Act): boolean {
    const { memory, store } = this.#settings;
    const { session } = store.state;
    if (memory.isFull()) {
      store.set({ notice: 'too_many' });
      return false;
    }
    this.#order = nextOrder(this.#order, Date.now());
    memory.keepItem({
      clientId: randomKey(18),
      order: this.#order,
      at: new Date().toISOString(),
      act,
      sessionId: act.type === 'answer' || act.files ? (session?.sessionId ?? null) : null,
      opening: session ? null : openingRef(store.state),
    });
    store.set({ ...memory.boxes(), notice: null });
    void this.send();
    return true;
  }

  /** The server can be reached again: the next attempt is as good as the first. */
  sendAfresh(): void {
    this.#attempts = 0;
    void this.send();
  }

  /** Sends what waits, one after the other, each after the acknowledgement of the one before. */
  async send(): Promise<void> {
    const { siteId, store, memory, sessions } = this.#settings;
    if (this.#sending || memory.boxes().waiting.length === 0) return;
    this.#sending = true;
    clearTimeout(this.#sendAgain);
    let done = true;
    try {
      await inTurn(`foyer:${siteId}`, async () => {
        sessions.adopt();
        store.set(memory.boxes());
        for (let item = store.state.waiting[0]; item && done; item = store.state.waiting[0]) {
          done = await this.#sendOne(item);
        }
      });
    } finally {
      this.#sending = false;
    }
    if (done) this.#attempts = 0;
    else this.#sendAgain = setTimeout(() => void this.send(), backoff(this.#attempts++, 500, 10_000));
  }

  /** True when the queue may go on; false when the item has to be tried again later. */
  async #sendOne(item: OutboxItem): Promise<boolean> {
    const { store } = this.#settings;
    const delivery = deliveryOf(item, store.state.session?.sessionId ?? null);
    if (delivery.by === 'nothing') {
      this.#drop(item);
      return true;
    }
    const code = await (delivery.by === 'start' ? this.#start(item, delivery) : this.#frame(item, delivery));
    if (code === null) {
      store.set({ notice: null });
      return true;
    }
    return this.#refused(item, code, delivery.by);
  }

  /** Begins the session with the item. Answers the code of a refusal, or null. */
  async #start(item: OutboxItem, delivery: Delivery & { by: 'start' }): Promise<ErrorCode | 'unreachable' | null> {
    const { memory, store, sessions, starter } = this.#settings;
    const body: StartSessionBody = {
      visitorKey: memory.visitorKey(),
      clientId: item.clientId,
      ...(delivery.opening ?? openingRef(store.state)),
      ...(document.referrer ? { referrer: document.referrer.slice(0, 2_000) } : {}),
      act: delivery.act,
    };
    const answer = await starter.start(body);
    if (!answer.ok) {
      store.set({ reachable: answer.code !== 'unreachable' });
      return answer.code;
    }
    const { sessionId, token, entries } = answer.value;
    const session = { sessionId, token, seenSeq: 0 };
    memory.keepSession(session);
    this.#drop(item);
    sessions.enter(session, entries);
    this.#acknowledged(item, answer.value.lastSeq);
    return null;
  }

  /** Sends the item over the connection. Answers the code of a refusal, or null. */
  async #frame(
    item: OutboxItem,
    delivery: Delivery & { by: 'message' | 'answer' },
  ): Promise<ErrorCode | 'unreachable' | null> {
    const { sessions } = this.#settings;
    const { link } = sessions;
    if (!link) return 'unreachable';
    const answer =
      delivery.by === 'message'
        ? await link.request('message:send', delivery.frame)
        : await link.request('answer:send', delivery.frame);
    if (!answer.ok) return answer.code;
    this.#drop(item);
    // the session may have been left meanwhile
    if (sessions.link !== link) return null;
    sessions.reader.receiveNew(answer.value.entry);
    this.#acknowledged(item, answer.value.entry.seq);
    return null;
  }

  /** Keeps the bubble until the entry is here; when it does not come by itself it is asked for. */
  #acknowledged(item: OutboxItem, seq: number): void {
    const { store, sessions } = this.#settings;
    if (seq <= lastSeq(store.state.timeline)) return;
    store.set({ sent: [...store.state.sent, { item, seq }] });
    sessions.reader.catchUpSoon();
  }

  /** Does what the refusal asks for. True when the queue may go on at once. */
  async #refused(item: OutboxItem, code: ErrorCode | 'unreachable', by: Delivery['by']): Promise<boolean> {
    const { store, sessions } = this.#settings;
    const after = afterRefusal(item, code, by);
    switch (after.next) {
      case 'retry':
        store.set({ notice: code === 'unreachable' ? null : code });
        return false;
      case 'newSession':
        if (!(await sessions.leave())) return false;
        this.#replace(item, after.item);
        return true;
      case 'newOpening': {
        const fresh = await sessions.freshOpening();
        if (!fresh) return false;
        this.#replace(item, after.item);
        sessions.showOpening(fresh);
        store.set({ notice: after.item ? null : 'opening_changed' });
        return true;
      }
      case 'replace':
        this.#replace(item, after.item);
        return true;
      case 'fail':
        this.#replace(item, { ...item, failed: code as ErrorCode });
        return true;
    }
  }

  #drop(item: OutboxItem): void {
    this.#replace(item, null);
  }

  /** The new item has the `clientId` and the place of the old one. */
  #replace(item: OutboxItem, by: OutboxItem | null): void {
    const { memory, store } = this.#settings;
    if (by) memory.keepItem(by);
    else memory.dropItem(item.clientId);
    store.set(memory.boxes());
  }
}
