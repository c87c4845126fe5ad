import { Body, Controller, Get, HttpCode, Inject, Param, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { agentTeamBodySchema, idSchema, type TeamView, teamBodySchema, teamSchema } from '#libs/contracts';
import type { Database } from '#libs/database';
import { PresenceService } from '../agents/presence.service.ts';
import { DATABASE } from '../database/tokens.ts';
import { Route } from '../openapi/route.decorator.ts';

@ApiTags('Agents')
@Controller('api/v1')
export class TeamsController {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly presence: PresenceService,
  ) {}

  @Get('teams')
  @Route({ summary: 'All teams', answer: [200, z.array(teamSchema)], errors: [] })
  list(): Promise<TeamView[]> {
    return this.database.teams.list();
  }

  @Post('teams')
  @Route({
    summary: 'Make a team',
    description: 'Playbooks call it by its name.',
    answer: [201, teamSchema],
    errors: ['invalid_body', 'name_taken'],
  })
  create(@Body({ schema: teamBodySchema }) { name }: z.output<typeof teamBodySchema>): Promise<TeamView> {
    return this.database.teams.create(name);
  }

  @Put('agents/:id/team')
  @HttpCode(204)
  @Route({
    summary: 'Put an agent into a team, or into none',
    answer: [204, null],
    errors: ['invalid_body', 'not_found'],
  })
  async assign(
    @Param('id', { schema: idSchema }) agentId: string,
    @Body({ schema: agentTeamBodySchema }) { teamId }: z.output<typeof agentTeamBodySchema>,
  ): Promise<void> {
    await this.database.teams.assignAgent(agentId, teamId);
    await this.presence.rightsChanged();
  }
}
