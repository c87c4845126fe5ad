import { Body, Controller, Get, Inject, Param, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { activateBodySchema, idSchema, type SiteView, siteSchema } from '#libs/contracts';
import type { Database } from '#libs/database';
import { DATABASE } from '../database/tokens.ts';
import { Route } from '../openapi/route.decorator.ts';
import { SiteDirectory } from './site-directory.ts';

@ApiTags('Sites')
@Controller('api/v1/sites')
export class SitesController {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly sites: SiteDirectory,
  ) {}

  @Get()
  @Route({ summary: 'All sites', answer: [200, z.array(siteSchema)], errors: [] })
  list(): Promise<SiteView[]> {
    return this.database.sites.list();
  }

  @Put(':siteId/active-version')
  @Route({
    summary: 'Activate a playbook version on a site',
    description: 'New sessions begin on it; running ones stay on the version they began with.',
    answer: [200, siteSchema],
    errors: ['invalid_body', 'not_found'],
  })
  async activate(
    @Param('siteId', { schema: idSchema }) siteId: string,
    @Body({ schema: activateBodySchema }) { versionId }: z.output<typeof activateBodySchema>,
  ): Promise<SiteView> {
    const site = await this.database.sites.setActiveVersion(siteId, versionId);
    this.sites.forget(siteId);
    return site;
  }
}
