import { signal } from '@preact/signals';
import type { Ack, Appended, Entry, EntryView, ErrorCode } from '#libs/contracts';
import { newId } from '../protocol.ts';
import {
  acknowledged,
  cutOff,
  discard,
  enqueue,
  followed,
  held,
  nextToSend,
  type Outbox,
  type OutboxItem,
  refused,
  retry,
  sending,
  settle,
  unanswered,
  type Written,
} from './outbox.ts';
import type { TimelineState } from './reducer.ts';
import type { Place } from './shelf.ts';

/** Answers that ask to come again: the item stays first in the outbox. */
const TRANSIENT: ReadonlySet<ErrorCode> = new Set(['rate_limited', 'unavailable', 'internal']);
const FIRST_WAIT_MS = 500;
const LAST_WAIT_MS = 10_000;

export interface SenderSettings {
  /** Rejects when no answer came. */
  transmit: (item: OutboxItem) => Promise<Ack<Appended>>;
  /** What a colleague wrote since the item was written, as the server has it. Rejects when no answer came. */
  overtakenBy: (item: OutboxItem) => Promise<Entry | null>;
  /** Hears the entry of each stored item. */
  onStored: (entry: EntryView) => void;
  /** Where items outlive the page, shared with the other tabs. */
  shelf: Place;
  /** Runs the work while no other tab runs its own. */
  inTurn: <T>(work: () => Promise<T>) => Promise<T>;
}

/** How an attempt to send ended. `gone`: another tab has sent or discarded it; `again`: it has to be tried later. */
type Outcome =
  | { is: 'stored'; entry: EntryView }
  | { is: 'refused'; code: ErrorCode }
  | { is: 'held'; by: Entry }
  | { is: 'gone' }
  | { is: 'again' };

/** Sends one conversation's outbox: one at a time, in order, again under the same `clientId` until it is answered. */
export class Sender {
  readonly outbox = signal<Outbox>([]);
  readonly #settings: SenderSettings;
  #connected = false;
  #disposed = false;
  #waitMs = FIRST_WAIT_MS;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(settings: SenderSettings) {
    this.#settings = settings;
    this.outbox.value = followed([], settings.shelf.all());
  }

  connected(connected: boolean): void {
    this.#connected = connected;
    this.#waitMs = FIRST_WAIT_MS;
    if (connected) void this.#pump();
    else this.outbox.value = cutOff(this.outbox.peek());
  }

  send(written: Written): void {
    const clientId = newId();
    this.outbox.value = enqueue(this.outbox.peek(), { clientId, ...written });
    this.#settings.shelf.keep({ clientId, ...written, code: null });
    if (!this.#connected) this.outbox.value = cutOff(this.outbox.peek());
    void this.#pump();
  }

  /** Of what was refused or held. */
  again(clientId: string): void {
    this.outbox.value = retry(this.outbox.peek(), clientId);
    const item = this.outbox.peek().find((one) => one.clientId === clientId);
    if (item) this.#settings.shelf.keep(item);
    void this.#pump();
  }

  discard(clientId: string): void {
    this.outbox.value = discard(this.outbox.peek(), clientId);
    this.#settings.shelf.drop(clientId);
  }

  /** Another tab changed what is kept. */
  follow(): void {
    this.outbox.value = followed(this.outbox.peek(), this.#settings.shelf.all());
    void this.#pump();
  }

  /** The timeline grew: what it shows leaves the outbox. */
  settle(timeline: TimelineState): void {
    const before = this.outbox.peek();
    const after = settle(before, timeline);
    for (const item of before) if (!after.includes(item)) this.#settings.shelf.drop(item.clientId);
    this.outbox.value = after;
    void this.#pump();
  }

  /** What waits stays on the shelf. */
  dispose(): void {
    this.#connected = false;
    this.#disposed = true;
    clearTimeout(this.#timer);
  }

  async #pump(): Promise<void> {
    const item = nextToSend(this.outbox.peek());
    if (!this.#connected || item === null || this.#timer !== undefined) return;
    const { clientId } = item;
    this.outbox.value = sending(this.outbox.peek(), clientId);
    const outcome = await this.#settings.inTurn(() => this.#deliver(item)).catch((): Outcome => ({ is: 'again' }));
    if (this.#disposed) return;
    const outbox = this.outbox.peek();
    switch (outcome.is) {
      case 'stored':
        this.#waitMs = FIRST_WAIT_MS;
        this.outbox.value = acknowledged(outbox, clientId, outcome.entry.seq);
        this.#settings.onStored(outcome.entry);
        break;
      case 'refused':
        this.outbox.value = refused(outbox, clientId, outcome.code);
        break;
      case 'held':
        this.outbox.value = held(outbox, clientId, outcome.by);
        break;
      case 'gone':
        this.outbox.value = discard(outbox, clientId);
        break;
      case 'again':
        this.outbox.value = unanswered(outbox, clientId);
        this.#wait();
        return;
    }
    void this.#pump();
  }

  /** What it learns is on the shelf before another tab has its turn. */
  async #deliver(item: OutboxItem): Promise<Outcome> {
    const { shelf, overtakenBy, transmit } = this.#settings;
    const kept = shelf.get(item.clientId);
    if (kept === null) return { is: 'gone' };
    if (kept.code !== null) return { is: 'refused', code: kept.code };
    const by = item.waited && item.kind === 'message' ? await overtakenBy(item) : null;
    if (by !== null) return { is: 'held', by };
    const answer = await transmit(item);
    if (answer.ok) {
      shelf.drop(item.clientId);
      return { is: 'stored', entry: answer.value.entry };
    }
    const { code } = answer.problem;
    if (TRANSIENT.has(code)) return { is: 'again' };
    // whoever signed out meanwhile leaves nothing behind
    if (!this.#disposed) shelf.keep({ ...kept, code });
    return { is: 'refused', code };
  }

  #wait(): void {
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      void this.#pump();
    }, this.#waitMs);
    this.#waitMs = Math.min(this.#waitMs * 2, LAST_WAIT_MS);
  }
}
