import { Body, Controller, Get, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import {
  type CommandDone,
  type ConversationView,
  commandDoneSchema,
  conversationSchema,
  idSchema,
  offerBodySchema,
} from '#libs/contracts';
import type { Database } from '#libs/database';
import { CurrentAgent } from '../access/current-agent.decorator.ts';
import type { AgentPrincipal } from '../access/principal.ts';
import { DATABASE } from '../database/tokens.ts';
import { Route } from '../openapi/route.decorator.ts';
import { CommandsService } from './commands.service.ts';

@ApiTags('Conversations')
@Controller('api/v1')
export class OffersController {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly commands: CommandsService,
  ) {}

  @Get('me/offers')
  @Route({
    summary: 'Conversations that are offered to me, the most urgent first',
    description: 'A snapshot: read it again on connect, on `conversations:changed` and every 30 s.',
    answer: [200, z.array(conversationSchema)],
    errors: [],
  })
  list(@CurrentAgent() { agentId }: AgentPrincipal): Promise<ConversationView[]> {
    return this.database.sessions.offersTo(agentId);
  }

  @Post('conversations/:id/accept')
  @HttpCode(200)
  @Route({
    summary: 'Take what is offered to me',
    description: '`offer_over` once it was declined or withdrawn, or the time to accept has passed.',
    answer: [200, commandDoneSchema],
    errors: [
      'invalid_body',
      'not_found',
      'offer_over',
      'already_assigned',
      'wrong_phase',
      'session_closed',
      'agent_offline',
      'agent_busy',
    ],
  })
  accept(
    @CurrentAgent() { agentId: byAgentId }: AgentPrincipal,
    @Param('id', { schema: idSchema }) sessionId: string,
    @Body({ schema: offerBodySchema }) body: z.output<typeof offerBodySchema>,
  ): Promise<CommandDone> {
    return this.commands.accept({ ...body, sessionId, byAgentId });
  }

  @Post('conversations/:id/decline')
  @HttpCode(200)
  @Route({
    summary: 'Do not take what is offered to me',
    description: 'The next agent is asked; who was asked in vain is not asked again during this wait.',
    answer: [200, commandDoneSchema],
    errors: ['invalid_body', 'not_found', 'offer_over'],
  })
  decline(
    @CurrentAgent() { agentId: byAgentId }: AgentPrincipal,
    @Param('id', { schema: idSchema }) sessionId: string,
    @Body({ schema: offerBodySchema }) body: z.output<typeof offerBodySchema>,
  ): Promise<CommandDone> {
    return this.commands.decline({ ...body, sessionId, byAgentId });
  }
}
