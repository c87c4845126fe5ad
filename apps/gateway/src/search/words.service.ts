import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { Database } from '#libs/database';
import { DATABASE } from '../database/tokens.ts';

/** How long changes are gathered, in milliseconds: who writes five lines is read once. */
const GATHER = 1_000;
/** Where a lot is said, writing is to take a tenth of the time at most, unless that makes search wait too long. */
const TENTH = 10;
const GATHER_AT_MOST = 5_000;
/** How often the walk goes on that finds what nobody told of, and how far it goes. */
const WALK_EVERY = 30_000;
const WALK_LENGTH = 2_000;

/**
 * Lets search find what was said: gathers what lists are told of and writes its words afterwards, so that nobody who
 * speaks waits for it. A slow walk over all sessions finds what was missed, and what was there before an upgrade.
 */
@Injectable()
export class WordsService implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #logger = new Logger('Words');
  #changed = new Set<string>();
  #gather = GATHER;
  #walked: string | null = null;
  #timer: NodeJS.Timeout | null = null;
  #walkTimer: NodeJS.Timeout | null = null;
  #round: Promise<void> = Promise.resolve();
  #ended = false;

  constructor(@Inject(DATABASE) private readonly database: Database) {}

  onApplicationBootstrap(): void {
    this.#walkLater();
  }

  async onModuleDestroy(): Promise<void> {
    this.#ended = true;
    if (this.#timer) clearTimeout(this.#timer);
    if (this.#walkTimer) clearTimeout(this.#walkTimer);
    await this.#round;
  }

  /** These conversations said something new, or their details changed. */
  changed(sessionIds: Iterable<string>): void {
    for (const id of sessionIds) this.#changed.add(id);
    if (this.#changed.size === 0 || this.#timer || this.#ended) return;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.#round = this.#round.then(() => this.#write());
    }, this.#gather);
  }

  /** Goes on with the walk. */
  async walk(): Promise<void> {
    const { stale, end } = await this.database.search.walkWords(this.#walked, WALK_LENGTH);
    this.#walked = end;
    this.changed(stale);
  }

  async #write(): Promise<void> {
    const ids = [...this.#changed];
    this.#changed = new Set();
    const began = performance.now();
    try {
      const untouched = await this.database.search.writeWords(ids);
      this.#gather = Math.min(Math.max(GATHER, TENTH * (performance.now() - began)), GATHER_AT_MOST);
      // what another gateway is just writing is looked at again
      this.changed(untouched);
    } catch (error) {
      this.#logger.warn({ err: error }, 'writing the words of search failed; the walk finds them');
    }
  }

  #walkLater(): void {
    this.#walkTimer = setTimeout(() => {
      void this.walk()
        .catch((error: unknown) => this.#logger.warn({ err: error }, 'walking for words of search failed'))
        .finally(() => {
          if (!this.#ended) this.#walkLater();
        });
    }, WALK_EVERY);
  }
}
