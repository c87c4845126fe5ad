import { Inject, Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import type { Config } from '#libs/config';
import { type Database, HintPublisher } from '#libs/database';
import { DATABASE } from '../database/tokens.ts';
import { SETTINGS } from '../settings/tokens.ts';

/** Hints to other gateways. For speed only: without them their comparisons find everything. */
@Injectable()
export class Hints implements OnModuleDestroy {
  readonly #publisher: HintPublisher;

  constructor(@Inject(DATABASE) database: Database, @Inject(SETTINGS) { notify }: Config) {
    const logger = new Logger('Hints');
    const onError = (error: unknown) => logger.warn({ err: error }, 'a hint could not be sent');
    this.#publisher = new HintPublisher(database, { enabled: notify, onError });
  }

  entries(sessionId: string, seq: number): void {
    this.#publisher.entry(sessionId, seq);
  }

  list(sessionId: string): void {
    this.#publisher.list(sessionId);
  }

  news(sessionId: string): void {
    this.#publisher.news(sessionId);
  }

  receipts(sessionId: string): void {
    this.#publisher.receipts(sessionId);
  }

  viewers(viewers: Parameters<HintPublisher['viewers']>[0]): void {
    this.#publisher.viewers(viewers);
  }

  agents(): void {
    this.#publisher.agents();
  }

  async onModuleDestroy(): Promise<void> {
    await this.#publisher.flush();
  }
}
