import { signal } from '@preact/signals';
import type { Ack, Appended, EntryView, ErrorCode } from '#libs/contracts';
import { newId } from '../protocol.ts';
import {
  acknowledged,
  discard,
  enqueue,
  nextToSend,
  type Outbox,
  type OutboxItem,
  refused,
  retry,
  sending,
  settle,
  unanswered,
} from './outbox.ts';
import type { TimelineState } from './reducer.ts';

/** Answers that ask to come again: the item stays first in the outbox. */
const TRANSIENT: ReadonlySet<ErrorCode> = new Set(['rate_limited', 'unavailable', 'internal']);
const FIRST_WAIT_MS = 500;
const LAST_WAIT_MS = 10_000;

/** Sends one conversation's outbox: one at a time, in order, again under the same `clientId` until it is answered. */
export class Sender {
  readonly outbox = signal<Outbox>([]);
  readonly #transmit: (item: OutboxItem) => Promise<Ack<Appended>>;
  readonly #onStored: (entry: EntryView) => void;
  #connected = false;
  #waitMs = FIRST_WAIT_MS;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `transmit` rejects when no answer came; `onStored` hears the entry of each stored item. */
  constructor(transmit: (item: OutboxItem) => Promise<Ack<Appended>>, onStored: (entry: EntryView) => void) {
    this.#transmit = transmit;
    this.#onStored = onStored;
  }

  connected(connected: boolean): void {
    this.#connected = connected;
    this.#waitMs = FIRST_WAIT_MS;
    if (connected) void this.#pump();
  }

  send(item: Omit<Parameters<typeof enqueue>[1], 'clientId'>): void {
    this.outbox.value = enqueue(this.outbox.peek(), { clientId: newId(), ...item });
    void this.#pump();
  }

  again(clientId: string): void {
    this.outbox.value = retry(this.outbox.peek(), clientId);
    void this.#pump();
  }

  discard(clientId: string): void {
    this.outbox.value = discard(this.outbox.peek(), clientId);
  }

  /** The timeline grew: what it shows leaves the outbox. */
  settle(timeline: TimelineState): void {
    this.outbox.value = settle(this.outbox.peek(), timeline);
    void this.#pump();
  }

  dispose(): void {
    this.#connected = false;
    clearTimeout(this.#timer);
  }

  async #pump(): Promise<void> {
    const item = nextToSend(this.outbox.peek());
    if (!this.#connected || item === null || this.#timer !== undefined) return;
    const { clientId } = item;
    this.outbox.value = sending(this.outbox.peek(), clientId);
    const answer = await this.#transmit(item).catch(() => null);
    if (answer?.ok) {
      this.#waitMs = FIRST_WAIT_MS;
      this.outbox.value = acknowledged(this.outbox.peek(), clientId, answer.value.entry.seq);
      this.#onStored(answer.value.entry);
    } else if (answer && !TRANSIENT.has(answer.problem.code)) {
      this.outbox.value = refused(this.outbox.peek(), clientId, answer.problem.code);
    } else {
      this.outbox.value = unanswered(this.outbox.peek(), clientId);
      this.#wait();
      return;
    }
    void this.#pump();
  }

  #wait(): void {
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      void this.#pump();
    }, this.#waitMs);
    this.#waitMs = Math.min(this.#waitMs * 2, LAST_WAIT_MS);
  }
}
