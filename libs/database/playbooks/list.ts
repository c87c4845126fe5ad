import type { PlaybookSummary } from '#libs/contracts';
import { isoTime } from '../sql/columns.ts';
import { type Executor, statement } from '../sql/sql.ts';

const LIST = statement(
  'playbook_list',
  `
select id, name, archived_at as "archivedAt", draft_at as "draftAt", (
    select coalesce(json_agg(json_build_object('id', v.id, 'version', v.version, 'note', v.note,
      'createdAt', v.created_at, 'createdBy', a.name) order by v.version desc), '[]')
    from playbook_version v left join agent a on a.id = v.created_by where v.playbook_id = p.id
  ) as versions, (
    select coalesce(json_agg(json_build_object('siteId', s.id, 'siteName', s.name, 'version', v.version)
      order by s.name, s.id), '[]')
    from site s join playbook_version v on v.id = s.active_version_id where v.playbook_id = p.id
  ) as "activeOn"
from playbook p order by name, id`,
);

/** All playbooks by name, also the archived ones, each with its versions and where they are active. */
export async function list(executor: Executor): Promise<PlaybookSummary[]> {
  const rows = await executor.rows<PlaybookSummary>(LIST, []);
  return rows.map((row) => ({
    ...row,
    archivedAt: isoTime(row.archivedAt),
    draftAt: isoTime(row.draftAt),
    versions: row.versions.map((version) => ({ ...version, createdAt: isoTime(version.createdAt) })),
  }));
}
