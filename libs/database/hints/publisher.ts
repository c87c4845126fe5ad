import { setTimeout } from 'node:timers/promises';
import type { Entry } from '#libs/contracts';
import { type Executor, statement } from '../sql/sql.ts';
import { CHANNEL, type Hint, payloadsOf } from './hint.ts';

/** A notification writes nothing that could be lost: its commit need not wait for the disk. */
const NOTIFY = statement(
  'hint_notify',
  `select set_config('synchronous_commit', 'off', true), count(pg_notify('${CHANNEL}', payload))
  from unnest($1::text[]) as hints (payload)`,
);

/** Each notification is a commit of its own, and wakes every listener: in a flood a few hundred a second are enough. */
const APART_MS = 5;

/**
 * Tells other processes that something was committed. Never inside the writing transaction: notifications of many
 * transactions commit one after another. One statement is under way at a time, and what comes meanwhile and right after
 * goes with the next: a lone hint leaves at once, a flood in large batches. Whoever misses a hint finds out by itself, so a failure is only reported.
 */
export class HintPublisher {
  readonly #executor: Executor;
  readonly #enabled: boolean;
  readonly #onError: (error: unknown) => void;
  #gathered: Hint[] = [];
  #sending: Promise<void> | null = null;

  /** @param enabled false: every hint is dropped, and listeners live on what they compare themselves */
  constructor(
    database: { sql: Executor },
    { enabled = true, onError = () => undefined }: { enabled?: boolean; onError?: (error: unknown) => void } = {},
  ) {
    this.#executor = database.sql;
    this.#enabled = enabled;
    this.#onError = onError;
  }

  /** The session's timeline has reached `seq`, which is committed. `entries`, where given, are its last ones. */
  entry(sessionId: string, seq: number, entries?: readonly Entry[]): void {
    this.#gather({ kind: 'entry', sessionId, seq, ...(entries && { entries }) });
  }

  /** The session's place in the lists, its phase or its details changed. */
  list(sessionId: string): void {
    this.#gather({ kind: 'list', sessionId });
  }

  /** The process moved the session: somebody may wait, or wait no more. */
  place(sessionId: string): void {
    this.#gather({ kind: 'place', sessionId });
  }

  /** Agents are told something of the session, or have seen it. */
  news(sessionId: string): void {
    this.#gather({ kind: 'news', sessionId });
  }

  /** Somebody has got or read what was said. */
  receipts(sessionId: string): void {
    this.#gather({ kind: 'receipts', sessionId });
  }

  /** Who looks at a session through one gateway. */
  viewers(viewers: Omit<Extract<Hint, { kind: 'viewers' }>, 'kind'>): void {
    this.#gather({ kind: 'viewers', ...viewers });
  }

  /** Somebody came, went or turned the switch. */
  agents(): void {
    this.#gather({ kind: 'agents' });
  }

  /** Resolves when everything so far was sent, or could not be. */
  async flush(): Promise<void> {
    await this.#sending;
  }

  #gather(hint: Hint): void {
    if (!this.#enabled) return;
    this.#gathered.push(hint);
    this.#sending ??= this.#sendAll();
  }

  async #sendAll(): Promise<void> {
    // after the caller's own turn: what it tells in one go belongs together
    await Promise.resolve();
    while (this.#gathered.length > 0) {
      const hints = this.#gathered;
      this.#gathered = [];
      await this.#send(hints);
      await setTimeout(APART_MS);
    }
    this.#sending = null;
  }

  async #send(hints: Hint[]): Promise<void> {
    try {
      await this.#executor.rows(NOTIFY, [payloadsOf(hints)]);
    } catch (error) {
      this.#onError(error);
    }
  }
}
