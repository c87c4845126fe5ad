import { Body, Controller, Get, HttpCode, Inject, Param, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import type { Config } from '#libs/config';
import {
  type ConversationVisitor,
  conversationVisitorSchema,
  idSchema,
  linkPersonBodySchema,
  newPersonBodySchema,
  type PersonView,
  personSchema,
} from '#libs/contracts';
import type { Database } from '#libs/database';
import { CurrentAgent } from '../access/current-agent.decorator.ts';
import type { AgentPrincipal } from '../access/principal.ts';
import { DATABASE } from '../database/tokens.ts';
import { Announcer } from '../fanout/announcer.ts';
import { Route } from '../openapi/route.decorator.ts';
import { SETTINGS } from '../settings/tokens.ts';

/** Who the visitor of a conversation is, and what is known of the visit. */
@ApiTags('Conversations')
@Controller('api/v1/conversations/:id')
export class VisitorController {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(SETTINGS) private readonly config: Config,
    private readonly announcer: Announcer,
  ) {}

  @Get('visitor')
  @Route({
    summary: 'The visitor: person, pages, device, earlier conversations',
    answer: [200, conversationVisitorSchema],
    errors: ['not_found'],
  })
  async visitor(
    @CurrentAgent() { agentId }: AgentPrincipal,
    @Param('id', { schema: idSchema }) sessionId: string,
  ): Promise<ConversationVisitor> {
    const visitor = await this.database.people.visitor(sessionId, agentId);
    return { ...visitor, mailEnabled: this.config.smtp !== null };
  }

  @Put('person')
  @HttpCode(204)
  @Route({
    summary: 'Say who the visitor is, or that it is nobody known',
    description: 'Fills the details that are still empty. What an agent says holds against the e-mail in the details.',
    answer: [204, null],
    errors: ['invalid_body', 'not_found', 'stale_version'],
  })
  async link(
    @CurrentAgent() { agentId: byAgentId }: AgentPrincipal,
    @Param('id', { schema: idSchema }) sessionId: string,
    @Body({ schema: linkPersonBodySchema }) { personId, insteadOf }: z.output<typeof linkPersonBodySchema>,
  ): Promise<void> {
    await this.database.people.link({ sessionId, byAgentId, insteadOf, personId });
    this.announcer.changed(sessionId);
  }

  @Post('person')
  @Route({
    summary: 'Make a person of the visitor',
    description: '`person_exists`: somebody has this e-mail already; search and link them.',
    answer: [201, personSchema],
    errors: ['invalid_body', 'not_found', 'person_exists', 'stale_version'],
  })
  async create(
    @CurrentAgent() { agentId: byAgentId }: AgentPrincipal,
    @Param('id', { schema: idSchema }) sessionId: string,
    @Body({ schema: newPersonBodySchema }) { insteadOf, ...person }: z.output<typeof newPersonBodySchema>,
  ): Promise<PersonView> {
    const created = await this.database.people.create({ sessionId, byAgentId, insteadOf, person });
    this.announcer.changed(sessionId);
    return created;
  }
}
