import { randomBytes } from 'node:crypto';
import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import {
  activateBodySchema,
  identitySecretSchema,
  idSchema,
  Refusal,
  type SiteView,
  siteDefaultsBodySchema,
  siteHoursBodySchema,
  siteSchema,
} from '#libs/contracts';
import type { Database } from '#libs/database';
import { validateHours } from '#libs/playbook';
import { CurrentAgent } from '../access/current-agent.decorator.ts';
import type { AgentPrincipal } from '../access/principal.ts';
import { DATABASE } from '../database/tokens.ts';
import { Route } from '../openapi/route.decorator.ts';
import { ChecksService } from '../playbooks/checks.service.ts';
import { SiteDirectory } from './site-directory.ts';

/** As many as HS256 uses. */
const SECRET_BYTES = 32;

@ApiTags('Sites')
@Controller('api/v1/sites')
export class SitesController {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly sites: SiteDirectory,
    private readonly checks: ChecksService,
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
    errors: ['invalid_body', 'not_found', 'playbook_archived', 'unknown_team'],
  })
  async activate(
    @CurrentAgent() { agentId }: AgentPrincipal,
    @Param('siteId', { schema: idSchema }) siteId: string,
    @Body({ schema: activateBodySchema }) { versionId }: z.output<typeof activateBodySchema>,
  ): Promise<SiteView> {
    const version = await this.database.playbooks.version(versionId);
    if (version) await this.checks.requireTeams(version.definition);
    return this.#changed(await this.database.sites.setActiveVersion(siteId, versionId, agentId));
  }

  @Post(':siteId/roll-back')
  @HttpCode(200)
  @Route({
    summary: 'Activate the version that was active before',
    description: 'Again: further back. `not_found` where nothing was active before.',
    answer: [200, siteSchema],
    errors: ['not_found', 'playbook_archived'],
  })
  async rollBack(
    @CurrentAgent() { agentId }: AgentPrincipal,
    @Param('siteId', { schema: idSchema }) siteId: string,
  ): Promise<SiteView> {
    return this.#changed(await this.database.sites.rollBack(siteId, agentId));
  }

  @Put(':siteId/defaults')
  @Route({
    summary: 'What new playbooks of a site look like and speak',
    answer: [200, siteSchema],
    errors: ['invalid_body', 'not_found', 'stale_version'],
  })
  async setDefaults(
    @Param('siteId', { schema: idSchema }) siteId: string,
    @Body({ schema: siteDefaultsBodySchema }) { insteadOf, ...defaults }: z.output<typeof siteDefaultsBodySchema>,
  ): Promise<SiteView> {
    return this.#changed(await this.database.sites.setDefaults(siteId, defaults, insteadOf));
  }

  @Put(':siteId/hours')
  @Route({
    summary: 'When a site’s people answer, and what its chat shows while they do not',
    description: 'Out of hours nobody counts as online: the playbook takes its offline path, or the chat hides.',
    answer: [200, siteSchema],
    errors: ['invalid_body', 'not_found', 'stale_version'],
  })
  async setHours(
    @Param('siteId', { schema: idSchema }) siteId: string,
    @Body({ schema: siteHoursBodySchema }) { insteadOf, ...hours }: z.output<typeof siteHoursBodySchema>,
  ): Promise<SiteView> {
    const errors = hours.hours === null ? [] : validateHours(hours.hours);
    if (errors.length > 0) throw new Refusal('invalid_body', { errors });
    return this.#changed(await this.database.sites.setHours(siteId, hours, insteadOf));
  }

  @Post(':siteId/identity-secret')
  @Route({
    summary: 'A new secret with which the website signs who its visitors are',
    description: 'Shown once. Identities signed with the one before are refused from now on.',
    answer: [201, identitySecretSchema],
    errors: ['not_found'],
  })
  async newIdentitySecret(
    @Param('siteId', { schema: idSchema }) siteId: string,
  ): Promise<z.output<typeof identitySecretSchema>> {
    const secret = randomBytes(SECRET_BYTES).toString('base64url');
    this.#changed(await this.database.sites.setIdentitySecret(siteId, secret));
    return { secret };
  }

  @Delete(':siteId/identity-secret')
  @HttpCode(204)
  @Route({
    summary: 'Believe no identities of a site any more',
    answer: [204, null],
    errors: ['not_found'],
  })
  async removeIdentitySecret(@Param('siteId', { schema: idSchema }) siteId: string): Promise<void> {
    this.#changed(await this.database.sites.setIdentitySecret(siteId, null));
  }

  #changed(site: SiteView): SiteView {
    this.sites.forget(site.id);
    return site;
  }
}
