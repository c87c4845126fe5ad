import { maySee } from '../sessions/rights.ts';
import { statement } from '../sql/sql.ts';

/** SQL: whether the preferences `p` let the agent be told `kind` now: it is switched on, and it is no quiet hour. */
const wishes = (
  kind: string,
) => `coalesce((p.events ->> case ${kind} when 'offered' then 'assigned' else ${kind} end)::boolean, true)
and not coalesce((
  select case when p.quiet_from <= p.quiet_to then t >= p.quiet_from and t < p.quiet_to
    else t >= p.quiet_from or t < p.quiet_to end
  from (select (clock_timestamp() at time zone p.time_zone)::time as t) local
), false)`;

/** SQL: it lies in Unassigned since it was taken and not given back to the bot. */
const CAME_BACK = `exists (
  select from entry taken where taken.session_id = s.id and taken.kind in ('assigned', 'reassigned')
    and not exists (
      select from entry later where later.session_id = s.id and later.seq > taken.seq
        and (later.kind = 'handedBack' or (later.kind = 'phaseChanged' and later.body ->> 'to' = 'bot'))
    )
)`;

/** SQL: an offer of its own mark, since there may be several in one wait. */
const OFFER = 's.epoch * 1000 + s.offer_no % 1000';
const OF_TEAM = '(s.team_id is null or a.team_id = s.team_id)';

/**
 * SQL: its process is about to ask an agent, the first or the next: nobody else need hear of it. Not for long, since
 * the process may be away.
 */
const IS_ABOUT_TO_BE_OFFERED = `(s.offered_to is null and coalesce(s.unread_since > clock_timestamp() - interval '2 seconds', false)
  and exists (select from routing r where r.team_id is not distinct from s.team_id and r.mode <> 'manual'))`;

/**
 * Who has the switch on may be wanted, with the inbox open or not. Whoever comes while a conversation still waits is
 * called, too; nobody twice for the same wait. Ordered, so that gateways that do the same wait for each other.
 */
const callFor = (which: string) => `
insert into notification (session_id, agent_id, kind, mark)
select s.id, a.id, call.kind, call.mark
from session s
cross join lateral (
  select case when s.offered_to is not null then 'offered' when ${CAME_BACK} then 'returned' else 'waiting' end as kind,
    case when s.offered_to is not null then ${OFFER} else s.epoch end as mark
  offset 0
) call
join agent a on a.switched_on and ${OF_TEAM} and (s.offered_to is null or s.offered_to = a.id)
left join notification_preferences p on p.agent_id = a.id
where s.phase = 'waiting' and ${which} and not ${IS_ABOUT_TO_BE_OFFERED} and not exists (
    select from notification n where n.session_id = s.id and n.agent_id = a.id and n.mark = call.mark
      and (n.kind = 'offered') = (call.kind = 'offered') and n.kind in ('waiting', 'returned', 'offered')
  ) and ${wishes('call.kind')}
order by s.id, a.id
on conflict do nothing
returning session_id as "sessionId"`;

export const CALL = statement('notify_call', callFor('s.id = any ($1::uuid[])'));
export const CALL_AGENTS = statement('notify_call_agents', callFor('a.id = any ($1::uuid[])'));
export const CALL_ALL = statement('notify_call_all', callFor('true'));

/** SQL: a tab of the agent `a` is in sight; a gateway that fell away renews nothing. */
const inSight = (agentId: string, further = '') => `exists (
  select from agent_sight v where v.agent_id = ${agentId} and v.visible
    and v.renewed_at > clock_timestamp() - interval '25 seconds'${further}
)`;

/** Not of what the agent has before them, or has seen. */
export const NEWS = statement(
  'notify_news',
  `
insert into notification (session_id, agent_id, kind, mark)
select n.session_id, a.id, n.kind, n.seq
from unnest($1::uuid[], $2::int[], $3::text[], $4::uuid[]) as n (session_id, seq, kind, agent_id)
join session s on s.id = n.session_id and s.erased_at is null
join agent a on a.id = case n.kind when 'message' then s.assignee_id else n.agent_id end
left join notification_preferences p on p.agent_id = a.id
where ((n.kind = 'mention' and ${maySee('a.id')}) or (s.phase = 'live' and s.assignee_id = a.id))
  and ${wishes('n.kind')} and not ${inSight('a.id', ' and n.session_id = any (v.session_ids)')}
  and not exists (
    select from receipt r where r.session_id = n.session_id and r.agent_id = a.id and r.seen_seq >= n.seq
  )
order by n.session_id, a.id
on conflict do nothing
returning session_id as "sessionId"`,
);

const KEY = `(n.session_id, n.agent_id, n.kind, n.mark)`;

/** SQL: what the row says is so still. */
const IS_SO = `case
  when n.kind in ('waiting', 'returned') then s.phase = 'waiting' and s.epoch = n.mark
  when n.kind = 'offered' then s.phase = 'waiting' and s.offered_to = n.agent_id and n.mark = ${OFFER}
  when n.kind in ('assigned', 'message') then s.phase = 'live' and s.assignee_id = n.agent_id
  else s.erased_at is null end`;

