import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Batch } from './batch.ts';
import { Rooms } from './rooms.ts';

/** Tells the agents of this gateway that conversations changed: a few times a second at most, however many changed. */
@Injectable()
export class ListHints implements OnModuleDestroy {
  readonly #batch: Batch;

  constructor(rooms: Rooms) {
    this.#batch = new Batch({ soon: 50, apart: 250 }, (sessionIds) => rooms.conversationsChanged(sessionIds));
  }

  changed(sessionId: string): void {
    this.#batch.add(sessionId);
  }

  onModuleDestroy(): void {
    this.#batch.stop();
  }
}
