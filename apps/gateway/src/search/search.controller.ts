import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { type SearchResult, searchBodySchema, searchResultSchema } from '#libs/contracts';
import type { Database } from '#libs/database';
import { CurrentAgent } from '../access/current-agent.decorator.ts';
import type { AgentPrincipal } from '../access/principal.ts';
import { DATABASE } from '../database/tokens.ts';
import { Route } from '../openapi/route.decorator.ts';

@ApiTags('Conversations')
@Controller('api/v1/conversations/search')
export class SearchController {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  @Post()
  @HttpCode(200)
  @Route({
    summary: 'Find conversations by people, words, cards and results',
    description:
      'All words must be there, the last one at least begun; letter case and accents do not matter. Newest first. ' +
      'What was said is found a moment later.',
    answer: [200, searchResultSchema],
    errors: ['invalid_body'],
  })
  find(
    @CurrentAgent() { agentId }: AgentPrincipal,
    @Body({ schema: searchBodySchema }) body: z.output<typeof searchBodySchema>,
  ): Promise<SearchResult> {
    return this.database.search.find({ ...body, agentId });
  }
}
