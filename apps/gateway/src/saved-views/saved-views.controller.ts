import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { idSchema, type SavedView, savedViewBodySchema, savedViewSchema } from '#libs/contracts';
import type { Database } from '#libs/database';
import { CurrentAgent } from '../access/current-agent.decorator.ts';
import type { AgentPrincipal } from '../access/principal.ts';
import { DATABASE } from '../database/tokens.ts';
import { Route } from '../openapi/route.decorator.ts';

@ApiTags('Conversations')
@Controller('api/v1/me/views')
export class SavedViewsController {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  @Get()
  @Route({ summary: 'One’s own saved views', answer: [200, z.array(savedViewSchema)], errors: [] })
  list(@CurrentAgent() { agentId }: AgentPrincipal): Promise<SavedView[]> {
    return this.database.savedViews.list(agentId);
  }

  @Post()
  @Route({
    summary: 'Save a view: a place with filters and words',
    answer: [201, savedViewSchema],
    errors: ['invalid_body', 'name_taken', 'too_many'],
  })
  create(
    @CurrentAgent() { agentId }: AgentPrincipal,
    @Body({ schema: savedViewBodySchema }) body: z.output<typeof savedViewBodySchema>,
  ): Promise<SavedView> {
    return this.database.savedViews.create(agentId, body);
  }

  @Put(':id')
  @Route({
    summary: 'Change a saved view',
    answer: [200, savedViewSchema],
    errors: ['invalid_body', 'not_found', 'name_taken'],
  })
  change(
    @CurrentAgent() { agentId }: AgentPrincipal,
    @Param('id', { schema: idSchema }) id: string,
    @Body({ schema: savedViewBodySchema }) body: z.output<typeof savedViewBodySchema>,
  ): Promise<SavedView> {
    return this.database.savedViews.change(agentId, id, body);
  }

  @Delete(':id')
  @HttpCode(204)
  @Route({ summary: 'Delete a saved view', answer: [204, null], errors: ['not_found'] })
  remove(@CurrentAgent() { agentId }: AgentPrincipal, @Param('id', { schema: idSchema }) id: string): Promise<void> {
    return this.database.savedViews.remove(agentId, id);
  }
}
