import { Inject, Injectable } from '@nestjs/common';
import argon2 from 'argon2';
import type { z } from 'zod';
import { type AgentView, type changeAgentBodySchema, type createAgentBodySchema, Refusal } from '#libs/contracts';
import type { Database } from '#libs/database';
import { Authenticator } from '../auth/authenticator.ts';
import { DATABASE } from '../database/tokens.ts';
import { PresenceService } from './presence.service.ts';

/** Who may sign in, and with which rights. Sockets here follow before the answer goes out, those elsewhere soon. */
@Injectable()
export class AccountsService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly authenticator: Authenticator,
    private readonly presence: PresenceService,
  ) {}

  /** Refusals: `email_taken`, `not_found` for a team that does not exist. */
  async create({ password, ...agent }: z.output<typeof createAgentBodySchema>): Promise<AgentView> {
    const passwordHash = await argon2.hash(password, { type: argon2.argon2id });
    const { id } = await this.database.agents.add({ ...agent, passwordHash });
    return this.#changed(id);
  }

  /** Refusals: `not_found`, `last_admin`, `email_taken`. */
  async change(agentId: string, change: z.output<typeof changeAgentBodySchema>): Promise<AgentView> {
    await this.database.agents.change(agentId, change);
    return this.#changed(agentId);
  }

  /** Their tokens end, their conversations return with the next sweep. Refusals: `not_found`, `last_admin`. */
  async disable(agentId: string): Promise<AgentView> {
    await this.database.agents.disable(agentId);
    return this.#changed(agentId);
  }

  /** Refusal `not_found`. */
  async enable(agentId: string): Promise<AgentView> {
    await this.database.agents.enable(agentId);
    return this.#changed(agentId);
  }

  async logOutEverywhere(agentId: string): Promise<void> {
    await this.database.agents.logOutEverywhere(agentId);
    await this.#changed(agentId);
  }

  async #changed(agentId: string): Promise<AgentView> {
    this.authenticator.forget(agentId);
    await this.presence.rightsChanged();
    const agent = (await this.presence.agents()).find(({ id }) => id === agentId);
    if (!agent) throw new Refusal('not_found');
    return agent;
  }
}
