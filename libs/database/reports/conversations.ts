import type { Period } from '#libs/contracts';
import { maySee, maySeeTeam } from '../sessions/rights.ts';
import { isoTime } from '../sql/columns.ts';
import { type Sql, statement } from '../sql/sql.ts';
import { MEASURED } from './figures.ts';
import { BOUNDS } from './report.ts';

/** Rows of one read. */
const PAGE = 1_000;

/** One conversation, for a list that is saved. Of an erased one there are ids, times and numbers only. */
export interface ReportedConversation {
  id: string;
  beganAt: string;
  phase: string;
  site: string;
  team: string | null;
  language: string | null;
  visitor: string | null;
  /** Who had it last. */
  agent: string | null;
  /** Seconds, of the first time that somebody picked up and wrote. */
  pickUp: number | null;
  firstResponse: number | null;
  /** Seconds from the first assignment to the close. */
  duration: number | null;
  closedAt: string | null;
  nobodyOnline: number;
  nobodyPickedUp: number;
  returned: number;
  leads: number;
  deals: number;
  crmActivities: number;
  erased: boolean;
}

/** A page after the conversation that began at `$5` with the id `$6`. */
const CONVERSATIONS = statement(
  'report_conversations',
  `
with bounds as (${BOUNDS}), first as (
  select session_id, began_at, team_id from stint st, bounds
  where no = 1 and began_at >= since and began_at < until and (began_at, session_id) > ($5::timestamptz, $6::uuid)
    and ${maySeeTeam('$1::uuid', 'st.team_id')}
  order by began_at, session_id limit ${PAGE}
)
select s.id, first.began_at as "beganAt", s.phase, site.name as site, team.name as team,
  case when s.erased_at is null then s.language end as language,
  case when ${maySee('$1::uuid')} then coalesce(nullif(d.person_name, ''), nullif(d.email, '')) end as visitor,
  (select name from agent where id = counted.agent_id) as agent, counted."pickUp", counted."firstResponse", counted.duration,
  s.closed_at as "closedAt", counted."nobodyOnline", counted."nobodyPickedUp", counted.returned, counted.leads, counted.deals, counted."crmActivities",
  s.erased_at is not null as erased
from first join session s on s.id = first.session_id join site on site.id = s.site_id
  left join team on team.id = first.team_id left join session_details d on d.session_id = s.id
  cross join lateral (
    select (array_agg(agent_id order by no desc) filter (where agent_id is not null))[1] as agent_id,
      (array_agg(pick_up order by no) filter (where pick_up is not null))[1] as "pickUp",
      (array_agg(first_response order by no) filter (where first_response is not null))[1] as "firstResponse",
      max(duration) as duration, count(*) filter (where ending = 'nobody_online')::int as "nobodyOnline",
      count(*) filter (where ending = 'missed')::int as "nobodyPickedUp",
      count(*) filter (where ending = 'returned')::int as returned,
      sum(leads)::int as leads, sum(deals)::int as deals, sum(crm_activities)::int as "crmActivities"
    from (select ${MEASURED} from stint st where session_id = s.id) m
  ) counted
order by first.began_at, first.session_id`,
);

const NIL = '00000000-0000-0000-0000-000000000000';

/** The conversations that began in the period, the earliest first, a page at a time: no read takes long. */
export async function* conversationsOf(
  sql: Sql,
  { from, to, timeZone }: Period,
  seenBy: string,
): AsyncGenerator<ReportedConversation[]> {
  let after: [string, string] = ['-infinity', NIL];
  for (;;) {
    const rows = await sql.rows<ReportedConversation>(CONVERSATIONS, [seenBy, from, to, timeZone, ...after]);
    const last = rows.at(-1);
    if (!last) return;
    yield rows.map((row) => ({ ...row, beganAt: isoTime(row.beganAt), closedAt: isoTime(row.closedAt) }));
    if (rows.length < PAGE) return;
    after = [last.beganAt, last.id];
  }
}
