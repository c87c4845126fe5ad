import { Body, Controller, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import {
  type AgentView,
  agentSchema,
  changeAgentBodySchema,
  createAgentBodySchema,
  idSchema,
  Refusal,
  switchBodySchema,
} from '#libs/contracts';
import { CurrentAgent } from '../access/current-agent.decorator.ts';
import type { AgentPrincipal } from '../access/principal.ts';
import { NotificationsService } from '../notifications/notifications.service.ts';
import { Route } from '../openapi/route.decorator.ts';
import { AccountsService } from './accounts.service.ts';
import { PresenceService } from './presence.service.ts';

@ApiTags('Agents')
@Controller('api/v1')
export class AgentsController {
  constructor(
    private readonly presence: PresenceService,
    private readonly accounts: AccountsService,
    private readonly notifications: NotificationsService,
  ) {}

  @Get('agents')
  @Route({ summary: 'All agents with their availability', answer: [200, z.array(agentSchema)], errors: [] })
  list(): Promise<AgentView[]> {
    return this.presence.agents();
  }

  @Put('me/switch')
  @Route({
    summary: 'Turn my switch on or off',
    description: 'An agent is online with the switch on and the inbox connected.',
    answer: [200, agentSchema],
    errors: ['invalid_body'],
  })
  async setSwitch(
    @CurrentAgent() { agentId }: AgentPrincipal,
    @Body({ schema: switchBodySchema }) { on }: z.output<typeof switchBodySchema>,
  ): Promise<AgentView> {
    await this.presence.setSwitch(agentId, on);
    this.notifications.follow(agentId);
    const me = (await this.presence.agents()).find(({ id }) => id === agentId);
    if (!me) throw new Refusal('not_found');
    return me;
  }

  @Post('me/log-out-everywhere')
  @HttpCode(204)
  @Route({
    summary: 'End all of my tokens, on every device',
    description: 'Sockets are closed and the switch is turned off. Conversations return after the grace time.',
    answer: [204, null],
    errors: [],
  })
  logOutEverywhere(@CurrentAgent() { agentId }: AgentPrincipal): Promise<void> {
    return this.accounts.logOutEverywhere(agentId);
  }

  @Post('agents')
  @Route({
    summary: 'Make an agent who may sign in',
    answer: [201, agentSchema],
    errors: ['invalid_body', 'email_taken', 'not_found'],
  })
  create(@Body({ schema: createAgentBodySchema }) body: z.output<typeof createAgentBodySchema>): Promise<AgentView> {
    return this.accounts.create(body);
  }

  @Put('agents/:id')
  @Route({
    summary: 'Change an agent’s account',
    description: 'Holds at once, also for sockets that are connected.',
    answer: [200, agentSchema],
    errors: ['invalid_body', 'not_found', 'last_admin', 'email_taken'],
  })
  change(
    @Param('id', { schema: idSchema }) agentId: string,
    @Body({ schema: changeAgentBodySchema }) body: z.output<typeof changeAgentBodySchema>,
  ): Promise<AgentView> {
    return this.accounts.change(agentId, body);
  }

  @Post('agents/:id/disable')
  @HttpCode(200)
  @Route({
    summary: 'Let an agent sign in no more',
    description: 'Their tokens end, and their live conversations return to Unassigned.',
    answer: [200, agentSchema],
    errors: ['not_found', 'last_admin'],
  })
  disable(@Param('id', { schema: idSchema }) agentId: string): Promise<AgentView> {
    return this.accounts.disable(agentId);
  }

  @Post('agents/:id/enable')
  @HttpCode(200)
  @Route({ summary: 'Let an agent sign in again', answer: [200, agentSchema], errors: ['not_found'] })
  enable(@Param('id', { schema: idSchema }) agentId: string): Promise<AgentView> {
    return this.accounts.enable(agentId);
  }
}
