import { computed, signal } from '@preact/signals';
import type { ConversationView, EntryView, Receipt } from '#libs/contracts';
import type { Api } from '../api/api.ts';
import type { Connection } from '../api/connection.ts';
import { Drafts } from './drafts.ts';
import type { OutboxItem } from './outbox.ts';
import { Shelf } from './shelf.ts';
import { ConversationStore } from './store.ts';

/** Conversations kept in memory after they were left, so that going back shows them at once. */
const KEPT = 20;

const isUnsent = ({ state }: OutboxItem): boolean => state !== 'sent';

/** The conversation that is open, and those that were. */
export class ConversationStores {
  readonly open = signal<ConversationStore | null>(null);
  /** Those of the others for which something was written that the server has not. */
  readonly unsent = computed(() =>
    this.#all.value.filter((store) => store !== this.open.value && store.sender.outbox.value.some(isUnsent)),
  );
  /** Whether a reload would lose something: drafts and what waits to be sent outlive it, these do not. */
  readonly wouldLose = computed(() =>
    this.#all.value.some(
      ({ form, attachments, writing }) => form.dirty.value || attachments.waiting.value || writing.isChanged.value,
    ),
  );
  readonly #all = signal<readonly ConversationStore[]>([]);
  readonly #stores = new Map<string, ConversationStore>();
  readonly #make: (sessionId: string) => ConversationStore;
  readonly #shelf: Shelf;
  readonly #drafts: Drafts;

  /** @param me the agent's id */
  constructor(api: Api, connection: Connection, onConversation: (conversation: ConversationView) => void, me: string) {
    this.#shelf = new Shelf(me);
    this.#drafts = new Drafts(me);
    this.#make = (sessionId) =>
      new ConversationStore(sessionId, api, connection, onConversation, me, this.#shelf, this.#drafts.of(sessionId));
    // what was written before a reload goes, whether its conversation is opened or not
    for (const sessionId of this.#shelf.sessions()) this.#of(sessionId);
    addEventListener('storage', this.#followTabs);
  }

  show(sessionId: string | null): void {
    const before = this.open.peek();
    if ((before?.sessionId ?? null) === sessionId) return;
    before?.leave();
    this.open.value = sessionId === null ? null : this.#of(sessionId);
    this.open.peek()?.enter();
  }

  receive(sessionId: string, entry: EntryView): void {
    this.#stores.get(sessionId)?.receive(entry);
  }

  typing(sessionId: string, on: boolean, by: 'visitor' | 'agent'): void {
    this.#stores.get(sessionId)?.somebodyTypes(on, by);
  }

  viewers(sessionId: string, agentIds: readonly string[]): void {
    const store = this.#stores.get(sessionId);
    if (store) store.viewers.value = agentIds;
  }

  receipt(sessionId: string, theirs: Receipt): void {
    this.#stores.get(sessionId)?.sight.visitorCame(theirs);
  }

  connected(connected: boolean): void {
    for (const store of this.#stores.values()) store.connected(connected);
  }

  dispose(): void {
    removeEventListener('storage', this.#followTabs);
    for (const store of this.#stores.values()) store.dispose();
    this.#stores.clear();
    this.open.value = null;
    this.#all.value = [];
  }

  /** Another tab wrote, sent or discarded something. */
  readonly #followTabs = (event: StorageEvent): void => {
    const draft = this.#drafts.followed(event);
    if (draft !== null) this.#stores.get(draft.sessionId)?.draftChanged(draft.before, draft.now);
    const { key } = event;
    if (key === null) {
      for (const store of this.#stores.values()) store.sender.follow();
      return;
    }
    const sessionId = this.#shelf.sessionOf(key);
    if (sessionId !== null) this.#of(sessionId).sender.follow();
  };

  #of(sessionId: string): ConversationStore {
    const store = this.#stores.get(sessionId) ?? this.#make(sessionId);
    // Last in order is last used. What still has something to send or to save is never let go.
    this.#stores.delete(sessionId);
    this.#stores.set(sessionId, store);
    for (const [id, old] of this.#stores) {
      if (this.#stores.size <= KEPT) break;
      if (id === sessionId || old.isBusy()) continue;
      old.dispose();
      this.#stores.delete(id);
    }
    this.#all.value = [...this.#stores.values()];
    return store;
  }
}
