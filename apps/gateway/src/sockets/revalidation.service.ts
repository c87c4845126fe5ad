import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Authenticator } from '../auth/authenticator.ts';
import { Rooms } from '../fanout/rooms.ts';
import { end } from './socket.ts';

/** How long a socket may outlive its agent's token, in milliseconds. */
const EVERY = 10_000;

/** Ends the sockets of agents whose token expired or was ended (by a change of the password). */
@Injectable()
export class RevalidationService implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #logger = new Logger('Revalidation');
  #timer: NodeJS.Timeout | null = null;

  constructor(
    private readonly authenticator: Authenticator,
    private readonly rooms: Rooms,
  ) {}

  onApplicationBootstrap(): void {
    this.#timer = setInterval(() => void this.revalidate(), EVERY);
  }

  onModuleDestroy(): void {
    if (this.#timer) clearInterval(this.#timer);
  }

  async revalidate(): Promise<void> {
    try {
      for (const socket of this.rooms.agentSockets())
        if (!(await this.authenticator.stillValid(socket.data.principal))) end(socket);
    } catch (error) {
      this.#logger.warn({ err: error }, 'checking the tokens of sockets failed; it goes on by itself');
    }
  }
}
