import type { EntityManager } from '@mikro-orm/postgresql';
import { newId, Refusal, type SiteView } from '#libs/contracts';
import { SiteEntity, type SiteEntityRow } from '../entities/site.ts';
import { isMissingReference } from '../sql/errors.ts';

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
    const manager = em();
    const row = manager.create(SiteEntity, { id: newId(), ...input });
    await manager.persist(row).flush();
    return viewOf(row);
  },

  /** New sessions of the site begin on this version; running ones stay on theirs. Refusal `not_found`. */
  async setActiveVersion(siteId: string, versionId: string): Promise<SiteView> {
    const manager = em();
    const row = await manager.findOne(SiteEntity, { id: siteId });
    if (!row) throw new Refusal('not_found');
    row.activeVersionId = versionId;
    try {
      await manager.flush();
    } catch (error) {
      throw isMissingReference(error) ? new Refusal('not_found') : error;
    }
    return viewOf(row);
  },
});
export type SitesRepository = ReturnType<typeof sitesRepository>;

const viewOf = ({ id, name, origins, activeVersionId, defaultLanguage }: SiteEntityRow): SiteView => ({
  id,
  name,
  origins,
  activeVersionId: activeVersionId ?? null,
  defaultLanguage,
});
