import type { LiveAgent, LiveConversation, LiveView } from '#libs/contracts';
import { IS_CONNECTED } from '../presence/online.ts';
import { maySee, maySeeTeam } from '../sessions/rights.ts';
import { isoTime } from '../sql/columns.ts';
import { type Sql, type Statement, statement } from '../sql/sql.ts';
import { FIGURES, type FiguresRow, figuresOf, MEASURED } from './figures.ts';

/** Conversations of one phase at most: a page that is looked at, not a list that is worked through. */
const MOST = 100;
/** Characters of what the visitor wrote. */
const WORDS = 200;

/** `$1` is who looks. The latest words of the few that are shown are read from their timelines' ends. */
const conversations = (phase: 'waiting' | 'live', columns: { since: string; agent: string }, order: string) =>
  statement(
    `live_${phase}`,
    `
select s.id, s.phase, coalesce(nullif(d.person_name, ''), nullif(d.email, '')) as "visitorName", s.language,
  site.name as "siteName", team.name as "teamName", ${columns.since} as since, a.id as "agentId", a.name as "agentName",
  (select left(body ->> 'text', ${WORDS}) from entry
    where session_id = s.id and author = 'visitor' and kind in ('message', 'answer') order by seq desc limit 1) as "lastWords"
from (select s.* from session s where s.phase = '${phase}' and ${maySee('$1::uuid')} order by ${order}, s.id limit ${MOST}) s
  join site on site.id = s.site_id left join team on team.id = s.team_id left join agent a on a.id = ${columns.agent}
  left join session_details d on d.session_id = s.id
order by ${order}, s.id`,
  );
const WAITING = conversations('waiting', { since: 's.waiting_since', agent: 's.offered_to' }, 's.waiting_since');
const LIVE = conversations(
  'live',
  {
    since: `coalesce((select assigned_at from stint where session_id = s.id order by no desc limit 1), s.last_at)`,
    agent: 's.assignee_id',
  },
  's.last_at desc',
);

const AGENTS = statement(
  'live_agents',
  `
with lease as (
  select agent_id, min(since) filter (where ended_at is null) as since, max(coalesce(ended_at, renewed_at)) as seen
  from agent_lease group by agent_id
), load as (
  select assignee_id, count(*)::int as open from session where phase = 'live' group by assignee_id
), standing as (
  select a.*, ${IS_CONNECTED} as connected from agent a
  where disabled_at is null and ${maySeeTeam('$1::uuid', 'a.team_id')}
)
select a.id, a.name, role, team_id as "teamId", team.name as "teamName", capacity, coalesce(open, 0) as open,
  case when not connected then 'offline' when switched_on then 'online' else 'away' end as availability,
  case when connected then greatest(lease.since, switched_at) else seen end as since
from standing a left join team on team.id = team_id left join lease on agent_id = a.id left join load on assignee_id = a.id
order by connected and switched_on desc, connected desc, a.name, a.id`,
);

/** `$2` is the time zone. What was closed counts by when it was, all else by when it began. */
const TODAY = statement(
  'live_today',
  `
with bounds as (
  select date_trunc('day', clock_timestamp() at time zone $2) at time zone $2 as since
), today as (
  select ${MEASURED} from stint st, bounds where began_at >= since and ${maySeeTeam('$1::uuid', 'st.team_id')}
)
select ${FIGURES}, count(*) filter (where no = 1)::int as new,
  (select count(*)::int from stint st, bounds
    where ending = 'closed' and ended_at >= since and ${maySeeTeam('$1::uuid', 'st.team_id')}) as "closedToday",
  (select count(*)::int from session s where phase = 'waiting' and ${maySee('$1::uuid')}) as waiting,
  (select count(*)::int from session s where phase = 'live' and ${maySee('$1::uuid')}) as live
from today`,
);

type TodayRow = FiguresRow & { new: number; closedToday: number; waiting: number; live: number };

/** What goes on now, as far as `seenBy` may see it. */
export async function live(sql: Sql, seenBy: string, timeZone: string): Promise<LiveView> {
  // one after the other, on a connection of its own each: a page of one supervisor takes no more than one
  const shown = async (from: Statement) =>
    (await sql.rows<LiveConversation>(from, [seenBy])).map((row) => ({ ...row, since: isoTime(row.since) }));
  const waitingRows = await shown(WAITING);
  const liveRows = await shown(LIVE);
  const agents = await sql.rows<LiveAgent>(AGENTS, [seenBy]);
  const [row] = await sql.rows<TodayRow>(TODAY, [seenBy, timeZone]);
  const { closedToday, waiting, live, ...today } = row as TodayRow;
  const { missed, pickUp, firstResponse } = figuresOf(today);
  return {
    waiting,
    live,
    conversations: [...waitingRows, ...liveRows],
    agents: agents.map((agent) => ({ ...agent, since: isoTime(agent.since) })),
    today: { new: today.new, closed: closedToday, missed, pickUp, firstResponse },
  };
}
