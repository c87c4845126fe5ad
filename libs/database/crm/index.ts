import type { CrmRecord, ResultKind } from '#libs/contracts';
import { isoTime } from '../sql/columns.ts';
import { type Executor, statement } from '../sql/sql.ts';

const TABLES = { lead: 'lead', deal: 'deal', crmActivity: 'crm_activity' } as const satisfies Record<
  ResultKind,
  string
>;

const recordsOf = (kind: ResultKind) => `
select r.id, '${kind}' as kind, r.result_id as "resultId", r.session_id as "sessionId", r.title,
  p.name as "personName", p.email, o.name as organisation,
  ${kind === 'crmActivity' ? 'null, null, r.due_at' : 'r.value::text as value, r.currency, null::timestamptz'} as "dueAt",
  r.owner_id as "ownerId", a.name as "ownerName", r.label, ${kind === 'deal' ? 'r.stage' : 'null'} as stage, r.visibility,
  r.created_at as "createdAt"
from ${TABLES[kind]} r left join person p on p.id = r.person_id left join organisation o on o.id = r.organisation_id
  left join agent a on a.id = r.owner_id
where ($1::text is null or $1 = '${kind}')
  and ($3::uuid is null or r.visibility = 'everyone' or r.owner_id = $3)`;

const RECORDS = statement(
  'crm_records',
  `${recordsOf('lead')} union all ${recordsOf('deal')} union all ${recordsOf('crmActivity')}
  order by "createdAt" desc, id limit $2`,
);

interface Query {
  /** Missing: all kinds. */
  kind?: ResultKind | null;
  /** Only what this agent may see; missing: everything, as admins do. */
  seenBy?: string | null | undefined;
  limit?: number;
}

export const crmRepository = (executor: Executor) => ({
  /** What came out of sessions, newest first. */
  async records({ kind = null, seenBy = null, limit = 200 }: Query = {}): Promise<CrmRecord[]> {
    const rows = await executor.rows<CrmRecord>(RECORDS, [kind, limit, seenBy]);
    return rows.map((row) => ({ ...row, dueAt: isoTime(row.dueAt), createdAt: isoTime(row.createdAt) }));
  },
});
export type CrmRepository = ReturnType<typeof crmRepository>;
