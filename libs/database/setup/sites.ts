import { isDeepStrictEqual } from 'node:util';
import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { newId, Refusal, type SiteDefaults, type SiteHours, type SiteView } from '#libs/contracts';
import { SiteEntity, type SiteEntityRow } from '../entities/site.ts';
import { activate, rollBack } from './activate.ts';

/** Websites, what is active on each, and their secrets. */
export const sitesRepository = (em: () => EntityManager) => ({
  async find(id: string): Promise<SiteView | null> {
    const row = await em().findOne(SiteEntity, { id });
    return row && viewOf(row);
  },

  /** All sites by name. */
  async list(): Promise<SiteView[]> {
    const rows = await em().findAll(SiteEntity, { orderBy: { name: 'asc', id: 'asc' } });
    return rows.map(viewOf);
  },

  async create(input: {
    id?: string;
    name: string;
    origins: string[];
    activeVersionId?: string | null;
    defaultLanguage?: string;
  }): Promise<SiteView> {
    const { activeVersionId = null, ...site } = input;
    const id = site.id ?? newId();
    const manager = em();
    return manager.transactional(async (inside) => {
      await inside.persist(inside.create(SiteEntity, { ...site, id })).flush();
      const row = await inside.findOneOrFail(SiteEntity, { id });
      if (activeVersionId !== null) await activate(inside, { siteId: id, versionId: activeVersionId, by: null });
      return viewOf(row);
    });
  },

  /**
   * New sessions of the site begin on this version; running ones stay on theirs. Harmless when repeated.
   * Refusals: `not_found`, `playbook_archived`.
   */
  setActiveVersion: (siteId: string, versionId: string, by: string | null): Promise<SiteView> =>
    em().transactional(async (inside) => viewOf(await activate(inside, { siteId, versionId, by }))),

  /**
   * Back to the version that was active before the present one. Again: further back.
   * Refusals: `not_found` where there is none, `playbook_archived`.
   */
  rollBack: (siteId: string, by: string | null): Promise<SiteView> =>
    em().transactional(async (inside) => viewOf(await rollBack(inside, { siteId, by }))),

  /**
   * What new playbooks look like and speak.
   *
   * @param insteadOf what it is to replace. Refusals: `not_found`, `stale_version` where something else is stored
   */
  setDefaults: (siteId: string, defaults: SiteDefaults, insteadOf?: SiteDefaults): Promise<SiteView> =>
    change(em(), siteId, defaults, insteadOf),

  /** When its people answer, and what shows while they do not. `insteadOf` and refusals as for the defaults. */
  setHours: (siteId: string, hours: SiteHours, insteadOf?: SiteHours): Promise<SiteView> =>
    change(em(), siteId, hours, insteadOf),

  /** Who signs visitors' identities with another secret is refused from now on; null: nobody can. Refusal `not_found`. */
  setIdentitySecret: (siteId: string, identitySecret: string | null): Promise<SiteView> =>
    change(em(), siteId, { identitySecret }),

  /** Null without one, and for an unknown site. */
  async identitySecret(siteId: string): Promise<string | null> {
    const row = await em().findOne(SiteEntity, { id: siteId });
    return row?.identitySecret ?? null;
  },
});
export type SitesRepository = ReturnType<typeof sitesRepository>;

const change = (
  manager: EntityManager,
  id: string,
  change: Partial<SiteEntityRow>,
  insteadOf: Partial<SiteView> = {},
): Promise<SiteView> =>
  manager.transactional(async (inside) => {
    const row = await inside.findOne(SiteEntity, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (!row) throw new Refusal('not_found');
    const stored = viewOf(row);
    if (!isDeepStrictEqual({ ...stored, ...insteadOf }, stored)) throw new Refusal('stale_version');
    Object.assign(row, change);
    await inside.flush();
    return viewOf(row);
  });

const viewOf = (row: SiteEntityRow): SiteView => ({
  id: row.id,
  name: row.name,
  origins: row.origins,
  activeVersionId: row.activeVersionId ?? null,
  defaultLanguage: row.defaultLanguage,
  appearance: row.appearance ?? null,
  languages: row.languages,
  hours: row.hours ?? null,
  outOfHours: row.outOfHours,
  identityEnabled: row.identitySecret != null,
});
