import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { Database } from '#libs/database';
import { DATABASE } from '../database/tokens.ts';
import { GATEWAY_ID } from '../settings/tokens.ts';

const RENEW_EVERY = 10_000;

/** Which agents have a tab in sight here, and what is open in it. All gateways know it, since it is a row. */
@Injectable()
export class SightService implements OnApplicationBootstrap, OnModuleDestroy {
  readonly #logger = new Logger('Sight');
  /** Sockets whose tab is in sight, by agent, with the conversation that is open there. */
  readonly #visible = new Map<string, Map<string, string | null>>();
  /** Writes of one agent follow one another. */
  readonly #writes = new Map<string, Promise<void>>();
  #timer: NodeJS.Timeout | null = null;

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(GATEWAY_ID) private readonly gatewayId: string,
  ) {}

  onApplicationBootstrap(): void {
    this.#timer = setInterval(() => {
      if (this.#visible.size > 0) void this.#attempt(() => this.database.notifications.renewSight(this.gatewayId));
    }, RENEW_EVERY);
  }

  async onModuleDestroy(): Promise<void> {
    if (this.#timer) clearInterval(this.#timer);
    await Promise.all(this.#writes.values());
    await this.#attempt(() => this.database.notifications.endSight(this.gatewayId));
  }

  /** Whether the agent has the conversation open and in sight, at this gateway. */
  has(agentId: string, sessionId: string): boolean {
    for (const open of this.#visible.get(agentId)?.values() ?? []) if (open === sessionId) return true;
    return false;
  }

  /** The conversation that is open in this socket's tab, where it is in sight. */
  openAt(agentId: string, socketId: string): string | null {
    return this.#visible.get(agentId)?.get(socketId) ?? null;
  }

  /** What the tab of this socket shows now; null: it is out of sight, or closed. Resolves when all gateways know. */
  async set(agentId: string, socketId: string, sight: { sessionId: string | null } | null): Promise<void> {
    const before = this.#rowOf(agentId);
    const sockets = this.#visible.get(agentId) ?? new Map<string, string | null>();
    if (sight) sockets.set(socketId, sight.sessionId);
    else sockets.delete(socketId);
    if (sockets.size > 0) this.#visible.set(agentId, sockets);
    else this.#visible.delete(agentId);
    if (this.#rowOf(agentId) !== before) await this.#write(agentId);
    else await this.#writes.get(agentId);
  }

  #openIn(agentId: string): string[] {
    const open = [...(this.#visible.get(agentId)?.values() ?? [])];
    return [...new Set(open.filter((sessionId) => sessionId !== null))].toSorted();
  }

  /** What the row says, to be compared. */
  #rowOf = (agentId: string): string => [this.#visible.has(agentId), ...this.#openIn(agentId)].join(' ');

  /** Writes what is so when its turn comes. */
  #write(agentId: string): Promise<void> {
    const write = (this.#writes.get(agentId) ?? Promise.resolve()).then(() => {
      const visible = this.#visible.has(agentId);
      const { notifications } = this.database;
      return this.#attempt(() => notifications.setSight(agentId, this.gatewayId, visible, this.#openIn(agentId)));
    });
    this.#writes.set(agentId, write);
    void write.then(() => {
      if (this.#writes.get(agentId) === write) this.#writes.delete(agentId);
    });
    return write;
  }

  async #attempt(write: () => Promise<void>): Promise<void> {
    try {
      await write();
    } catch (error) {
      this.#logger.warn({ err: error }, 'noting who is in sight failed');
    }
  }
}
