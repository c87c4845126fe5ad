import { Inject, Injectable } from '@nestjs/common';
import type { Database } from '#libs/database';
import { type AgentPrincipal, NOBODY, type Principal, type VisitorPrincipal } from '../access/principal.ts';
import { DATABASE } from '../database/tokens.ts';
import { Remembered } from './remembered.ts';
import { Tokens } from './tokens.ts';

/** How long a raised token version may go unnoticed, in milliseconds. */
const AGENT_REMEMBERED = 5_000;
const BEARER = /^Bearer ([A-Za-z0-9._-]+)$/;

/** Finds out who a token belongs to. */
@Injectable()
export class Authenticator {
  readonly #agents: Remembered<Awaited<ReturnType<Database['agents']['findById']>>>;

  constructor(
    private readonly tokens: Tokens,
    @Inject(DATABASE) private readonly database: Database,
  ) {
    this.#agents = new Remembered((id) => this.database.agents.findById(id), AGENT_REMEMBERED);
  }

  /** @param authorization the header "Authorization"; whatever is not a valid token of ours is nobody */
  async ofHeader(authorization: string | undefined): Promise<Principal> {
    const token = BEARER.exec(authorization ?? '')?.[1];
    if (!token) return NOBODY;
    const claims = await this.tokens.read(token);
    if (claims?.kind === 'agent') return (await this.agentOf(token)) ?? NOBODY;
    return claims ?? NOBODY;
  }

  /** Null unless the token is a valid one of an agent who exists and whose tokens were not ended since. */
  async agentOf(token: string): Promise<AgentPrincipal | null> {
    const claims = await this.tokens.read(token);
    if (claims?.kind !== 'agent') return null;
    const agent = await this.#agents.get(claims.agentId);
    if (!agent || agent.disabled || agent.tokenVersion !== claims.tokenVersion) return null;
    return {
      kind: 'agent',
      agentId: agent.id,
      name: agent.name,
      role: agent.role,
      teamId: agent.teamId,
      tokenVersion: claims.tokenVersion,
      expiresAt: claims.expiresAt,
    };
  }

  /** Whether the principal of a socket would still be let in. */
  async stillValid(principal: AgentPrincipal): Promise<boolean> {
    if (principal.expiresAt * 1000 <= Date.now()) return false;
    const agent = await this.#agents.get(principal.agentId);
    return agent?.tokenVersion === principal.tokenVersion && !agent.disabled;
  }

  /** The agent's rights changed or their tokens were ended: asks the database again. */
  forget(agentId: string): void {
    this.#agents.forget(agentId);
  }

  /** Null unless the token opens a session that exists (and was not erased). */
  async visitorOf(token: string): Promise<VisitorPrincipal | null> {
    const claims = await this.tokens.read(token);
    if (claims?.kind !== 'visitor') return null;
    const credential = await this.database.sessions.credential(claims.sessionId);
    return credential?.siteId === claims.siteId ? claims : null;
  }
}
