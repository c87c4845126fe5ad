import { cameFromServer } from './errors.ts';
import type { PgClient, PgPool, PgResult } from './pool.ts';

/** A prepared statement: PostgreSQL parses it once per connection, values always travel apart from the text. */
export interface Statement {
  readonly name: string;
  readonly text: string;
}

export const statement = (name: string, text: string): Statement => ({ name, text });

/** Runs statements: on a connection of its own each (`Sql`), or all on that of one transaction. */
export interface Executor {
  /** @returns the rows as `Row`; columns are named as in the statement */
  rows<Row>(statement: Statement, values: readonly unknown[]): Promise<Row[]>;
}

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
   * Runs `work` in one transaction (read committed): commits when it returns, rolls back when it throws.
   * `work` uses the given executor only: taking a second connection while holding one would lock the pool up.
   */
  async transaction<T>(work: (executor: Executor) => Promise<T>): Promise<T> {
    return this.#hold(async (held) => {
      await held.command('begin');
      try {
        const value = await work(held);
        await held.command('commit');
        return value;
      } catch (error) {
        if (held.sound) await held.command('rollback').catch(() => undefined);
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
const isPlain = (value: unknown): boolean => typeof value !== 'object' || value === null || Array.isArray(value);

/** One connection of the pool while somebody works on it. */
class HeldConnection implements Executor {
  /** False once a query ended otherwise than by the server's answer: the connection is broken or out of step. */
  sound = true;
  readonly #client: PgClient;

  constructor(client: PgClient) {
    this.#client = client;
  }

  async rows<Row>({ name, text }: Statement, values: readonly unknown[]): Promise<Row[]> {
    if (!values.every(isPlain)) throw new TypeError(`an object as a value of the statement ${name}`);
    const result = await this.#watch(this.#client.query({ name, text, values }));
    return result.rows as Row[];
  }

  async command(text: 'begin' | 'commit' | 'rollback'): Promise<void> {
    await this.#watch(this.#client.query(text));
  }

  async #watch(result: Promise<PgResult>): Promise<PgResult> {
    try {
      return await result;
    } catch (error) {
      this.sound = cameFromServer(error);
      throw error;
    }
  }
}
