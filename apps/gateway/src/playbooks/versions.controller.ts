import { Controller, Get, Inject, Param, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import {
  type Insight,
  idSchema,
  insightSchema,
  playbookDefinitionSchema,
  playbookVersionSchema,
  Refusal,
} from '#libs/contracts';
import type { Database, PlaybookVersion } from '#libs/database';
import { DATABASE } from '../database/tokens.ts';
import type { HttpResponse } from '../http/express.ts';
import { Route } from '../openapi/route.decorator.ts';

/** What was published: it never changes. */
@ApiTags('Playbooks')
@Controller('api/v1/playbooks/versions/:versionId')
export class VersionsController {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  @Get()
  @Route({ summary: 'A version’s definition', answer: [200, playbookVersionSchema], errors: ['not_found'] })
  version(
    @Param('versionId', { schema: idSchema }) versionId: string,
  ): Promise<z.output<typeof playbookVersionSchema>> {
    return this.#version(versionId);
  }

  @Get('export')
  @Route({
    summary: 'A version’s definition as a file',
    description: 'As `POST /playbooks` takes it.',
    answer: [200, playbookDefinitionSchema],
    errors: ['not_found'],
  })
  async export(
    @Param('versionId', { schema: idSchema }) versionId: string,
    @Res() response: HttpResponse,
  ): Promise<void> {
    const { definition, version } = await this.#version(versionId);
    response
      .attachment(`${definition.name.replaceAll(/[^\p{L}\p{N}._ -]/gu, '_')} v${version}.json`)
      .type('application/json')
      .send(`${JSON.stringify(definition, null, 2)}\n`);
  }

  @Get('insight')
  @Route({
    summary: 'What happened in sessions on a version',
    description: 'Per card: reached, answered, dropped, median time; arms of experiments; results.',
    answer: [200, insightSchema],
    errors: ['not_found'],
  })
  insight(@Param('versionId', { schema: idSchema }) versionId: string): Promise<Insight> {
    return this.database.playbooks.insight(versionId);
  }

  async #version(versionId: string): Promise<PlaybookVersion> {
    const version = await this.database.playbooks.version(versionId);
    if (!version) throw new Refusal('not_found');
    return version;
  }
}
