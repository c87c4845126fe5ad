import { attempt, forget, inBrowser, keysOf, type WebStorage } from './kept.ts';
import type { OutboxItem } from './outbox.ts';

/** Over all conversations: much less than browsers give a website, and more than anybody writes without a network. */
export const MOST_KEPT = 50;

/** `foyer.inbox.out:<agent>:<conversation>:<clientId>`: one key for each, so that two tabs never overwrite each other. */
const PREFIX = 'foyer.inbox.out:';

/** What a reload or another tab needs to send it, and what is known of it. */
export type Kept = Pick<OutboxItem, 'clientId' | 'kind' | 'text' | 'files' | 'mentions' | 'since' | 'code'>;

/** The unsent words of one conversation. */
export interface Place {
  /** In the order of writing. */
  all: () => Kept[];
  /** Null: it was sent, discarded or forgotten, here or in another tab. */
  get: (clientId: string) => Kept | null;
  keep: (item: Kept) => void;
  drop: (clientId: string) => void;
}

function parsed(json: string | null): Kept | null {
  const kept = attempt(() => JSON.parse(json ?? 'null') as Kept | null, null);
  return kept && typeof kept.clientId === 'string' && typeof kept.text === 'string' ? kept : null;
}

/** Ids are ordered by time. */
const inOrder = (items: readonly Kept[]): Kept[] => [...items].sort((a, b) => (a.clientId < b.clientId ? -1 : 1));

/**
 * What one agent wrote in this browser and the server has not: it outlives the page, and all tabs share it. Where the
 * browser refuses to store, it lasts as long as the page.
 */
export class Shelf {
  readonly #open: () => WebStorage;
  readonly #prefix: string;
  readonly #unstored = new Map<string, string>();

  /** `open` is called for each access, since merely naming `localStorage` throws where it is blocked. */
  constructor(agentId: string, open: () => WebStorage = inBrowser) {
    this.#open = open;
    this.#prefix = `${PREFIX}${agentId}:`;
  }

  /** The conversations for which something is kept. */
  sessions(): string[] {
    return [...new Set(this.#keys().map((key) => this.sessionOf(key) ?? ''))];
  }

  /** The conversation that a key is about; null for keys of others. */
  sessionOf(key: string): string | null {
    return key.startsWith(this.#prefix) ? (key.slice(this.#prefix.length).split(':')[0] ?? null) : null;
  }

  /** Nothing more is taken until something was sent or discarded. */
  isFull(): boolean {
    return this.#keys().length >= MOST_KEPT;
  }

  of(sessionId: string): Place {
    const prefix = `${this.#prefix}${sessionId}:`;
    return {
      all: () => inOrder(this.#keys(prefix).flatMap((key) => this.#read(key) ?? [])),
      get: (clientId) => this.#read(prefix + clientId),
      keep: ({ clientId, kind, text, files, mentions, since, code }) =>
        this.#write(prefix + clientId, JSON.stringify({ clientId, kind, text, files, mentions, since, code })),
      drop: (clientId) => {
        this.#unstored.delete(prefix + clientId);
        attempt(() => this.#open().removeItem(prefix + clientId), undefined);
      },
    };
  }

  #keys(prefix = this.#prefix): string[] {
    const unstored = [...this.#unstored.keys()].filter((key) => key.startsWith(prefix));
    return [...new Set([...keysOf(this.#open, prefix), ...unstored])];
  }

  #read(key: string): Kept | null {
    return parsed(this.#unstored.get(key) ?? attempt(() => this.#open().getItem(key), null));
  }

  #write(key: string, json: string): void {
    const stored = attempt(() => {
      this.#open().setItem(key, json);
      return true;
    }, false);
    if (stored) this.#unstored.delete(key);
    else this.#unstored.set(key, json);
  }
}

/** Everything that waits in this browser, before the server has said who uses it. */
export const keptHere = (open: () => WebStorage = inBrowser): Kept[] =>
  inOrder(keysOf(open, PREFIX).flatMap((key) => parsed(attempt(() => open().getItem(key), null)) ?? []));

/** Whoever signs out leaves no words behind. */
export function forgetKept(open: () => WebStorage = inBrowser): void {
  forget(open, PREFIX);
}
