import type { EntityManager } from '@mikro-orm/postgresql';
import { newId, type PlaybookEvent, Refusal } from '#libs/contracts';
import { PlaybookEventEntity } from '../entities/playbook.ts';
import { isoTime } from '../sql/columns.ts';
import { type Executor, statement } from '../sql/sql.ts';

interface NewEvent {
  playbookId: string;
  action: PlaybookEvent['action'];
  /** The agent; null for what the program does itself. */
  by: string | null;
  version?: number;
  siteId?: string;
}

/** Notes who changed what, with the transaction that changes it. */
export function note(manager: EntityManager, { by, ...event }: NewEvent): void {
  manager.persist(manager.create(PlaybookEventEntity, { id: newId(), agentId: by, ...event }));
}

/** Nobody reads further back. */
const MOST_EVENTS = 500;

/** The playbook itself comes along, so that one without events differs from none. */
const EVENTS = statement(
  'playbook_events',
  `
select e.at, e.action, e.version, a.name as by, s.name as "siteName"
from playbook p left join playbook_event e on e.playbook_id = p.id
  left join agent a on a.id = e.agent_id left join site s on s.id = e.site_id
where p.id = $1 order by e.at desc, e.id desc limit ${MOST_EVENTS}`,
);

/** What was done to the playbook, newest first. Refusal `not_found`. */
export async function events(executor: Executor, playbookId: string): Promise<PlaybookEvent[]> {
  const rows = await executor.rows<PlaybookEvent | { at: null }>(EVENTS, [playbookId]);
  if (rows.length === 0) throw new Refusal('not_found');
  return rows.flatMap((row) => (row.at === null ? [] : [{ ...row, at: isoTime(row.at) }]));
}
