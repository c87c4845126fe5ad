import type { EntityManager } from '@mikro-orm/postgresql';
import { newId, type PlaybookPublished, Refusal } from '#libs/contracts';
import { upgradeDefinition } from '#libs/playbook';
import { PlaybookEntity } from '../entities/playbook.ts';
import { isoTime } from '../sql/columns.ts';
import { violatedKey } from '../sql/errors.ts';
import { type Executor, statement } from '../sql/sql.ts';
import { note } from './events.ts';
import { addVersion, lockPlaybook, type Publication } from './versions.ts';

type Json = Record<string, unknown>;

/** What is being worked on; may have problems. */
export interface Draft {
  playbookId: string;
  name: string;
  /** Counts the changes; a change names the one that it began from. */
  revision: number;
  /** As it was saved; without a draft the newest version's. In today's format as far as it has one. */
  definition: unknown;
  /** ISO 8601; null without a draft. */
  updatedAt: string | null;
  updatedBy: string | null;
}

const NEWEST = `(select definition from playbook_version where playbook_id = p.id order by version desc limit 1)`;

const DRAFT = statement(
  'playbook_draft',
  `
select p.id as "playbookId", p.name, p.draft_revision as revision, coalesce(p.draft, ${NEWEST}) as definition,
  p.draft_at as "updatedAt", a.name as "updatedBy"
from playbook p left join agent a on a.id = p.draft_by where p.id = $1`,
);

/** Refusal `not_found`. */
export async function draft(executor: Executor, playbookId: string): Promise<Draft> {
  const [row] = await executor.rows<Draft>(DRAFT, [playbookId]);
  if (!row) throw new Refusal('not_found');
  return { ...row, definition: upgradeDefinition(row.definition), updatedAt: isoTime(row.updatedAt) };
}

const SOURCE = statement(
  'playbook_source',
  `select name, coalesce(${NEWEST}, p.draft) as definition from playbook p where id = $1`,
);

/** What a duplicate begins with: the newest version's definition, else the draft. Refusal `not_found`. */
export async function source(executor: Executor, playbookId: string): Promise<{ name: string; definition: unknown }> {
  const [row] = await executor.rows<{ name: string; definition: unknown }>(SOURCE, [playbookId]);
  if (!row) throw new Refusal('not_found');
  return { ...row, definition: upgradeDefinition(row.definition) };
}

/** A playbook that has nothing but a draft, which gets its name. Refusal `name_taken`. */
export async function createDraft(
  manager: EntityManager,
  { name, definition, by }: { name: string; definition: Json; by: string | null },
): Promise<{ playbookId: string }> {
  const playbookId = newId();
  const drafted = { draft: { ...definition, name }, draftRevision: 1, draftBy: by, draftAt: new Date() };
  await unlessTaken(
    manager.transactional(async (inside) => {
      // the playbook first: the event refers to it
      await inside.persist(inside.create(PlaybookEntity, { id: playbookId, name, ...drafted })).flush();
      note(inside, { playbookId, action: 'created', by });
    }),
  );
  return { playbookId };
}

interface Change {
  playbookId: string;
  /** Of the draft that the change began from. */
  revision: number;
  by: string | null;
}

/**
 * Replaces the draft. Who works on it is noted once, not each time they save.
 * Refusals: `not_found`, `playbook_archived`, `stale_version` where somebody else changed it meanwhile.
 */
export const saveDraft = (
  manager: EntityManager,
  { playbookId, revision, definition, by }: Change & { definition: Json },
): Promise<void> =>
  manager.transactional(async (inside) => {
    const playbook = await lockPlaybook(inside, { id: playbookId });
    if (playbook.draftRevision !== revision) throw new Refusal('stale_version');
    if (!playbook.draft || playbook.draftBy !== by) note(inside, { playbookId, action: 'drafted', by });
    Object.assign(playbook, { draft: definition, draftRevision: revision + 1, draftBy: by, draftAt: new Date() });
  });

/**
 * The draft, validated by the caller, becomes the next version, and the playbook has its name.
 * Refusals: as `saveDraft`, and `name_taken`.
 */
export const publishDraft = (
  manager: EntityManager,
  { playbookId, revision, ...publication }: Change & Publication,
): Promise<PlaybookPublished> =>
  unlessTaken(
    manager.transactional(async (inside) => {
      const playbook = await lockPlaybook(inside, { id: playbookId });
      if (playbook.draftRevision !== revision) throw new Refusal('stale_version');
      playbook.name = publication.definition.name;
      Object.assign(playbook, { draft: null, draftRevision: revision + 1, draftBy: null, draftAt: null });
      return addVersion(inside, playbook, publication);
    }),
  );

const unlessTaken = <T>(written: Promise<T>): Promise<T> =>
  written.catch((error: unknown) => {
    throw violatedKey(error) === 'playbook_name_key' ? new Refusal('name_taken') : error;
  });
