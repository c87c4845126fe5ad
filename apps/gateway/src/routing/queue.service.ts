import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { QueueView } from '#libs/contracts';
import type { Database } from '#libs/database';
import { DATABASE } from '../database/tokens.ts';
import { Batch } from '../fanout/batch.ts';
import { Rooms } from '../fanout/rooms.ts';

/** How old what a visitor sees of the queue may be, in milliseconds. */
const EVERY = 3_000;

type Place = Awaited<ReturnType<Database['offers']['places']>>[number];

/** In whole minutes, so that it is not told anew every second; no wait is told that nobody can know. */
const viewOf = ({ place, secondsLeft }: Place): QueueView => ({
  place,
  waitMinutes: secondsLeft !== null && secondsLeft > 0 ? Math.ceil(secondsLeft / 60) : null,
});

/** Tells the visitors of this gateway who wait their place in the queue, and how long it usually takes. */
@Injectable()
export class QueueService implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #logger = new Logger('Queue');
  /** What was told last of each session that waits, or may; null: nothing yet. */
  readonly #told = new Map<string, string | null>();
  readonly #soon = new Batch({ soon: 50, apart: 500 }, () => void this.#tell());
  #timer: NodeJS.Timeout | null = null;

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly rooms: Rooms,
  ) {}

  onApplicationBootstrap(): void {
    this.#timer = setInterval(() => void this.#tell(), EVERY);
  }

  onModuleDestroy(): void {
    if (this.#timer) clearInterval(this.#timer);
    this.#soon.stop();
  }

  /** The session may have begun or ceased to wait, or somebody new looks at it: its visitor is told how it stands. */
  concerns(sessionId: string): void {
    this.#told.set(sessionId, null);
    this.#soon.add(sessionId);
  }

  async #tell(): Promise<void> {
    const sessionIds = [...this.#told.keys()];
    if (sessionIds.length === 0) return;
    try {
      const places = await this.database.offers.places(sessionIds);
      const bySession = new Map(places.map((place) => [place.sessionId, viewOf(place)]));
      for (const sessionId of sessionIds) this.#say(sessionId, bySession.get(sessionId) ?? null);
    } catch (error) {
      this.#logger.warn({ err: error }, 'reading the queue failed');
    }
  }

  #say(sessionId: string, queue: QueueView | null): void {
    const text = JSON.stringify(queue);
    if (this.#told.get(sessionId) !== text) this.rooms.queue(sessionId, queue);
    if (queue === null || !this.rooms.hasVisitor(sessionId)) this.#told.delete(sessionId);
    else this.#told.set(sessionId, text);
  }
}
