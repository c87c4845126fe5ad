import { ENTRY_COLUMNS } from '../sql/columns.ts';
import { statement } from '../sql/sql.ts';

/** Whoever has committed an entry tells of it within this time, and what is read is known to be. */
const GIVEN = `interval '3 seconds'`;
/** Longer than it takes to find out that a connection is dead: until then its agent seems to have the words in sight. */
const BACK = `interval '1 minute'`;

/** SQL: the last of the session `s` that its assignee was told of. A value, so that each is found by its key. */
const lastTold = (kind: 'message' | 'assigned') => `coalesce((
  select max(mark) from notification n
  where n.session_id = s.id and n.agent_id = s.assignee_id and n.kind = '${kind}'
), 0)`;

/**
 * Entries of the last minute that may concern an agent, and that no row tells of: the gateway that committed them died
 * before it did, or its agent's connection was dead. `$1`: from since that gateway is new; what nobody looked at
 * while no gateway beat counts, too. Else null.
 */
export const UNTOLD = statement(
  'notify_untold',
  `
with since as (
  select least(clock_timestamp(), (
    select max(beat_at) from gateway_heartbeat where $1::uuid is not null and gateway_id <> $1
  )) - ${BACK} as at
), said as (
  select m.* from session s
  cross join lateral (
    -- whoever it was assigned to later was told of that
    select * from entry e
    where e.session_id = s.id and (e.kind in ('assigned', 'reassigned') or (e.kind = 'message' and e.author = 'visitor'))
    order by e.seq desc limit 1
  ) m
  where s.phase = 'live' and s.last_author = 'visitor' and s.last_at > (select at from since)
    and m.kind = 'message' and m.at > (select at from since)
    and ${lastTold('message')} < m.seq
    and coalesce((select seen_seq from receipt r where r.session_id = s.id and r.agent_id = s.assignee_id), 0) < m.seq
), done as (
  select e.* from entry e
  cross join lateral (select * from session where id = e.session_id offset 0) s
  where e.kind in ('assigned', 'reassigned', 'note') and e.at > (select at from since)
    and case when e.kind = 'note' then e.body ->> 'text' like '%@%'
      else s.phase = 'live' and s.assignee_id::text = e.body ->> 'agentId' and ${lastTold('assigned')} < e.seq end
)
select session_id as "sessionId", ${ENTRY_COLUMNS}
from (select * from said union all select * from done) untold
where at < clock_timestamp() - ${GIVEN} order by at`,
);
