import { Body, Controller, Get, Headers, Inject, Param, Post, Query, UseGuards } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import type { Config } from '#libs/config';
import {
  idSchema,
  type Opening,
  openingSchema,
  pageUrlSchema,
  Refusal,
  type SessionStarted,
  type SiteView,
  seedSchema,
  sessionStartedSchema,
  startSessionBodySchema,
} from '#libs/contracts';
import { AddressLimitGuard, PerAddress } from '../http/address-limit.ts';
import { Route } from '../openapi/route.decorator.ts';
import { SETTINGS } from '../settings/tokens.ts';
import { mayEmbed } from '../sites/origins.ts';
import { SiteDirectory } from '../sites/site-directory.ts';
import { wantedLanguages } from './languages.ts';
import { OpeningService } from './opening.service.ts';
import { StartService } from './start.service.ts';

const openingQuerySchema = z.object({
  language: z
    .string()
    .max(200)
    .optional()
    .describe('Languages of page and browser, most wanted first, with commas; before those of Accept-Language'),
  seed: z.coerce.number().pipe(seedSchema).default(0).describe('Random, kept by the browser: decides A/B tests'),
  pageUrl: pageUrlSchema.optional().describe('The page that the visitor is on'),
  returning: z.stringbool().default(false).describe('The visitor had a session before'),
});

type Asked = Record<string, string | undefined>;

@ApiTags('Visitors')
@Controller('api/v1/sites/:siteId')
export class VisitorsController {
  constructor(
    private readonly sites: SiteDirectory,
    private readonly openings: OpeningService,
    private readonly starts: StartService,
    @Inject(SETTINGS) private readonly config: Config,
  ) {}

  @Get('opening')
  @Route({
    summary: 'What a visitor sees first',
    description: 'Rendered by the engine: makes no session, no cookie and no workflow.',
    answer: [200, openingSchema],
    errors: ['invalid_body', 'origin_not_allowed', 'not_found'],
  })
  async opening(
    @Param('siteId', { schema: idSchema }) siteId: string,
    @Query({ schema: openingQuerySchema }) { language, ...visit }: z.output<typeof openingQuerySchema>,
    @Headers() headers: Asked,
  ): Promise<Opening> {
    const site = await this.#embeddedBy(siteId, headers);
    return this.openings.render(site, wantedLanguages(language, headers['accept-language']), visit);
  }

  @Post('sessions')
  @UseGuards(AddressLimitGuard)
  @PerAddress('sessions')
  @Route({
    summary: 'A visitor’s first act: the session begins',
    description: 'A repeat returns the same session and token; so does a second tab while the session is open.',
    answer: [201, sessionStartedSchema],
    errors: [
      'invalid_body',
      'identity_invalid',
      'origin_not_allowed',
      'not_found',
      'opening_changed',
      'payload_too_large',
      'rate_limited',
    ],
  })
  async start(
    @Param('siteId', { schema: idSchema }) siteId: string,
    @Body({ schema: startSessionBodySchema }) body: z.output<typeof startSessionBodySchema>,
    @Headers() headers: Asked,
  ): Promise<SessionStarted> {
    return this.starts.start(await this.#embeddedBy(siteId, headers), body, headers['user-agent']);
  }

  async #embeddedBy(siteId: string, { origin, host }: Asked): Promise<SiteView> {
    const site = await this.sites.get(siteId);
    if (!mayEmbed(site, { origin, host, publicUrl: this.config.gateway.publicUrl }))
      throw new Refusal('origin_not_allowed');
    return site;
  }
}
