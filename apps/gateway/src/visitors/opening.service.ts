import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '#libs/config';
import {
  type EntryView,
  type Opening,
  type PlaybookDefinition,
  Refusal,
  type SiteView,
  visitorView,
} from '#libs/contracts';
import type { Database, PlaybookVersion } from '#libs/database';
import { isOpen, nextOpening, openingOf, pickLanguage, type RenderedOpening } from '#libs/playbook';
import { DATABASE } from '../database/tokens.ts';
import { SETTINGS } from '../settings/tokens.ts';

/** What an opening depends on beside the playbook and its language: the same when it is rendered and when it begins. */
export interface Visit {
  /** Decides the arms of experiments. */
  seed: number;
  pageUrl?: string;
  /** The visitor had a session before. */
  returning: boolean;
}

@Injectable()
export class OpeningService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(SETTINGS) private readonly config: Config,
  ) {}

  /**
   * What a visitor of the site sees first: no row, cookie or workflow is made.
   * @param wanted languages, most wanted first
   * Refusal `not_found` where the site has no active playbook.
   */
  async render(site: SiteView, wanted: readonly string[], visit: Visit): Promise<Opening> {
    const version = await this.#version(site.activeVersionId);
    if (!version) throw new Refusal('not_found', { detail: 'The site has no active playbook' });
    const { definition, versionId } = version;
    const closed = closedNow(site, new Date().toISOString());
    const language = pickLanguage(definition, wanted.length > 0 ? wanted : [site.defaultLanguage]);
    return {
      siteId: site.id,
      versionId,
      language,
      languages: definition.languages,
      appearance: definition.appearance,
      entries: entriesOf(renderedOpening(definition, language, visit)),
      proactive: proactiveOf(definition),
      agentsOnline: closed === null && (await this.database.presence.anyOnline()),
      closed,
      transcriptMails: this.config.smtp !== null,
    };
  }

  /**
   * The opening as it was rendered for a first act. Refusals: `opening_changed` where the version is not one of the
   * site's playbook, `invalid_body` for a language that it does not have.
   */
  async asRendered(
    site: SiteView,
    { versionId, language, ...visit }: Visit & { versionId: string; language: string },
  ): Promise<RenderedOpening> {
    const [version, active] = await Promise.all([this.#version(versionId), this.#version(site.activeVersionId)]);
    if (!version || !active || version.playbookId !== active.playbookId) throw new Refusal('opening_changed');
    const { definition } = version;
    if (!definition.languages.includes(language))
      throw new Refusal('invalid_body', {
        errors: [{ path: 'language', code: 'unknown_language', message: 'The playbook does not have this language' }],
      });
    return renderedOpening(definition, language, visit);
  }

  async #version(id: string | null): Promise<PlaybookVersion | null> {
    return id === null ? null : this.database.playbooks.version(id);
  }
}

const renderedOpening = (
  definition: PlaybookDefinition,
  language: string,
  { seed, pageUrl, returning }: Visit,
): RenderedOpening => openingOf(definition, { language, seed, pageUrl: pageUrl ?? null, returning });

/** Null while the site is open, as it always is without hours. */
function closedNow({ hours, outOfHours }: SiteView, now: string): Opening['closed'] {
  if (hours === null || isOpen(hours, now)) return null;
  return { opensAt: nextOpening(hours, now), timeZone: hours.timeZone, hide: outOfHours === 'hide' };
}

/** When the first card, a greeting, shows beside the closed launcher. */
function proactiveOf({ start, cards }: PlaybookDefinition): Opening['proactive'] {
  const first = cards[start];
  if (first?.kind !== 'greeting' || !first.proactive) return null;
  const { afterSeconds, pages = null, notPages = [], frequency } = first.proactive;
  return { afterSeconds, pages, notPages, frequency };
}

/** With the seqs they will have. They have no time before the first act: they are shown as of now. */
function entriesOf({ entries }: RenderedOpening): EntryView[] {
  const at = new Date().toISOString();
  const written = { at, author: 'bot', authorId: null, clientId: null } as const;
  return entries.map((entry, index) => visitorView({ seq: index + 1, ...written, ...entry }));
}
