import { Body, Controller, Get, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { type AgentView, agentSchema, Refusal, switchBodySchema } from '#libs/contracts';
import { CurrentAgent } from '../access/current-agent.decorator.ts';
import type { AgentPrincipal } from '../access/principal.ts';
import { Route } from '../openapi/route.decorator.ts';
import { PresenceService } from './presence.service.ts';

@ApiTags('Agents')
@Controller('api/v1')
export class AgentsController {
  constructor(private readonly presence: PresenceService) {}

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
    const me = (await this.presence.agents()).find(({ id }) => id === agentId);
    if (!me) throw new Refusal('not_found');
    return me;
  }
}
