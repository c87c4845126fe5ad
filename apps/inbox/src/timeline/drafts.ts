import { attempt, forget, inBrowser, keysOf, type WebStorage } from './kept.ts';
import type { OutboxKind } from './outbox.ts';

/** `foyer.inbox.draft:<agent>:<conversation>` */
const PREFIX = 'foyer.inbox.draft:';
/** Of more the oldest are forgotten: nobody comes back to them. */
const MOST_DRAFTS = 50;

/** What an agent has begun to write in one conversation. */
export interface Draft {
  /** Which of the two the field held. */
  kind: OutboxKind;
  message: string;
  note: string;
  /** The last seq when the agent began the message: what colleagues wrote since is shown before it is sent. */
  beganAt: number;
  /** Whom a note names: ids and names. */
  named: readonly (readonly [id: string, name: string])[];
}

/** The draft of one conversation. */
export interface DraftPlace {
  read: () => Draft | null;
  /** Null where nothing is written any more. */
  write: (draft: Draft | null) => void;
}

type Stored = Draft & { at: number };

function parsed(json: string | null): Stored | null {
  const draft = attempt(() => JSON.parse(json ?? 'null') as Stored | null, null);
  const areTexts = typeof draft?.message === 'string' && typeof draft.note === 'string';
  return areTexts && typeof draft.beganAt === 'number' && Array.isArray(draft.named) ? draft : null;
}

/** What one agent has begun to write in this browser and not sent: it outlives the page. */
export class Drafts {
  readonly #open: () => WebStorage;
  readonly #prefix: string;

  constructor(agentId: string, open: () => WebStorage = inBrowser) {
    this.#open = open;
    this.#prefix = `${PREFIX}${agentId}:`;
  }

  of(sessionId: string): DraftPlace {
    const key = this.#prefix + sessionId;
    return {
      read: () => this.#read(key),
      write: (draft) =>
        attempt(() => {
          if (draft === null) this.#open().removeItem(key);
          else this.#open().setItem(key, JSON.stringify({ ...draft, at: Date.now() } satisfies Stored));
          this.#forgetOldest();
        }, undefined),
    };
  }

  /** What another tab made of a draft; null where the event is about something else. */
  followed({
    key,
    oldValue,
    newValue,
  }: StorageEvent): { sessionId: string; before: Draft | null; now: Draft | null } | null {
    if (!key?.startsWith(this.#prefix)) return null;
    return { sessionId: key.slice(this.#prefix.length), before: parsed(oldValue), now: parsed(newValue) };
  }

  #read(key: string): Stored | null {
    return parsed(attempt(() => this.#open().getItem(key), null));
  }

  #forgetOldest(): void {
    const keys = keysOf(this.#open, this.#prefix);
    if (keys.length <= MOST_DRAFTS) return;
    const aged = keys.map((key) => ({ key, at: this.#read(key)?.at ?? 0 })).sort((a, b) => b.at - a.at);
    for (const { key } of aged.slice(MOST_DRAFTS)) this.#open().removeItem(key);
  }
}

/** Whether anybody has begun to write something in this browser. */
export const areDraftsHere = (open: () => WebStorage = inBrowser): boolean => keysOf(open, PREFIX).length > 0;

/** Whoever signs out leaves no words behind. */
export function forgetDrafts(open: () => WebStorage = inBrowser): void {
  forget(open, PREFIX);
}
