import type { Grouping, Period, Report, ReportQuery, ReportRow } from '#libs/contracts';
import { maySeeTeam } from '../sessions/rights.ts';
import { type Sql, type Statement, statement } from '../sql/sql.ts';
import { FIGURES, type FiguresRow, figuresOf, MEASURED, NO_FIGURES } from './figures.ts';

/** A report may take as long as this: nobody talks meanwhile on its connection. Milliseconds. */
export const PATIENCE = 20_000;

/** SQL: from when to when the period of days `$2` to `$3` in the time zone `$4` is. */
export const BOUNDS = `select ($2::date)::timestamp at time zone $4 as since, ($3::date + 1)::timestamp at time zone $4 as until`;

/** SQL: what a stint is counted under, and how that is called. */
const KEYS: Record<Grouping, { key: string; name: string }> = {
  agent: { key: 'agent_id::text', name: '(select name from agent where id::text = key)' },
  team: { key: 'team_id::text', name: '(select name from team where id::text = key)' },
  day: { key: `to_char(began_at at time zone $4, 'YYYY-MM-DD')`, name: 'null' },
  hour: { key: 'extract(hour from began_at at time zone $4)::int::text', name: 'null' },
};

const report = (by: Grouping): Statement =>
  statement(
    `report_by_${by}`,
    `
with bounds as (${BOUNDS}), seen as (
  select ${MEASURED}, ${KEYS[by].key} as key
  from stint st, bounds where began_at >= since and began_at < until and ${maySeeTeam('$1::uuid', 'st.team_id')}
), counted as (
  select key, grouping(key) = 1 as total, ${FIGURES} from seen group by grouping sets ((key), ())
)
select *, case when not total then ${KEYS[by].name} end as name from counted
order by total, name nulls last, key`,
  );

/** The groupings are a closed list: each has its statement, no part of which comes from a caller. */
const REPORTS: Record<Grouping, Statement> = {
  agent: report('agent'),
  team: report('team'),
  day: report('day'),
  hour: report('hour'),
};

type Row = FiguresRow & { key: string | null; name: string | null; total: boolean };

/** What happened in the period, as far as `seenBy` may see it. Days and hours without anything are there too. */
export async function reportOf(sql: Sql, { by, ...period }: ReportQuery, seenBy: string): Promise<Report> {
  const { from, to, timeZone } = period;
  const rows = await sql.patient<Row>(REPORTS[by], [seenBy, from, to, timeZone], PATIENCE);
  const total = rows.find((row) => row.total);
  const groups = rows.filter((row) => !row.total).map((row) => ({ key: row.key, name: row.name, ...figuresOf(row) }));
  return { by, total: total ? figuresOf(total) : NO_FIGURES, rows: complete(groups, keysOf(by, period)) };
}

/** All groups that there are in the period whatever happened; null where that says nothing. */
function keysOf(by: Grouping, { from, to }: Period): string[] | null {
  if (by === 'hour') return Array.from({ length: 24 }, (_, hour) => String(hour));
  if (by !== 'day') return null;
  const first = Date.parse(from);
  const days = (Date.parse(to) - first) / 86_400_000 + 1;
  return Array.from({ length: days }, (_, day) => new Date(first + day * 86_400_000).toISOString().slice(0, 10));
}

function complete(rows: ReportRow[], keys: string[] | null): ReportRow[] {
  if (keys === null) return rows;
  const known = new Map(rows.map((row) => [row.key, row]));
  return keys.map((key) => known.get(key) ?? { key, name: null, ...NO_FIGURES });
}
