import { DEFAULT_ROUTING } from '#libs/contracts';
import type { Candidate, Routing } from '#libs/playbook';
import { personIdOf } from '../people/links.ts';
import { isoTime } from '../sql/columns.ts';
import { type Executor, statement } from '../sql/sql.ts';
import { FREE_AGENTS, IS_ONLINE, isUnoffered, LOAD, mayBeOffered } from './room.ts';

/** Who talked with the same visitor last: in this session, else in an earlier one. */
const PREVIOUS = `coalesce(
  (select (e.body ->> 'fromAgentId')::uuid from entry e where e.session_id = s.id and e.kind = 'returned'
    order by e.seq desc limit 1),
  (select p.assignee_id from session p where p.site_id = s.site_id and p.visitor_hash = s.visitor_hash
    and p.assignee_id is not null and p.id <> s.id order by p.id desc limit 1)
)`;

/** The owner of the latest deal or lead of the conversation's person. */
const OWNER = `(
  select owner_id from (
    select owner_id, created_at from deal where person_id = p.id
    union all select owner_id, created_at from lead where person_id = p.id
  ) owned where owner_id is not null order by created_at desc limit 1
)`;

/** Oldest first: who is asked has room for this session and for all that have been waiting for longer. */
const CANDIDATES = statement(
  'routing_candidates',
  `
with waiting as materialized (
  select s.id, s.offered_before, t.id as team_id, coalesce(s.waiting_since, 'infinity') as since,
    r.mode, r.offer_seconds, ${PREVIOUS} as previous, ${OWNER} as owner
  from session s
  left join team t on lower(t.name) = lower($2)
  join routing r on r.team_id is not distinct from t.id
  left join session_details d on d.session_id = s.id
  left join session_person l on l.session_id = s.id
  left join person p on p.id = ${personIdOf('d', 'l')}
  where s.id = $1 and r.mode <> 'manual'
), older as materialized (
  select s.team_id, s.offered_before from waiting w join session s on (s.waiting_since, s.id) < (w.since, w.id)
  where s.id <> w.id and ${isUnoffered('s')}
), free as materialized (${FREE_AGENTS})
select w.mode, w.offer_seconds as "offerSeconds", c.*
from waiting w left join lateral (
  select a.id as "agentId", a.name, a.load, a.last_offered_at as "lastOfferedAt",
    coalesce(a.id = w.previous, false) as previous, coalesce(a.id = w.owner, false) as owner
  from free a where ${mayBeOffered('w')}
    and (select count(*) from (select from older where ${mayBeOffered('older')} limit a.room) before) < a.room
) c on true`,
);

type Row = Pick<Routing, 'mode' | 'offerSeconds'> & (Candidate | { agentId: null });

/** Who may be offered the session, which the transaction has locked, if it waits for this team (null: everybody). */
export async function routingOf(executor: Executor, sessionId: string, team: string | null): Promise<Routing> {
  const rows = await executor.rows<Row>(CANDIDATES, [sessionId, team]);
  const [first] = rows;
  if (!first) return { ...DEFAULT_ROUTING, candidates: [] };
  const candidates = rows.flatMap(({ mode: _mode, offerSeconds: _offerSeconds, ...candidate }) =>
    candidate.agentId === null ? [] : [{ ...candidate, lastOfferedAt: isoTime(candidate.lastOfferedAt) }],
  );
  return { mode: first.mode, offerSeconds: first.offerSeconds, candidates };
}

const LOCK_AGENT = statement('routing_lock_agent', `select from agent where id = $1 for no key update`);

/** A statement of its own, after the lock: only then it is sure to see whoever took the room or turned the switch. */
const TAKE_TURN = statement(
  'routing_take_turn',
  `update agent a set last_offered_at = clock_timestamp()
  where id = $1 and ${IS_ONLINE} and ${LOAD} < capacity
    and ($2::text is null or team_id = (select id from team where lower(name) = lower($2)))
  returning id`,
);

/** Locks the agent (always after the session) and checks that they can still be offered it; false: ask somebody else. */
export async function takeTurn(executor: Executor, agentId: string, team: string | null): Promise<boolean> {
  await executor.rows(LOCK_AGENT, [agentId]);
  const taken = await executor.rows(TAKE_TURN, [agentId, team]);
  return taken.length === 1;
}
