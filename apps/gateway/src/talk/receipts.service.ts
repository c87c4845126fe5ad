import { Inject, Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import type { Receipts } from '#libs/contracts';
import type { Database, SeenBySomebody } from '#libs/database';
import { DATABASE } from '../database/tokens.ts';
import { Batch } from '../fanout/batch.ts';
import { Hints } from '../fanout/hints.ts';
import { Rooms } from '../fanout/rooms.ts';

/** Milliseconds: what clients say within this time is written together. */
const GATHER = { soon: 100, apart: 300 };
/** Of one statement. */
const AT_ONCE = 500;

/**
 * How far what was said has come: gathered, written a few times a second at most, and told to both sides. Nothing
 * waits for it; what gets lost on the way is said again with the next.
 */
@Injectable()
export class ReceiptsService implements OnModuleDestroy {
  readonly #logger = new Logger('Receipts');
  readonly #gathered = new Map<string, SeenBySomebody>();
  readonly #write: Batch;
  readonly #tell: Batch;

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly rooms: Rooms,
    private readonly hints: Hints,
  ) {
    this.#write = new Batch(GATHER, (keys) => void this.#writeAll(keys));
    this.#tell = new Batch(GATHER, (sessionIds) => void this.#tellAll(sessionIds));
  }

  onModuleDestroy(): void {
    this.#write.stop();
    this.#tell.stop();
  }

  /** Somebody's client says how far it has come. */
  note(told: SeenBySomebody): void {
    const key = `${told.sessionId}/${told.agentId}`;
    const before = this.#gathered.get(key);
    const delivered = Math.max(told.delivered, before?.delivered ?? 0);
    this.#gathered.set(key, { ...told, delivered, read: Math.max(told.read, before?.read ?? 0) });
    this.#write.add(key);
  }

  /** A gateway has written something of the session. */
  heard(sessionId: string): void {
    if (this.rooms.hasAgents() || !this.rooms.isEmpty(sessionId)) this.#tell.add(sessionId);
  }

  /** As the agent sees it, or the visitor where `agentId` is null. */
  ofReader(sessionId: string, agentId: string | null): Promise<Receipts> {
    return this.database.receipts.ofReader(sessionId, agentId);
  }

  async #writeAll(keys: string[]): Promise<void> {
    const told = keys.flatMap((key) => this.#gathered.get(key) ?? []);
    for (const key of keys) this.#gathered.delete(key);
    for (let from = 0; from < told.length; from += AT_ONCE) {
      try {
        const moved = await this.database.receipts.note(told.slice(from, from + AT_ONCE));
        for (const sessionId of moved) {
          this.heard(sessionId);
          this.hints.receipts(sessionId);
        }
      } catch (error) {
        this.#logger.warn({ err: error }, 'receipts could not be written');
      }
    }
  }

  async #tellAll(sessionIds: string[]): Promise<void> {
    try {
      for (const { sessionId, ...standing } of await this.database.receipts.standings(sessionIds))
        this.rooms.receipts(sessionId, standing);
    } catch (error) {
      this.#logger.warn({ err: error }, 'receipts could not be read');
    }
  }
}
