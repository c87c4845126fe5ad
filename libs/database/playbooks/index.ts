import type { EntityManager } from '@mikro-orm/postgresql';
import { type Insight, type PlaybookDefinition, type PlaybookPublished, Refusal } from '#libs/contracts';
import type { Sql } from '../sql/sql.ts';
import { setArchived } from './archive.ts';
import { createDraft, type Draft, draft, publishDraft, saveDraft, source } from './drafts.ts';
import { events } from './events.ts';
import { insight } from './insight.ts';
import { list } from './list.ts';
import { type SessionToTry, sessionsToTry } from './sessions-to-try.ts';
import type { PlaybookVersion, VersionCache } from './version-cache.ts';
import { publish, readVersion, versionByNumber } from './versions.ts';

/** Playbooks: what is worked on, what was published (which never changes), and what became of it. */
export const playbooksRepository = (em: () => EntityManager, sql: Sql, cache: VersionCache) => {
  const version = (versionId: string): Promise<PlaybookVersion | null> => readVersion(sql, cache, versionId);
  return {
    /**
     * Stores a definition that was validated before as the next version of the playbook of that name.
     * @param by null for what the program seeds
     */
    publish: (definition: PlaybookDefinition, by: string | null, note?: string | null): Promise<PlaybookPublished> =>
      publish(em(), { definition, by, note }),
    createDraft: (name: string, definition: Record<string, unknown>, by: string | null) =>
      createDraft(em(), { name, definition, by }),
    draft: (playbookId: string): Promise<Draft> => draft(sql, playbookId),
    async saveDraft(
      playbookId: string,
      revision: number,
      definition: Record<string, unknown>,
      by: string | null,
    ): Promise<Draft> {
      await saveDraft(em(), { playbookId, revision, definition, by });
      return draft(sql, playbookId);
    },
    publishDraft: (
      playbookId: string,
      revision: number,
      definition: PlaybookDefinition,
      by: string | null,
      note?: string | null,
    ): Promise<PlaybookPublished> => publishDraft(em(), { playbookId, revision, definition, by, note }),
    source: (playbookId: string) => source(sql, playbookId),
    archive: (playbookId: string, by: string | null) => setArchived(em(), { playbookId, archived: true, by }),
    unarchive: (playbookId: string, by: string | null) => setArchived(em(), { playbookId, archived: false, by }),
    list: () => list(sql),
    events: (playbookId: string) => events(sql, playbookId),
    version,
    versionByNumber: (playbookId: string, number: number) => versionByNumber(sql, cache, playbookId, number),
    /** What happened in sessions on the version. Refusal `not_found`. */
    async insight(versionId: string): Promise<Insight> {
      const found = await version(versionId);
      if (!found) throw new Refusal('not_found');
      return insight(sql, versionId, Object.keys(found.definition.cards));
    },
    sessionsToTry: (playbookId: string, limit: number, afterId?: string): Promise<SessionToTry[]> =>
      sessionsToTry(sql, { playbookId, limit, afterId }),
  };
};
export type PlaybooksRepository = ReturnType<typeof playbooksRepository>;
