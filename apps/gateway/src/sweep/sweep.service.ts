import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { SIGNALS } from '#libs/contracts';
import type { Database } from '#libs/database';
import { DATABASE } from '../database/tokens.ts';
import { Announcer } from '../fanout/announcer.ts';
import { ProcessClient } from '../process/process.client.ts';
import { OffersService } from '../routing/offers.service.ts';
import { GATEWAY_ID } from '../settings/tokens.ts';

const EVERY = 1_000;
/** Of each kind in one round. */
const MOST = 100;
/** Seconds after which people get a visitor whom the process has not read. */
const SILENT_AFTER = 30;

/** Finds what was committed and never signalled, started or read, deadlines that passed unseen, visitors whose agent is gone,
 * and conversations that could be offered to somebody. Every gateway sweeps; none waits for another. */
@Injectable()
export class SweepService implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #logger = new Logger('Sweep');
  #timer: NodeJS.Timeout | null = null;
  #round: Promise<void> = Promise.resolve();
  #failing = false;

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(GATEWAY_ID) private readonly gatewayId: string,
    private readonly process: ProcessClient,
    private readonly announcer: Announcer,
    private readonly offers: OffersService,
  ) {}

  onApplicationBootstrap(): void {
    this.#later();
  }

  async onModuleDestroy(): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    await this.#round;
  }

  /** One round. The rows are committed before anybody is signalled, so that no slow signal holds them. */
  async sweep(): Promise<void> {
    for (const { sessionId, entry } of await this.database.sweep.returnLeftAlone(this.gatewayId, MOST))
      this.announcer.committed({ sessionId, entries: [entry], wakes: true });
    await this.offers.sweep();
    for (const { sessionId, entry } of await this.database.sweep.callPeopleForSilent(SILENT_AFTER, MOST))
      this.announcer.committed({ sessionId, entries: [entry], wakes: true });
    if (this.process.takeRecovery()) await this.database.sweep.retryNow();
    const unread = await this.database.sweep.takeUnread(MOST);
    const overdue = await this.database.sweep.takeOverdue(MOST);
    for (const { sessionId, seq } of [...unread, ...overdue])
      this.process.wake(sessionId, SIGNALS.entriesUnread, { seq });
    for (const { resultId } of await this.database.sweep.takePendingResults(MOST)) this.process.startResult(resultId);
    for (const { mailId } of await this.database.transcripts.takePending(MOST))
      this.process.startTranscriptMail(mailId);
  }

  #later(): void {
    this.#timer = setTimeout(() => {
      this.#round = this.#tryRound().finally(() => {
        if (this.#timer) this.#later();
      });
    }, EVERY);
  }

  async #tryRound(): Promise<void> {
    try {
      await this.sweep();
      this.#failing = false;
    } catch (error) {
      if (!this.#failing) this.#logger.warn({ err: error }, 'sweeping failed; it goes on by itself');
      this.#failing = true;
    }
  }
}
