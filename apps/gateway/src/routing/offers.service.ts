import { Inject, Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { SIGNALS } from '#libs/contracts';
import type { Database } from '#libs/database';
import { DATABASE } from '../database/tokens.ts';
import { Announcer } from '../fanout/announcer.ts';
import { Batch } from '../fanout/batch.ts';
import { ProcessClient } from '../process/process.client.ts';

/** Of each kind in one round. */
const MOST = 100;

/**
 * Lets waiting conversations and agents with room find one another: whom a conversation is offered to is decided by its
 * process, which is woken here. Every sweep looks; what happens at this gateway is looked at once.
 */
@Injectable()
export class OffersService implements OnModuleDestroy {
  readonly #logger = new Logger('Offers');
  readonly #soon: Batch;

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly process: ProcessClient,
    private readonly announcer: Announcer,
  ) {
    this.#soon = new Batch({ soon: 10, apart: 100 }, () => void this.#now());
  }

  onModuleDestroy(): void {
    this.#soon.stop();
  }

  /** Somebody came online, left or has room again. */
  changed(): void {
    this.#soon.add('agents');
  }

  /** One round of the sweep. */
  async sweep(): Promise<void> {
    await this.#withdraw();
    this.#wake(await this.database.offers.takeOfferable(MOST));
  }

  async #now(): Promise<void> {
    try {
      await this.#withdraw();
      this.#wake(await this.database.offers.takeOfferableNow(MOST));
    } catch (error) {
      this.#logger.warn({ err: error }, 'looking for somebody to offer to failed; the sweep looks again');
    }
  }

  async #withdraw(): Promise<void> {
    for (const { sessionId, entry } of await this.database.offers.withdrawLost(MOST))
      this.announcer.committed({ sessionId, entries: [entry], wakes: true, signal: SIGNALS.offerWithdrawn });
  }

  #wake(sessionIds: readonly string[]): void {
    for (const sessionId of sessionIds) this.process.wake(sessionId, SIGNALS.agentAvailable, {});
  }
}
