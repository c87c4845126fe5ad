import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { Hint } from '#libs/database';
import { GATEWAY_ID } from '../settings/tokens.ts';
import { Batch } from './batch.ts';
import { Hints } from './hints.ts';
import { Rooms } from './rooms.ts';

/** Milliseconds: who comes and goes within this time is told together. */
const GATHER = { soon: 50, apart: 200 };
/** A gateway says again who looks there, for those that start later. */
const SAY_AGAIN = 20_000;
/** A gateway that said nothing for this long is gone, and so is who looked there. */
const FORGET_AFTER = 50_000;

type Viewers = Extract<Hint, { kind: 'viewers' }>;

/**
 * Who looks at a conversation right now: the agents whose sockets watch it, here and at other gateways. Told to those
 * who may watch it themselves, and stored nowhere.
 */
@Injectable()
export class ViewersService implements OnApplicationBootstrap, OnModuleDestroy {
  /** By session and gateway. */
  readonly #elsewhere = new Map<string, Map<string, { agentIds: string[]; at: number }>>();
  readonly #tell = new Batch(GATHER, (sessionIds) => this.#tellAll(sessionIds));
  readonly #say = new Batch(GATHER, (sessionIds) => this.#sayAll(sessionIds));
  #timer: NodeJS.Timeout | null = null;

  constructor(
    @Inject(GATEWAY_ID) private readonly gatewayId: string,
    private readonly rooms: Rooms,
    private readonly hints: Hints,
  ) {}

  onApplicationBootstrap(): void {
    this.#timer = setInterval(() => this.#repeat(), SAY_AGAIN);
  }

  onModuleDestroy(): void {
    if (this.#timer) clearInterval(this.#timer);
    this.#tell.stop();
    this.#say.stop();
  }

  /** A socket of this gateway came to look at the session, or went. */
  changed(sessionId: string): void {
    this.#tell.add(sessionId);
    this.#say.add(sessionId);
  }

  /** Another gateway says who looks there. */
  heard({ sessionId, gatewayId, agentIds }: Viewers): void {
    if (gatewayId === this.gatewayId) return;
    const byGateway = this.#elsewhere.get(sessionId) ?? new Map();
    if (agentIds.length > 0) byGateway.set(gatewayId, { agentIds, at: Date.now() });
    else byGateway.delete(gatewayId);
    if (byGateway.size > 0) this.#elsewhere.set(sessionId, byGateway);
    else this.#elsewhere.delete(sessionId);
    this.#tell.add(sessionId);
  }

  #here(sessionId: string): string[] {
    return this.rooms.watchers(sessionId).map(({ data }) => data.principal.agentId);
  }

  #tellAll(sessionIds: string[]): void {
    for (const sessionId of sessionIds) {
      const elsewhere = [...(this.#elsewhere.get(sessionId)?.values() ?? [])].flatMap(({ agentIds }) => agentIds);
      this.rooms.viewers(sessionId, [...new Set([...this.#here(sessionId), ...elsewhere])]);
    }
  }

  #sayAll(sessionIds: string[]): void {
    for (const sessionId of sessionIds)
      this.hints.viewers({ sessionId, gatewayId: this.gatewayId, agentIds: [...new Set(this.#here(sessionId))] });
  }

  #repeat(): void {
    const watched = this.rooms.agentSockets().flatMap(({ data }) => [...data.watches]);
    for (const sessionId of new Set(watched)) this.#say.add(sessionId);
    const gone = Date.now() - FORGET_AFTER;
    for (const [sessionId, byGateway] of this.#elsewhere)
      for (const [gatewayId, { at }] of byGateway)
        if (at < gone) this.heard({ kind: 'viewers', sessionId, gatewayId, agentIds: [] });
  }
}
