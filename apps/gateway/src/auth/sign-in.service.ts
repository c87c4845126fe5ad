import { Inject, Injectable } from '@nestjs/common';
import argon2 from 'argon2';
import type { z } from 'zod';
import { type AgentView, Refusal, type SignedIn, type signInBodySchema } from '#libs/contracts';
import type { Database } from '#libs/database';
import type { AgentPrincipal } from '../access/principal.ts';
import { DATABASE } from '../database/tokens.ts';
import { Tokens } from './tokens.ts';

/** Verified against where no such agent exists, so that the answer takes as long. */
const NOBODYS_HASH = argon2.hash('nobody has this password', { type: argon2.argon2id });

@Injectable()
export class SignInService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly tokens: Tokens,
  ) {}

  /** Refusal `wrong_credentials`, the same for an unknown e-mail, a wrong password and a disabled agent. */
  async signIn({ email, password }: z.output<typeof signInBodySchema>): Promise<SignedIn> {
    const agent = await this.database.agents.findByEmail(email);
    const matches = await argon2.verify(agent?.passwordHash ?? (await NOBODYS_HASH), password);
    if (!agent || !matches || agent.disabled) throw new Refusal('wrong_credentials');
    const { token, expiresAt } = await this.tokens.forAgent(agent, Date.now());
    return { token, expiresAt, agent: await this.#view(agent.id) };
  }

  /** The agent who asks, as everybody sees them. */
  me({ agentId }: AgentPrincipal): Promise<AgentView> {
    return this.#view(agentId);
  }

  async #view(agentId: string): Promise<AgentView> {
    const view = (await this.database.presence.agents()).find(({ id }) => id === agentId);
    if (!view) throw new Refusal('unauthenticated');
    return view;
  }
}
