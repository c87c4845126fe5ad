import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { newId, type PlaybookDefinition, type PlaybookSummary } from '#libs/contracts';
import { PlaybookEntity, PlaybookVersionEntity } from '../entities/playbook.ts';
import type { Executor } from '../sql/sql.ts';
import { statement } from '../sql/sql.ts';
import type { PlaybookVersion, VersionCache } from './version-cache.ts';

const VERSION = statement(
  'playbook_version',
  `select id as "versionId", playbook_id as "playbookId", version, definition from playbook_version where id = $1`,
);

/** The version from the cache, else by a statement on the given connection. */
export async function readVersion(
  executor: Executor,
  cache: VersionCache,
  versionId: string,
): Promise<PlaybookVersion | null> {
  const cached = cache.get(versionId);
  if (cached) return cached;
  const [version] = await executor.rows<PlaybookVersion>(VERSION, [versionId]);
  if (version) cache.set(version);
  return version ?? null;
}

export const playbooksRepository = (em: () => EntityManager, executor: Executor, cache: VersionCache) => ({
  /**
   * Stores a definition that was validated before as the next version of the playbook of that name.
   * @param byAgentId null for what the program seeds
   */
  async upload(
    definition: PlaybookDefinition,
    byAgentId: string | null,
  ): Promise<{ playbookId: string; versionId: string; version: number }> {
    return em().transactional(async (manager) => {
      const name = definition.name;
      await manager
        .createQueryBuilder(PlaybookEntity)
        .insert({ id: newId(), name })
        .onConflict('name')
        .ignore()
        .execute();
      // under the lock of the playbook's row, two uploads at once get two numbers
      const playbook = await manager.findOneOrFail(PlaybookEntity, { name }, { lockMode: LockMode.PESSIMISTIC_WRITE });
      const [latest] = await manager.find(
        PlaybookVersionEntity,
        { playbookId: playbook.id },
        { orderBy: { version: 'desc' }, limit: 1, fields: ['version'] },
      );
      const version = (latest?.version ?? 0) + 1;
      const versionId = newId();
      manager.create(PlaybookVersionEntity, {
        id: versionId,
        playbookId: playbook.id,
        version,
        definition,
        createdBy: byAgentId,
      });
      return { playbookId: playbook.id, versionId, version };
    });
  },

  /** All playbooks by name, each with its versions, newest first. */
  async list(): Promise<PlaybookSummary[]> {
    const manager = em();
    const playbooks = await manager.findAll(PlaybookEntity, { orderBy: { name: 'asc' } });
    const versions = await manager.findAll(PlaybookVersionEntity, {
      fields: ['playbookId', 'version', 'createdAt'],
      orderBy: { version: 'desc' },
    });
    return playbooks.map(({ id, name }) => ({
      id,
      name,
      versions: versions
        .filter(({ playbookId }) => playbookId === id)
        .map((row) => ({ id: row.id, version: row.version, createdAt: row.createdAt.toISOString() })),
    }));
  },

  version: (versionId: string): Promise<PlaybookVersion | null> => readVersion(executor, cache, versionId),
});
export type PlaybooksRepository = ReturnType<typeof playbooksRepository>;
