import { isUnavailable } from '../sql/errors.ts';
import type { Executor } from '../sql/sql.ts';
import { type AppendInput, type AppendResult, append, asksForRights, phasesFor } from './append.ts';
import { appendBatch } from './append-batch.ts';

/** Statements under way at once: enough to keep PostgreSQL busy, few enough that others gather meanwhile. */
const UNDER_WAY = 2;
/** Entries of a statement, at most. */
const MOST = 100;

interface Waiting {
  input: AppendInput;
  settled: PromiseWithResolvers<AppendResult>;
}

/**
 * Appends what many say at once in few statements: a lone entry leaves at once, what comes while statements are under
 * way goes together with the next. What such a statement does not append is appended by itself.
 */
export class Appender {
  readonly #executor: Executor;
  #waiting: Waiting[] = [];
  #underWay = 0;
  #alone = false;

  constructor(executor: Executor) {
    this.#executor = executor;
  }

  /** As `append`. */
  async append(input: AppendInput): Promise<AppendResult> {
    phasesFor(input);
    if (asksForRights(input)) return append(this.#executor, input);
    if (!this.#alone && this.#underWay === 0) return this.#appendAlone(input);
    const settled = Promise.withResolvers<AppendResult>();
    this.#waiting.push({ input, settled });
    if (this.#underWay < UNDER_WAY) void this.#work();
    return settled.promise;
  }

  /** The quickest way for one; for a locked session it waits, which is why the others do not wait for it. */
  async #appendAlone(input: AppendInput): Promise<AppendResult> {
    this.#alone = true;
    try {
      return await append(this.#executor, input);
    } finally {
      this.#alone = false;
    }
  }

  async #work(): Promise<void> {
    this.#underWay += 1;
    while (this.#waiting.length > 0) await this.#appendSome(this.#take());
    this.#underWay -= 1;
  }

  /** One of each session, in the order in which they came. */
  #take(): Waiting[] {
    const taken = new Map<string, Waiting>();
    const left: Waiting[] = [];
    for (const waiting of this.#waiting) {
      const { sessionId } = waiting.input;
      if (taken.size < MOST && !taken.has(sessionId)) taken.set(sessionId, waiting);
      else left.push(waiting);
    }
    this.#waiting = left;
    return [...taken.values()];
  }

  async #appendSome(some: Waiting[]): Promise<void> {
    let results: (AppendResult | null)[] = [];
    try {
      results = await appendBatch(
        this.#executor,
        some.map(({ input }) => input),
      );
    } catch (error) {
      if (isUnavailable(error)) {
        for (const { settled } of some) settled.reject(error);
        return;
      }
      // one of them spoiled it for the others
    }
    for (const [index, { input, settled }] of some.entries())
      settled.resolve(results[index] ?? append(this.#executor, input));
  }
}
