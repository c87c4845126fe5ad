import { cameFromServer } from './errors.ts';
import type { PgClient, PgPool, PgResult } from './pool.ts';

/** A prepared statement: PostgreSQL parses it once per connection, values always travel apart from the text. */
export interface Statement {
  readonly name: string;
  readonly text: string;
}

export const statement = (name: string, text: string): Statement => ({ name, text });

/** A statement with its values. */
export type Query = readonly [statement: Statement, values: readonly unknown[]];

/** Runs statements: on a connection of its own each (`Sql`), or all on that of one transaction. */
export interface Executor {
  /** @returns the rows as `Row`; columns are named as in the statement */
  rows<Row>(statement: Statement, values: readonly unknown[]): Promise<Row[]>;
}

export interface Transaction extends Executor {
  /** @param timeout milliseconds after which the client gives up; otherwise the pool's */
  rows<Row>(statement: Statement, values: readonly unknown[], timeout?: number): Promise<Row[]>;
  /**
   * The last statement of the transaction, and the commit behind it in the same round trip: where the statement fails,
   * the server rolls back instead.
   */
  commitWith<Row>(statement: Statement, values: readonly unknown[]): Promise<Row[]>;
}

/** Until the transaction ends. */
const PATIENCE = statement(
  'patience',
  `select set_config('statement_timeout', $1, true), set_config('work_mem', '32MB', true)`,
);
/** Milliseconds after the server, so that its answer says why. */
const CLIENT_GIVES_UP_AFTER = 1_000;

/** Statements on MikroORM's pool. */
export class Sql implements Executor {
  readonly #pool: PgPool;

  constructor(pool: PgPool) {
    this.#pool = pool;
  }

  /** One statement, one round trip, its own transaction. */
  async rows<Row>(statement: Statement, values: readonly unknown[]): Promise<Row[]> {
    return this.#hold((held) => held.rows<Row>(statement, values));
  }

  /**
   * One statement that only reads, may take longer than anything that people wait for while they talk, and sorts much.
   * @param milliseconds after which the server gives up
   */
  async patient<Row>(statement: Statement, values: readonly unknown[], milliseconds: number): Promise<Row[]> {
    return this.transaction(async (executor) => {
      await executor.rows(PATIENCE, [`${milliseconds}`]);
      return executor.rows<Row>(statement, values, milliseconds + CLIENT_GIVES_UP_AFTER);
    });
  }

  /**
   * Runs `work` in one transaction (read committed): commits when it returns, rolls back when it throws.
   * `work` uses the given executor only: taking a second connection while holding one would lock the pool up.
   */
  async transaction<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    return this.transactionFrom([], work);
  }

  /**
   * As `transaction`; `begin` and the `opening` go to the server together, in one round trip. The opening only locks and
   * reads: where the server refuses the `begin` (it may be cancelled), the rest of the trip runs without a transaction.
   * @param work gets the rows of each opening query, in order
   */
  async transactionFrom<T>(
    opening: readonly Query[],
    work: (transaction: Transaction, ...opened: unknown[][]) => Promise<T>,
  ): Promise<T> {
    return this.#hold(async (held) => {
      try {
        const opened = await held.begin(opening);
        const value = await work(held, ...opened);
        if (held.open) await held.commit();
        return value;
      } catch (error) {
        if (held.sound && held.open) await held.rollback().catch(() => undefined);
        throw error;
      }
    });
  }

  async #hold<T>(work: (held: HeldConnection) => Promise<T>): Promise<T> {
    const client = await this.#pool.connect();
    const held = new HeldConnection(client);
    try {
      return await work(held);
    } finally {
      client.release(!held.sound);
    }
  }
}

/** The driver would quietly turn an object into JSON text; JSON is made where the statement is, and nowhere else. */
const isPlain = (value: unknown): boolean =>
  typeof value !== 'object' || value === null || (Array.isArray(value) && value.every(isPlain));

/** One connection of the pool while somebody works on it. */
class HeldConnection implements Transaction {
  /** False once a query ended otherwise than by the server's answer: the connection is broken or out of step. */
  sound = true;
  /** Whether a transaction is. */
  open = false;
  readonly #client: PgClient;

  constructor(client: PgClient) {
    this.#client = client;
  }

  rows<Row>({ name, text }: Statement, values: readonly unknown[], timeout?: number): Promise<Row[]> {
    // thrown at once: nothing may be sent behind a statement that was not
    if (!values.every(isPlain)) throw new TypeError(`an object as a value of the statement ${name}`);
    const result = this.#watch(this.#client.query({ name, text, values, ...(timeout && { query_timeout: timeout }) }));
    return result.then(({ rows }) => rows as Row[]);
  }

  /** Sends the `opening` along. @returns the rows of each of its queries */
  async begin(opening: readonly Query[]): Promise<unknown[][]> {
    this.open = true;
    const [, ...opened] = await inOneTrip([
      this.#command('begin'),
      ...opening.map(([statement, values]) => this.rows(statement, values)),
    ]);
    return opened as unknown[][];
  }

  async commitWith<Row>(statement: Statement, values: readonly unknown[]): Promise<Row[]> {
    const [rows] = await inOneTrip([this.rows<Row>(statement, values), this.commit()]);
    return rows;
  }

  async commit(): Promise<void> {
    this.open = false;
    await this.#command('commit');
  }

  async rollback(): Promise<void> {
    this.open = false;
    await this.#command('rollback');
  }

  async #command(text: 'begin' | 'commit' | 'rollback'): Promise<void> {
    await this.#watch(this.#client.query(text));
  }

  async #watch(result: Promise<PgResult>): Promise<PgResult> {
    try {
      return await result;
    } catch (error) {
      this.sound &&= cameFromServer(error);
      throw error;
    }
  }
}

/** Waits for all, since the connection is not free before; throws what the first in order that failed threw. */
async function inOneTrip<const T extends readonly Promise<unknown>[]>(
  sent: T,
): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  await Promise.allSettled(sent);
  return Promise.all(sent) as Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }>;
}
