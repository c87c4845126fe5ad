import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { Config } from '#libs/config';
import { type Hint, HintListener } from '#libs/database';
import { PresenceService } from '../agents/presence.service.ts';
import { NotificationsService } from '../notifications/notifications.service.ts';
import { SETTINGS } from '../settings/tokens.ts';
import { ReceiptsService } from '../talk/receipts.service.ts';
import { FanOut } from './fan-out.ts';
import { ListHints } from './list-hints.ts';
import { ViewersService } from './viewers.ts';

/** Hears what other gateways and the workers have committed. */
@Injectable()
export class HintListenerService implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #logger = new Logger('Hints');
  #listener: HintListener | null = null;

  constructor(
    @Inject(SETTINGS) private readonly config: Config,
    private readonly fanOut: FanOut,
    private readonly lists: ListHints,
    private readonly presence: PresenceService,
    private readonly notifications: NotificationsService,
    private readonly receipts: ReceiptsService,
    private readonly viewers: ViewersService,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    if (!this.config.notify) return;
    this.#listener = new HintListener({
      url: this.config.databaseUrl,
      onHints: (hints) => {
        for (const hint of hints) this.#heard(hint);
      },
      // what was told while nobody listened is lost
      onListening: () => void this.fanOut.compare().catch((error: unknown) => this.#failed(error)),
      onError: (error) => this.#failed(error),
    });
    await this.#listener.start();
  }

  async onModuleDestroy(): Promise<void> {
    await this.#listener?.close();
  }

  #heard(hint: Hint): void {
    if (hint.kind === 'agents') this.presence.changedElsewhere();
    else if (hint.kind === 'news') this.notifications.heard(hint.sessionId);
    else if (hint.kind === 'receipts') this.receipts.heard(hint.sessionId);
    else if (hint.kind === 'viewers') this.viewers.heard(hint);
    else if (hint.kind === 'list') this.lists.changed(hint.sessionId);
    else if (hint.kind === 'place') {
      this.lists.changed(hint.sessionId);
      this.notifications.moved(hint.sessionId);
    } else if (hint.entries) void this.fanOut.tell(hint.sessionId, hint.entries);
    else void this.fanOut.hint(hint.sessionId, hint.seq);
  }

  #failed(error: unknown): void {
    this.#logger.warn({ err: error }, 'listening for hints failed; it goes on by itself');
  }
}
