import type { ErrorCode, Opening, QueueView, Receipt } from '#libs/contracts';
import type { Rendering } from '../page.ts';
import type { StoredSession } from './memory.ts';
import type { OpeningRef, OutboxItem, SentItem } from './outbox.ts';
import { NO_RECEIPT } from './receipts.ts';
import type { PhaseRead } from './story.ts';
import { applyEntries, EMPTY_TIMELINE, type Timeline } from './timeline.ts';

/** Everything the window shows. Never changed in place. */
export interface ChatState {
  opening: Opening;
  /** As `opening` was asked for. */
  rendering: Rendering;
  session: StoredSession | null;
  timeline: Timeline;
  read: PhaseRead | null;
  waiting: readonly OutboxItem[];
  sent: readonly SentItem[];
  /** Refused for good; each says why. */
  failed: readonly OutboxItem[];
  /** False while what the visitor writes cannot reach the server. */
  reachable: boolean;
  peerTyping: boolean;
  /** How far the agents' side has come with what the visitor wrote. */
  receipt: Receipt;
  /** The visitor's place, while they wait for people and it is known. */
  queue: QueueView | null;
  /** Why nothing moves right now, in one code. */
  notice: ErrorCode | null;
}

export const beginningState = (opening: Opening, rendering: Rendering): ChatState => ({
  opening,
  rendering,
  session: null,
  timeline: applyEntries(EMPTY_TIMELINE, opening.entries),
  read: null,
  waiting: [],
  sent: [],
  failed: [],
  reachable: true,
  peerTyping: false,
  receipt: NO_RECEIPT,
  queue: null,
  notice: null,
});

/** What a first act says of the opening it belongs to. */
export const openingRef = ({ opening, rendering }: ChatState): OpeningRef => ({
  versionId: opening.versionId,
  language: opening.language,
  ...rendering,
});

/** Holds the state and tells of its changes. */
export class ChatStore {
  readonly #listeners = new Set<() => void>();
  #state: ChatState;

  constructor(state: ChatState) {
    this.#state = state;
  }

  get state(): ChatState {
    return this.#state;
  }

  set(change: Partial<ChatState>): void {
    this.#state = { ...this.#state, ...change };
    for (const listener of this.#listeners) listener();
  }

  /** Answers how to stop listening. */
  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
