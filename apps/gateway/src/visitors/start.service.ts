import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import {
  cleanPageUrl,
  type SessionStarted,
  SIGNALS,
  type SiteView,
  type StartSessionBody,
  visitorView,
} from '#libs/contracts';
import type { Database } from '#libs/database';
import { Tokens } from '../auth/tokens.ts';
import { DATABASE } from '../database/tokens.ts';
import { Announcer } from '../fanout/announcer.ts';
import { deviceOf } from './device.ts';
import { firstActOf } from './first-act.ts';
import { IdentityService } from './identity.service.ts';
import { fieldsOf } from './identity.ts';
import { OpeningService } from './opening.service.ts';

/** The visitor key itself is never stored. */
const hashOf = (visitorKey: string): string => createHash('sha256').update(visitorKey).digest('hex');

@Injectable()
export class StartService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    private readonly openings: OpeningService,
    private readonly identities: IdentityService,
    private readonly tokens: Tokens,
    private readonly announcer: Announcer,
  ) {}

  /**
   * The visitor's first act: session, opening and act are one transaction; then the workflow begins. A repeat, from
   * this tab or another, returns the same session and token.
   */
  async start(site: SiteView, body: StartSessionBody, userAgent?: string): Promise<SessionStarted> {
    const { versionId, language, seed, clientId, visitorKey, pageUrl, returning, referrer } = body;
    const [opening, identity] = await Promise.all([
      this.openings.asRendered(site, body),
      body.identity === undefined ? {} : this.identities.verify(site.id, body.identity),
    ]);
    const started = await this.database.sessions.start({
      siteId: site.id,
      versionId,
      visitorHash: hashOf(visitorKey),
      clientId,
      language,
      seed,
      pageUrl: pageUrl === undefined ? null : cleanPageUrl(pageUrl),
      returning,
      referrer: referrer === undefined ? null : cleanPageUrl(referrer),
      device: deviceOf(userAgent),
      opening: opening.entries,
      // who is known is not asked again
      state: { ...opening.state, fields: { ...opening.state.fields, ...fieldsOf(identity) } },
      identity,
      visits: opening.visited.map((visit) => ({ ...visit, left: visit.cardId !== opening.state.cardId })),
      act: firstActOf(body.act, opening),
    });
    const { sessionId, resumed, entries, wakes, lastSeq, startedAt } = started;
    this.announcer.committed({ sessionId, entries, wakes, signal: resumed ? undefined : SIGNALS.sessionBegan });
    const token = await this.tokens.forSession({ id: sessionId, siteId: site.id, startedAt });
    return { sessionId, token, resumed, entries: entries.map(visitorView), lastSeq };
  }
}