/** SQL: it concerns the agent now. Calls are for who has the switch on. */
const CONCERNS = `case
  when n.kind = 'offered' then a.switched_on
  when n.kind in ('waiting', 'returned') then a.switched_on and s.offered_to is null and not ${IS_ABOUT_TO_BE_OFFERED} and ${OF_TEAM}
  when n.kind = 'mention' then ${maySee('n.agent_id')}
  else true end and ${wishes('n.kind')}`;

/** SQL: what the agent has not seen and ought to, judged by how things stand and not by what was heard of them. */
const UNSEEN = `
from notification n
join session s on s.id = n.session_id
join agent a on a.id = n.agent_id
left join notification_preferences p on p.agent_id = n.agent_id
left join session_details i on i.session_id = n.session_id
where n.read_at is null and (${IS_SO}) and (${CONCERNS})`;

/** What is not so any more counts as seen: somebody picked up, it was closed, or it is somebody else's. */
const settleFor = (which: string) => `
update notification n set read_at = clock_timestamp()
from (
  select n.session_id, n.agent_id, n.kind, n.mark from notification n join session s on s.id = n.session_id
  where n.read_at is null and ${which} and (${IS_SO}) is not true
  for no key update of n skip locked
) over
where ${KEY} = (over.session_id, over.agent_id, over.kind, over.mark)
returning n.session_id as "sessionId", n.agent_id as "agentId", n.via`;

export const SETTLE = statement('notify_settle', settleFor('n.session_id = any ($1::uuid[])'));
export const SETTLE_ALL = statement('notify_settle_all', settleFor('true'));

/** Seeing that somebody waits does not end their waiting. */
export const READ = statement(
  'notify_read',
  `
update notification set read_at = clock_timestamp()
where agent_id = $1 and session_id = $2 and read_at is null and kind in ('assigned', 'message', 'mention')
returning session_id as "sessionId", agent_id as "agentId", via`,
);

/** SQL: a device of the agent of `n` can be reached. */
const REACHABLE = `exists (
  select from push_subscription d where d.agent_id = n.agent_id and d.token_version = a.token_version
)`;

/** SQL: the visitor's name and words, where the agent wishes to see them. */
const WORDS = `
  case when p.show_words then coalesce(nullif(i.person_name, ''), nullif(i.email, '')) end as name,
  case when p.show_words and s.last_author = 'visitor' then s.last_text end as text`;

/**
 * Who shows what was not decided yet; rows that another gateway decides are passed over. Whoever has just looked away
 * may be back in a moment: `via` null, to be asked again. Of what a visitor said the last stands for all of it.
 */
export const DECIDE = statement(
  'notify_decide',
  `
with undecided as (
  select n.session_id, n.agent_id, n.kind, n.mark, coalesce(p.language, 'en') as language, ${WORDS}, case
    when ${inSight('n.agent_id')} then 'tab'
    when not ${REACHABLE} then 'tab'
    when exists (
      select from agent_sight v where v.agent_id = n.agent_id and not v.visible
        and v.since > clock_timestamp() - interval '2 seconds'
    ) then null
    else 'push' end as via
  ${UNSEEN} and n.via is null order by n.at limit $1 for no key update of n skip locked
), decided as (
  update notification n set via = u.via from undecided u
  where ${KEY} = (u.session_id, u.agent_id, u.kind, u.mark) and u.via is not null
), earlier as (
  update notification n set read_at = clock_timestamp() from undecided u
  where u.kind = 'message' and u.via is not null and n.session_id = u.session_id and n.agent_id = u.agent_id
    and n.kind = 'message' and n.mark < u.mark and n.read_at is null
)
select d.session_id as "sessionId", d.agent_id as "agentId", d.kind, d.mark, d.via, d.language, d.name, d.text,
  case when d.via = 'push' then (select count(distinct n.session_id) ${UNSEEN} and n.agent_id = d.agent_id) else 0 end::int as unread
from undecided d`,
);

/** No device took the push: tabs show it after all. */
export const LEAVE_TO_TABS = statement(
  'notify_leave_to_tabs',
  `
update notification n set via = 'tab'
from unnest($1::uuid[], $2::uuid[], $3::text[], $4::int[]) as lost (session_id, agent_id, kind, mark)
where ${KEY} = (lost.session_id, lost.agent_id, lost.kind, lost.mark) and n.read_at is null`,
);

const standingFor = (which: string) => `
select n.session_id as "sessionId", n.agent_id as "agentId", n.kind, n.mark, n.via, ${WORDS},
  coalesce(p.show_words, false) as "showWords"
${UNSEEN} and n.via is not null and n.agent_id = any ($1::uuid[]) and ${which}
order by n.at`;

/** What stands for these agents, the oldest first: of some conversations, or of all. */
export const STANDING = statement('notify_standing', standingFor('n.session_id = any ($2::uuid[])'));
export const STANDING_ALL = statement('notify_standing_all', standingFor('true'));

export const COUNT_UNREAD = statement(
  'notify_count_unread',
  `select n.agent_id as "agentId", count(distinct n.session_id)::int as unread
  ${UNSEEN} and n.agent_id = any ($1::uuid[]) group by n.agent_id`,
);

export const FORGET = statement(
  'notify_forget',
  `with old_sights as (delete from agent_sight where renewed_at < now() - interval '1 day')
  delete from notification where at < now() - make_interval(days => $1)`,
);
