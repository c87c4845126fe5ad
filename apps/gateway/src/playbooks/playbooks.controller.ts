import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import {
  duplicateBodySchema,
  idSchema,
  type PlaybookEvent,
  type PlaybookPublished,
  type PlaybookSummary,
  playbookCreatedSchema,
  playbookDiffSchema,
  playbookEventSchema,
  playbookPublishedSchema,
  playbookSummarySchema,
  Refusal,
} from '#libs/contracts';
import type { Database } from '#libs/database';
import { diffPlaybooks } from '#libs/playbook';
import { CurrentAgent } from '../access/current-agent.decorator.ts';
import type { AgentPrincipal } from '../access/principal.ts';
import { DATABASE } from '../database/tokens.ts';
import { Route } from '../openapi/route.decorator.ts';
import { ChecksService } from './checks.service.ts';
import { ApiDefinitionBody } from './definition-body.ts';

/** A version's number, or the draft. */
const sideSchema = z.union([z.literal('draft'), z.coerce.number().int().min(1)]);
const diffQuerySchema = z.object({ from: sideSchema, to: sideSchema });
type Side = z.output<typeof sideSchema>;

@ApiTags('Playbooks')
@Controller('api/v1/playbooks')
export class PlaybooksController {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly checks: ChecksService,
  ) {}

  @Get()
  @Route({
    summary: 'All playbooks with their versions',
    description: 'By name, also the archived ones, and where each is active.',
    answer: [200, z.array(playbookSummarySchema)],
    errors: [],
  })
  list(): Promise<PlaybookSummary[]> {
    return this.database.playbooks.list();
  }

  @Post()
  @ApiDefinitionBody()
  @Route({
    summary: 'Publish a playbook',
    description:
      'The definition itself is the body. The same name publishes the next version of that playbook. Its own tests ' +
      'run first; one that fails refuses.',
    answer: [201, playbookPublishedSchema],
    errors: [
      'invalid_body',
      'payload_too_large',
      'invalid_playbook',
      'unknown_team',
      'playbook_tests_failed',
      'playbook_archived',
    ],
  })
  async publish(@CurrentAgent() { agentId }: AgentPrincipal, @Body() definition: unknown): Promise<PlaybookPublished> {
    return this.database.playbooks.publish(await this.checks.publishable(definition), agentId);
  }

  @Get(':id')
  @Route({ summary: 'A playbook with its versions', answer: [200, playbookSummarySchema], errors: ['not_found'] })
  async one(@Param('id', { schema: idSchema }) playbookId: string): Promise<PlaybookSummary> {
    const found = (await this.database.playbooks.list()).find(({ id }) => id === playbookId);
    if (!found) throw new Refusal('not_found');
    return found;
  }

  @Post(':id/duplicate')
  @Route({
    summary: 'Make another playbook of this one',
    description: 'Its newest version, else its draft, becomes the other’s draft.',
    answer: [201, playbookCreatedSchema],
    errors: ['invalid_body', 'not_found', 'name_taken'],
  })
  async duplicate(
    @CurrentAgent() { agentId }: AgentPrincipal,
    @Param('id', { schema: idSchema }) playbookId: string,
    @Body({ schema: duplicateBodySchema }) { name }: z.output<typeof duplicateBodySchema>,
  ): Promise<z.output<typeof playbookCreatedSchema>> {
    const { definition } = await this.database.playbooks.source(playbookId);
    return this.database.playbooks.createDraft(name, definition as Record<string, unknown>, agentId);
  }

  @Post(':id/archive')
  @HttpCode(204)
  @Route({
    summary: 'Put a playbook away',
    description: 'It can be neither changed nor activated then; running sessions go on.',
    answer: [204, null],
    errors: ['not_found', 'playbook_active'],
  })
  archive(
    @CurrentAgent() { agentId }: AgentPrincipal,
    @Param('id', { schema: idSchema }) playbookId: string,
  ): Promise<void> {
    return this.database.playbooks.archive(playbookId, agentId);
  }

  @Post(':id/unarchive')
  @HttpCode(204)
  @Route({ summary: 'Take a playbook out again', answer: [204, null], errors: ['not_found'] })
  unarchive(
    @CurrentAgent() { agentId }: AgentPrincipal,
    @Param('id', { schema: idSchema }) playbookId: string,
  ): Promise<void> {
    return this.database.playbooks.unarchive(playbookId, agentId);
  }

  @Get(':id/diff')
  @Route({
    summary: 'How two versions differ, or the draft from one',
    answer: [200, playbookDiffSchema],
    errors: ['invalid_body', 'not_found'],
  })
  async diff(
    @Param('id', { schema: idSchema }) playbookId: string,
    @Query({ schema: diffQuerySchema }) { from, to }: z.output<typeof diffQuerySchema>,
  ): Promise<z.output<typeof playbookDiffSchema>> {
    const [before, after] = await Promise.all([this.#definition(playbookId, from), this.#definition(playbookId, to)]);
    return { differences: diffPlaybooks(before, after) };
  }

  @Get(':id/history')
  @Route({
    summary: 'Who changed what, newest first',
    answer: [200, z.array(playbookEventSchema)],
    errors: ['not_found'],
  })
  history(@Param('id', { schema: idSchema }) playbookId: string): Promise<PlaybookEvent[]> {
    return this.database.playbooks.events(playbookId);
  }

  async #definition(playbookId: string, side: Side): Promise<unknown> {
    if (side === 'draft') return (await this.database.playbooks.draft(playbookId)).definition;
    const version = await this.database.playbooks.versionByNumber(playbookId, side);
    if (!version) throw new Refusal('not_found', { detail: `There is no version ${side}` });
    return version.definition;
  }
}
