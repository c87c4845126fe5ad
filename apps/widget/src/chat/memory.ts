import { storageKeys } from '../keys.ts';
import type { Storage } from '../storage.ts';
import { inOrder, MOST_KEPT, type OutboxItem } from './outbox.ts';
import { randomKey } from './random.ts';

/** What a reload or another tab needs to go on with the session. */
export interface StoredSession {
  sessionId: string;
  token: string;
  /** The last seq the visitor has had before their eyes. */
  seenSeq: number;
}

/** What the widget remembers in this browser for one site; shared by all its tabs. */
export class Memory {
  readonly #storage: Storage;
  readonly #keys: ReturnType<typeof storageKeys>;

  constructor(storage: Storage, siteId: string) {
    this.#storage = storage;
    this.#keys = storageKeys(siteId);
  }

  /** True for keys whose change in another tab concerns this one. */
  concerns(key: string | null): boolean {
    return key === null || key === this.#keys.session || key.startsWith(this.#keys.outbox);
  }

  /** The visitor's key, made when first asked for. Ask only inside the site's lock. */
  visitorKey(): string {
    const known = this.#storage.get(this.#keys.visitor);
    if (known) return known;
    const made = randomKey(32);
    this.#storage.set(this.#keys.visitor, made);
    return made;
  }

  session(): StoredSession | null {
    const stored = parsed<StoredSession>(this.#storage.get(this.#keys.session));
    return stored && typeof stored.sessionId === 'string' && typeof stored.token === 'string' ? stored : null;
  }

  /** Also remembers that this browser had a session. */
  keepSession(session: StoredSession): void {
    this.#storage.set(this.#keys.session, JSON.stringify(session));
    if (!this.returning()) this.#storage.set(this.#keys.returning, '1');
  }

  /** This browser had a session on this site before. */
  returning(): boolean {
    return this.#storage.get(this.#keys.returning) !== null;
  }

  /** Forgets the session, unless another tab has begun a new one meanwhile. */
  forgetSession(sessionId: string): void {
    if (this.session()?.sessionId === sessionId) this.#storage.remove(this.#keys.session);
  }

  outbox(): OutboxItem[] {
    const items = this.#storage
      .keys(this.#keys.outbox)
      .flatMap((key) => parsed<OutboxItem>(this.#storage.get(key)) ?? []);
    return inOrder(items.filter((item) => typeof item.clientId === 'string' && typeof item.act?.text === 'string'));
  }

  /** What is to be sent, and what the server refused for good. */
  boxes(): { waiting: OutboxItem[]; failed: OutboxItem[] } {
    const items = this.outbox();
    return { waiting: items.filter(({ failed }) => !failed), failed: items.filter(({ failed }) => failed) };
  }

  /** Nothing more is kept until something was sent or discarded. */
  isFull(): boolean {
    return this.outbox().length >= MOST_KEPT;
  }

  keepItem(item: OutboxItem): void {
    this.#storage.set(this.#keys.outbox + item.clientId, JSON.stringify(item));
  }

  dropItem(clientId: string): void {
    this.#storage.remove(this.#keys.outbox + clientId);
  }

  /** The visitor is done with the chat that they were written in. */
  dropFailed(): void {
    for (const { clientId } of this.boxes().failed) this.dropItem(clientId);
  }
}

function parsed<T>(json: string | null): T | null {
  try {
    return json === null ? null : (JSON.parse(json) as T | null);
  } catch {
    return null;
  }
}
