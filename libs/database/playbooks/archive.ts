import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Refusal } from '#libs/contracts';
import { PlaybookEntity, PlaybookVersionEntity } from '../entities/playbook.ts';
import { SiteEntity } from '../entities/site.ts';
import { note } from './events.ts';

/**
 * Puts a playbook away, or takes it out again; running sessions do not mind. Harmless when repeated.
 * Refusals: `not_found`; `playbook_active` while a site begins sessions on it.
 */
export const setArchived = (
  manager: EntityManager,
  { playbookId, archived, by }: { playbookId: string; archived: boolean; by: string | null },
): Promise<void> =>
  manager.transactional(async (inside) => {
    const lock = { lockMode: LockMode.PESSIMISTIC_WRITE };
    // whoever activates a version locks the playbook too: either this sees the site, or they see the archive
    const playbook = await inside.findOne(PlaybookEntity, { id: playbookId }, lock);
    if (!playbook) throw new Refusal('not_found');
    if ((playbook.archivedAt != null) === archived) return;
    if (archived && (await isActive(inside, playbookId))) throw new Refusal('playbook_active');
    playbook.archivedAt = archived ? new Date() : null;
    note(inside, { playbookId, action: archived ? 'archived' : 'unarchived', by });
  });

async function isActive(manager: EntityManager, playbookId: string): Promise<boolean> {
  const versions = await manager.find(PlaybookVersionEntity, { playbookId }, { fields: ['id'] });
  return (await manager.count(SiteEntity, { activeVersionId: { $in: versions.map(({ id }) => id) } })) > 0;
}
