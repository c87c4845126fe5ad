import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import {
  type CannedReply,
  type CannedReplyBody,
  type CannedReplyChange,
  cannedReplyBodySchema,
  cannedReplyChangeSchema,
  cannedReplySchema,
  idSchema,
} from '#libs/contracts';
import type { Database } from '#libs/database';
import { CurrentAgent } from '../access/current-agent.decorator.ts';
import type { AgentPrincipal } from '../access/principal.ts';
import { DATABASE } from '../database/tokens.ts';
import { Route } from '../openapi/route.decorator.ts';

const by = ({ agentId, role, teamId }: AgentPrincipal) => ({ id: agentId, role, teamId });

@ApiTags('Canned replies')
@Controller('api/v1/canned-replies')
export class CannedController {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  @Get()
  @Route({
    summary: 'Replies to be given again',
    description: 'The shared ones and one’s own, by shortcut.',
    answer: [200, z.array(cannedReplySchema)],
    errors: [],
  })
  list(@CurrentAgent() { agentId }: AgentPrincipal): Promise<CannedReply[]> {
    return this.database.canned.list(agentId);
  }

  @Post()
  @Route({
    summary: 'Keep a reply',
    description: 'Shared ones are written by supervisors and admins.',
    answer: [201, cannedReplySchema],
    errors: ['invalid_body', 'name_taken'],
  })
  create(
    @CurrentAgent() agent: AgentPrincipal,
    @Body({ schema: cannedReplyBodySchema }) body: CannedReplyBody,
  ): Promise<CannedReply> {
    return this.database.canned.create(by(agent), body);
  }

  @Put(':id')
  @Route({
    summary: 'Change a reply',
    description: 'Send `version` as it was read; `stale_version` means: read again.',
    answer: [200, cannedReplySchema],
    errors: ['invalid_body', 'not_found', 'stale_version', 'name_taken'],
  })
  change(
    @CurrentAgent() agent: AgentPrincipal,
    @Param('id', { schema: idSchema }) id: string,
    @Body({ schema: cannedReplyChangeSchema }) body: CannedReplyChange,
  ): Promise<CannedReply> {
    return this.database.canned.change(by(agent), id, body);
  }

  @Delete(':id')
  @HttpCode(204)
  @Route({ summary: 'Delete a reply', answer: [204, null], errors: ['not_found'] })
  remove(@CurrentAgent() agent: AgentPrincipal, @Param('id', { schema: idSchema }) id: string): Promise<void> {
    return this.database.canned.remove(by(agent), id);
  }
}
