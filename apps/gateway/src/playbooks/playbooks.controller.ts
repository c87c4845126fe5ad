import { Body, Controller, Get, Inject, Param, Post } from '@nestjs/common';
import { ApiBody, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import {
  idSchema,
  type PlaybookSummary,
  playbookSummarySchema,
  playbookUploadedSchema,
  playbookVersionSchema,
  Refusal,
} from '#libs/contracts';
import type { Database } from '#libs/database';
import { validatePlaybook } from '#libs/playbook';
import { CurrentAgent } from '../access/current-agent.decorator.ts';
import type { AgentPrincipal } from '../access/principal.ts';
import { DATABASE } from '../database/tokens.ts';
import { Route } from '../openapi/route.decorator.ts';

@ApiTags('Playbooks')
@Controller('api/v1/playbooks')
export class PlaybooksController {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  @Get()
  @Route({ summary: 'All playbooks with their versions', answer: [200, z.array(playbookSummarySchema)], errors: [] })
  list(): Promise<PlaybookSummary[]> {
    return this.database.playbooks.list();
  }

  @Post()
  @ApiBody({ schema: { $ref: '#/components/schemas/PlaybookDefinition' } })
  @Route({
    summary: 'Upload a playbook',
    description: 'The definition itself is the body. The same name uploads the next version of that playbook.',
    answer: [201, playbookUploadedSchema],
    errors: ['invalid_body', 'payload_too_large', 'invalid_playbook'],
  })
  upload(
    @CurrentAgent() { agentId }: AgentPrincipal,
    @Body() definition: unknown,
  ): Promise<z.output<typeof playbookUploadedSchema>> {
    const validated = validatePlaybook(definition);
    if (!validated.ok) throw new Refusal('invalid_playbook', { errors: validated.problems });
    return this.database.playbooks.upload(validated.definition, agentId);
  }

  @Get('versions/:versionId')
  @Route({ summary: 'A version’s definition', answer: [200, playbookVersionSchema], errors: ['not_found'] })
  async version(
    @Param('versionId', { schema: idSchema }) versionId: string,
  ): Promise<z.output<typeof playbookVersionSchema>> {
    const version = await this.database.playbooks.version(versionId);
    if (!version) throw new Refusal('not_found');
    return version;
  }
}
