import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { AgentView } from '#libs/contracts';
import type { Database } from '#libs/database';
import { DATABASE } from '../database/tokens.ts';
import { Batch } from '../fanout/batch.ts';
import { Hints } from '../fanout/hints.ts';
import { Rooms } from '../fanout/rooms.ts';
import { GATEWAY_ID } from '../settings/tokens.ts';
import { Connections } from './connections.ts';

/** The heartbeat of the leases, in milliseconds; the grace time of a lease is six of them. */
const BEAT_EVERY = 10_000;
/** Reloading the inbox closes the last socket and opens a new one: nobody sees that as leaving. */
const RELOAD_GRACE = 5_000;

/** Who of the agents is there: leases for those connected here, the switch, and news of both for all agents. */
@Injectable()
export class PresenceService implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #logger = new Logger('Presence');
  readonly #connections = new Connections(RELOAD_GRACE, (agentId) => this.#left(agentId));
  readonly #tell: Batch;
  #timer: NodeJS.Timeout | null = null;
  #lastTold = '';

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(GATEWAY_ID) private readonly gatewayId: string,
    private readonly rooms: Rooms,
    private readonly hints: Hints,
  ) {
    this.#tell = new Batch({ soon: 30, apart: 200 }, () => void this.#tellAgents());
  }

  onApplicationBootstrap(): void {
    this.#beatLater();
  }

  onModuleDestroy(): void {
    if (this.#timer) clearTimeout(this.#timer);
    this.#timer = null;
    this.#tell.stop();
    // the leases stay: agents have their grace time to come back, here or elsewhere
    this.#connections.stop();
  }

  /** An agent's socket is there: it, and where the agent just came all others, are told who is there. */
  async connected(agentId: string, socketId: string): Promise<void> {
    const isNew = this.#connections.add(agentId, socketId);
    try {
      if (isNew) await this.database.presence.beat(this.gatewayId, this.#connections.agentIds());
    } catch (error) {
      this.#logger.warn({ err: error }, 'taking a lease failed; the next heartbeat takes it');
    }
    if (isNew) this.hints.agents();
    this.#tell.add('agents');
  }

  /** An agent's socket is gone. */
  disconnected(agentId: string, socketId: string): void {
    this.#connections.remove(agentId, socketId);
  }

  async setSwitch(agentId: string, on: boolean): Promise<void> {
    await this.database.presence.setSwitch(agentId, on);
    this.#changed();
  }

  agents(): Promise<AgentView[]> {
    return this.database.presence.agents();
  }

  /** Another gateway says that somebody came, went or turned the switch. */
  changedElsewhere(): void {
    this.#tell.add('agents');
  }

  #changed(): void {
    this.hints.agents();
    this.#tell.add('agents');
  }

  async #left(agentId: string): Promise<void> {
    try {
      await this.database.presence.disconnect(this.gatewayId, agentId);
      this.#changed();
    } catch (error) {
      this.#logger.warn({ err: error }, 'ending a lease failed; it runs out');
    }
  }

  #beatLater(): void {
    this.#timer = setTimeout(() => {
      void this.#beat().finally(() => {
        if (this.#timer) this.#beatLater();
      });
    }, BEAT_EVERY);
  }

  /** Also sees leases that ran out, which nobody tells. */
  async #beat(): Promise<void> {
    try {
      await this.database.presence.beat(this.gatewayId, this.#connections.agentIds());
      await this.#tellAgents(true);
    } catch (error) {
      this.#logger.warn({ err: error }, 'the heartbeat failed');
    }
  }

  async #tellAgents(onlyNews = false): Promise<void> {
    try {
      const agents = await this.agents();
      const text = JSON.stringify(agents);
      if (onlyNews && text === this.#lastTold) return;
      this.#lastTold = text;
      this.rooms.agentsChanged(agents);
    } catch (error) {
      this.#logger.warn({ err: error }, 'reading the agents failed');
    }
  }
}
