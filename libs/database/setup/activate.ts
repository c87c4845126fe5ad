import { LockMode } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/postgresql';
import { Refusal } from '#libs/contracts';
import { PlaybookEventEntity, PlaybookVersionEntity } from '../entities/playbook.ts';
import { SiteEntity, type SiteEntityRow } from '../entities/site.ts';
import { note } from '../playbooks/events.ts';
import { lockPlaybook } from '../playbooks/versions.ts';

type Action = 'activated' | 'rolledBack';

interface Activation {
  siteId: string;
  versionId: string;
  /** The agent; null for what the program seeds. */
  by: string | null;
}

/** Inside a transaction. Locks the site, then the playbook: an archive of it sees this, or this sees the archive. */
export async function activate(manager: EntityManager, activation: Activation): Promise<SiteEntityRow> {
  return set(manager, await lockSite(manager, activation.siteId), { ...activation, action: 'activated' });
}

/** Inside a transaction: activates what was active before. Refusal `not_found` where nothing was. */
export async function rollBack(
  manager: EntityManager,
  { siteId, by }: Omit<Activation, 'versionId'>,
): Promise<SiteEntityRow> {
  const site = await lockSite(manager, siteId);
  const events = await manager.find(
    PlaybookEventEntity,
    { siteId, action: { $in: ['activated', 'rolledBack'] } },
    { orderBy: { at: 'asc', id: 'asc' } },
  );
  const [playbookId, version] = activeBefore(events);
  const before = playbookId && (await manager.findOne(PlaybookVersionEntity, { playbookId, version: Number(version) }));
  if (!before) throw new Refusal('not_found');
  return set(manager, site, { versionId: before.id, by, action: 'rolledBack' });
}

/** Playbook and version of what was active before the last one: what was rolled back from is not gone back to. */
function activeBefore(
  events: { playbookId: string; version?: number | null; action: string }[],
): (string | undefined)[] {
  const active: string[] = [];
  for (const { playbookId, version, action } of events) {
    const key = `${playbookId}/${version}`;
    if (action === 'rolledBack') active.length = active.lastIndexOf(key) + 1;
    else if (active.at(-1) !== key) active.push(key);
  }
  return active.at(-2)?.split('/') ?? [];
}

async function lockSite(manager: EntityManager, siteId: string): Promise<SiteEntityRow> {
  const site = await manager.findOne(
    SiteEntity,
    { id: siteId },
    { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true },
  );
  if (!site) throw new Refusal('not_found');
  return site;
}

async function set(
  manager: EntityManager,
  site: SiteEntityRow,
  { versionId, by, action }: Omit<Activation, 'siteId'> & { action: Action },
): Promise<SiteEntityRow> {
  const version = await manager.findOne(PlaybookVersionEntity, { id: versionId });
  if (!version) throw new Refusal('not_found');
  await lockPlaybook(manager, { id: version.playbookId });
  if (site.activeVersionId === versionId) return site;
  site.activeVersionId = versionId;
  note(manager, { playbookId: version.playbookId, action, by, version: version.version, siteId: site.id });
  return site;
}
