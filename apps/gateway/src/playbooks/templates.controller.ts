import { Body, Controller, Get, Inject, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import {
  fromTemplateBodySchema,
  type PlaybookTemplate,
  playbookCreatedSchema,
  playbookTemplateSchema,
  Refusal,
  type SiteView,
} from '#libs/contracts';
import type { Database } from '#libs/database';
import { adaptTemplate } from '#libs/playbook';
import { CurrentAgent } from '../access/current-agent.decorator.ts';
import type { AgentPrincipal } from '../access/principal.ts';
import { DATABASE } from '../database/tokens.ts';
import { Route } from '../openapi/route.decorator.ts';
import { TemplatesService } from './templates.service.ts';

/** Beginning with a playbook that comes with the program. */
@ApiTags('Playbooks')
@Controller('api/v1/playbooks')
export class TemplatesController {
  constructor(
    private readonly templates: TemplatesService,
    @Inject(DATABASE) private readonly database: Database,
  ) {}

  @Get('templates')
  @Route({
    summary: 'The templates that playbooks can be made from',
    answer: [200, z.array(playbookTemplateSchema)],
    errors: [],
  })
  list(): PlaybookTemplate[] {
    return this.templates.list();
  }

  @Post('from-template')
  @Route({
    summary: 'Make a playbook from a template',
    description: 'It has a draft and no version. Appearance and languages come from the body, the site, the template.',
    answer: [201, playbookCreatedSchema],
    errors: ['invalid_body', 'not_found', 'name_taken'],
  })
  async create(
    @CurrentAgent() { agentId }: AgentPrincipal,
    @Body({ schema: fromTemplateBodySchema }) body: z.output<typeof fromTemplateBodySchema>,
  ): Promise<z.output<typeof playbookCreatedSchema>> {
    const template = this.templates.get(body.templateId);
    const site = body.siteId === undefined ? null : await this.#site(body.siteId);
    const { name, appearance = site?.appearance ?? undefined, languages = notEmpty(site?.languages) } = body;
    const definition = adaptTemplate(template, { name, appearance, languages });
    return this.database.playbooks.createDraft(name, { ...definition }, agentId);
  }

  async #site(siteId: string): Promise<SiteView> {
    const site = await this.database.sites.find(siteId);
    if (!site) throw new Refusal('not_found', { detail: 'There is no such site' });
    return site;
  }
}

const notEmpty = (languages: string[] | undefined): string[] | undefined =>
  languages && languages.length > 0 ? languages : undefined;
