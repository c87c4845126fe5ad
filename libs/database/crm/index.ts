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
  r.created_at as "createdAt"
from ${TABLES[kind]} r left join person p on p.id = r.person_id left join organisation o on o.id = r.organisation_id
where $1::text is null or $1 = '${kind}'`;

const RECORDS = statement(
  'crm_records',
  `${recordsOf('lead')} union all ${recordsOf('deal')} union all ${recordsOf('crmActivity')}
  order by "createdAt" desc, id limit $2`,
);

export const crmRepository = (executor: Executor) => ({
  /** What came out of sessions, newest first. */
  async records({ kind = null, limit = 200 }: { kind?: ResultKind | null; limit?: number } = {}): Promise<CrmRecord[]> {
    const rows = await executor.rows<CrmRecord>(RECORDS, [kind, limit]);
    return rows.map((row) => ({ ...row, dueAt: isoTime(row.dueAt), createdAt: isoTime(row.createdAt) }));
  },
});
export type CrmRepository = ReturnType<typeof crmRepository>;
