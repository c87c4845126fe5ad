import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { newId, type PlaybookDefinition, type PlaybookPublished, Refusal } from '#libs/contracts';
import { upgradeDefinition } from '#libs/playbook';
import { PlaybookEntity, type PlaybookEntityRow, PlaybookVersionEntity } from '../entities/playbook.ts';
import { type Executor, statement } from '../sql/sql.ts';
import { note as noteEvent } from './events.ts';
import type { PlaybookVersion, VersionCache } from './version-cache.ts';

const VERSION = statement(
  'playbook_version',
  `select id as "versionId", playbook_id as "playbookId", version, definition from playbook_version where id = $1`,
);

/** The version from the cache, else by a statement on the given connection; in today's format, whatever it was stored in. */
export async function readVersion(
  executor: Executor,
  cache: VersionCache,
  versionId: string,
): Promise<PlaybookVersion | null> {
  const cached = cache.get(versionId);
  if (cached) return cached;
  const [row] = await executor.rows<PlaybookVersion>(VERSION, [versionId]);
  if (!row) return null;
  const version = { ...row, definition: upgradeDefinition(row.definition) as PlaybookDefinition };
  cache.set(version);
  return version;
}

const BY_NUMBER = statement(
  'playbook_version_by_number',
  `select id from playbook_version where playbook_id = $1 and version = $2`,
);

/** A playbook's version by its number (1, 2, 3 …); null where there is none. */
export async function versionByNumber(
  executor: Executor,
  cache: VersionCache,
  playbookId: string,
  version: number,
): Promise<PlaybookVersion | null> {
  const [row] = await executor.rows<{ id: string }>(BY_NUMBER, [playbookId, version]);
  return row ? readVersion(executor, cache, row.id) : null;
}

/** What is published, by whom (null: the program seeds it), and what changed in their words. */
export interface Publication {
  definition: PlaybookDefinition;
  by: string | null;
  note?: string | null | undefined;
}

/** As the playbook of the definition's name, which is made where there is none. Refusal `playbook_archived`. */
export const publish = (manager: EntityManager, publication: Publication): Promise<PlaybookPublished> =>
  manager.transactional(async (inside) => {
    const { definition, by } = publication;
    const { name } = definition;
    const id = newId();
    await inside.createQueryBuilder(PlaybookEntity).insert({ id, name }).onConflict('name').ignore().execute();
    const playbook = await lockPlaybook(inside, { name });
    if (playbook.id === id) noteEvent(inside, { playbookId: id, action: 'created', by });
    return addVersion(inside, playbook, publication);
  });

/** The playbook, locked until the transaction ends. Refusals: `not_found`, `playbook_archived`. */
export async function lockPlaybook(
  manager: EntityManager,
  where: { id: string } | { name: string },
): Promise<PlaybookEntityRow> {
  const playbook = await manager.findOne(PlaybookEntity, where, { lockMode: LockMode.PESSIMISTIC_WRITE });
  if (!playbook) throw new Refusal('not_found');
  if (playbook.archivedAt) throw new Refusal('playbook_archived');
  return playbook;
}

/** Under the lock of the playbook's row, two at once get two numbers. */
export async function addVersion(
  manager: EntityManager,
  { id: playbookId }: PlaybookEntityRow,
  { definition, by, note = null }: Publication,
): Promise<PlaybookPublished> {
  const [latest] = await manager.find(
    PlaybookVersionEntity,
    { playbookId },
    { orderBy: { version: 'desc' }, limit: 1, fields: ['version'] },
  );
  const version = (latest?.version ?? 0) + 1;
  const versionId = newId();
  const row = { id: versionId, playbookId, version, definition, createdBy: by, note };
  manager.persist(manager.create(PlaybookVersionEntity, row));
  noteEvent(manager, { playbookId, action: 'published', by, version });
  return { playbookId, versionId, version };
}
