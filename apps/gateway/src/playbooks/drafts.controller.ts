import { Body, Controller, Get, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import {
  addLiveChatBodySchema,
  draftBodySchema,
  type ErrorCode,
  idSchema,
  type PlaybookDraft,
  type PlaybookPublished,
  playbookDraftSchema,
  playbookPublishedSchema,
  publishBodySchema,
} from '#libs/contracts';
import { CurrentAgent } from '../access/current-agent.decorator.ts';
import type { AgentPrincipal } from '../access/principal.ts';
import { Route } from '../openapi/route.decorator.ts';
import { DraftsService } from './drafts.service.ts';

/** Of every change. */
const CHANGE: readonly ErrorCode[] = ['invalid_body', 'not_found', 'stale_version', 'playbook_archived'];

@ApiTags('Playbooks')
@Controller('api/v1/playbooks/:id')
export class DraftsController {
  constructor(private readonly drafts: DraftsService) {}

  @Get('draft')
  @Route({
    summary: 'What is being worked on, with its problems',
    description: 'Without a draft the newest version’s definition.',
    answer: [200, playbookDraftSchema],
    errors: ['not_found'],
  })
  read(@Param('id', { schema: idSchema }) playbookId: string): Promise<PlaybookDraft> {
    return this.drafts.read(playbookId);
  }

  @Put('draft')
  @Route({
    summary: 'Replace the draft',
    description: 'It may have problems. `stale_version`: somebody else changed it since that revision; read again.',
    answer: [200, playbookDraftSchema],
    errors: [...CHANGE, 'payload_too_large', 'invalid_playbook'],
  })
  save(
    @CurrentAgent() { agentId }: AgentPrincipal,
    @Param('id', { schema: idSchema }) playbookId: string,
    @Body({ schema: draftBodySchema }) { revision, definition }: z.output<typeof draftBodySchema>,
  ): Promise<PlaybookDraft> {
    return this.drafts.save({ playbookId, revision, agentId }, definition);
  }

  @Post('draft/live-chat')
  @HttpCode(200)
  @Route({
    summary: 'Add live chat to the draft',
    description: 'A live-chat card with what follows when nobody is there, and a way to it from the first question.',
    answer: [200, playbookDraftSchema],
    errors: [...CHANGE, 'invalid_playbook'],
  })
  addLiveChat(
    @CurrentAgent() { agentId }: AgentPrincipal,
    @Param('id', { schema: idSchema }) playbookId: string,
    @Body({ schema: addLiveChatBodySchema }) { revision }: z.output<typeof addLiveChatBodySchema>,
  ): Promise<PlaybookDraft> {
    return this.drafts.addLiveChat({ playbookId, revision, agentId });
  }

  @Post('publish')
  @Route({
    summary: 'Publish the draft as the next version',
    description: 'Its own tests run first; one that fails refuses. It is active nowhere by that.',
    answer: [201, playbookPublishedSchema],
    errors: [...CHANGE, 'invalid_playbook', 'unknown_team', 'playbook_tests_failed', 'name_taken'],
  })
  publish(
    @CurrentAgent() { agentId }: AgentPrincipal,
    @Param('id', { schema: idSchema }) playbookId: string,
    @Body({ schema: publishBodySchema }) { revision, note }: z.output<typeof publishBodySchema>,
  ): Promise<PlaybookPublished> {
    return this.drafts.publish({ playbookId, revision, agentId }, note);
  }
}
