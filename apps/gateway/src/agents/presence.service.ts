import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { AgentView } from '#libs/contracts';
import type { Database, Standing } from '#libs/database';
import { Authenticator } from '../auth/authenticator.ts';
import { DATABASE } from '../database/tokens.ts';
import { Batch } from '../fanout/batch.ts';
import { FanOut } from '../fanout/fan-out.ts';
import { Hints } from '../fanout/hints.ts';
import { Rooms } from '../fanout/rooms.ts';
import { OffersService } from '../routing/offers.service.ts';
import { GATEWAY_ID } from '../settings/tokens.ts';
import { type AgentSocket, end } from '../sockets/socket.ts';
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
  /** One reading after the other: an older one must not have the last word. */
  #telling: Promise<void> = Promise.resolve();

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(GATEWAY_ID) private readonly gatewayId: string,
    private readonly rooms: Rooms,
    private readonly hints: Hints,
    private readonly fanOut: FanOut,
    private readonly authenticator: Authenticator,
    private readonly offers: OffersService,
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
    if (isNew) {
      this.hints.agents();
      this.offers.changed();
    }
    this.#tell.add('agents');
  }

  /**
   * An agent's socket is gone.
   * @param forGood its token was ended: it does not come back
   */
  disconnected(agentId: string, socketId: string, forGood = false): void {
    this.#connections.remove(agentId, socketId, forGood);
  }

  async setSwitch(agentId: string, on: boolean): Promise<void> {
    await this.database.presence.setSwitch(agentId, on);
    this.#changed();
  }

  agents(): Promise<AgentView[]> {
    return this.database.presence.agents();
  }

  /** Somebody's rights, team or tokens changed. Resolves when the sockets here have followed. */
  async rightsChanged(): Promise<void> {
    this.hints.agents();
    this.offers.changed();
    await this.#tellAgents();
  }

  /** Another gateway says that somebody came, went, turned the switch or got other rights. */
  changedElsewhere(): void {
    this.#tell.add('agents');
  }

  #changed(): void {
    this.hints.agents();
    this.offers.changed();
    this.#tell.add('agents');
  }

  async #left(agentId: string): Promise<void> {
    try {
      await this.database.presence.disconnect(this.gatewayId, agentId);
      // back while the lease was being ended
      if (this.#connections.has(agentId))
        await this.database.presence.beat(this.gatewayId, this.#connections.agentIds());
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

  #tellAgents(onlyNews = false): Promise<void> {
    this.#telling = this.#telling.then(() => this.#readAndTell(onlyNews));
    return this.#telling;
  }

  async #readAndTell(onlyNews: boolean): Promise<void> {
    try {
      const standings = await this.database.presence.standings();
      await this.#follow(standings);
      const agents = standings.map(({ tokenVersion: _tokenVersion, ...agent }) => agent);
      const text = JSON.stringify(agents);
      if (onlyNews && text === this.#lastTold) return;
      this.#lastTold = text;
      this.rooms.agentsChanged(agents);
    } catch (error) {
      this.#logger.warn({ err: error }, 'reading the agents failed');
    }
  }

  /** Sockets of this gateway follow what their agents are now: ended, in another team, with another role. */
  async #follow(standings: readonly Standing[]): Promise<void> {
    const byId = new Map(standings.map((standing) => [standing.id, standing]));
    for (const socket of this.rooms.agentSockets()) {
      const { agentId, tokenVersion, role, teamId } = socket.data.principal;
      const now = byId.get(agentId);
      // a socket may have come with a newer token since this was read
      const ended = !now || now.disabled || now.tokenVersion > tokenVersion;
      if (!ended && now.role === role && now.teamId === teamId) continue;
      this.authenticator.forget(agentId);
      if (ended) end(socket);
      else await this.#reseat(socket, now);
    }
  }

  async #reseat(socket: AgentSocket, { role, teamId }: Standing): Promise<void> {
    await this.rooms.seat(socket, { ...socket.data.principal, role, teamId });
    for (const sessionId of socket.data.watches) await this.fanOut.checkWatchers(sessionId);
  }
}
