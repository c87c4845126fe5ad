import type { Entry } from '#libs/contracts';
import { goOnline } from '../presence/online.ts';
import { ENTRY_COLUMNS, type EntryColumns, entryOf, NEXT_AT } from '../sql/columns.ts';
import { type Executor, type Sql, statement } from '../sql/sql.ts';
import { nextTry } from '../sweep/next-try.ts';
import { wakesIf } from '../timeline/wake.ts';
import { type Place, placesOf } from './queue.ts';
import { FREE_AGENTS, IS_ONLINE, isUnoffered, mayBeOffered } from './room.ts';

/** Where agents take all conversations themselves, nobody need wait for anybody. */
const ANY_OFFERS = statement('routing_any_offers', `select from routing where mode <> 'manual' limit 1`);

/** Of each agent with room the sessions that have been waiting for longest, as many as there is room for. */
const FIND_OFFERABLE = statement(
  'routing_find_offerable',
  `
with free as materialized (
  select * from (${FREE_AGENTS}) a where exists (select from session s where ${isUnoffered('s')})
), next as (
  select distinct n.* from free a cross join lateral (
    select s.id, s.waiting_since, s.next_wake_at from session s
    where ${isUnoffered('s')} and ${mayBeOffered('s')} order by s.waiting_since, s.id limit a.room
  ) n
)
select id from next where $2 or next_wake_at < now() order by waiting_since, id limit $1`,
);

/** They come again, later each time, until their process has looked. */
const PUSH = statement(
  'routing_push',
  `update session set wake_tries = wake_tries + 1, next_wake_at = ${nextTry('wake_tries')}
  where id in (select id from session where id = any ($1::uuid[]) and offered_to is null for no key update skip locked)
  returning id`,
);

async function takeOfferable(executor: Executor, limit: number, atOnce: boolean): Promise<string[]> {
  const found = await executor.rows<{ id: string }>(FIND_OFFERABLE, [limit, atOnce]);
  if (found.length === 0) return [];
  const pushed = await executor.rows<{ id: string }>(PUSH, [found.map(({ id }) => id)]);
  const ids = new Set(pushed.map(({ id }) => id));
  return found.flatMap(({ id }) => (ids.has(id) ? [id] : []));
}

/** SQL: whether the offer of session row `s` to agent row `a` cannot be accepted any more. */
const IS_LOST = `(not ${IS_ONLINE} or (s.team_id is not null and s.team_id is distinct from a.team_id))`;

const FIND_LOST = statement(
  'routing_find_lost',
  `select s.id from session s join agent a on a.id = s.offered_to where s.phase = 'waiting' and ${IS_LOST} limit $1`,
);

/** Session first, then agent, as offers do; rows that somebody holds are passed over until the next round. */
const LOCK_LOST = statement(
  'routing_lock_lost',
  `select s.id from session s join agent a on a.id = s.offered_to
  where s.id = any ($1::uuid[]) and s.phase = 'waiting' for no key update of s, a skip locked`,
);

/** Judges again, in a snapshot that is sure to hold whoever came back before the lock. */
const WITHDRAW = statement(
  'routing_withdraw',
  `
with lost as (
  select s.id, s.offered_to, s.offer_no, a.name from session s join agent a on a.id = s.offered_to
  where s.id = any ($1::uuid[]) and s.phase = 'waiting' and ${IS_LOST}
), withdrawn as (
  update session set
    last_seq = last_seq + 1, last_at = ${NEXT_AT},${wakesIf('true')},
    offered_to = null, offer_until = null
  from lost where session.id = lost.id
  returning session.id as session_id, last_seq, last_at, lost.offered_to, lost.offer_no, lost.name
), told as (
  insert into entry (session_id, seq, at, kind, author, body)
  select session_id, last_seq, last_at, 'offerEnded', 'system',
    jsonb_build_object('agentId', offered_to, 'agentName', name, 'no', offer_no, 'reason', 'agent_gone')
  from withdrawn
  returning *
)
select session_id as "sessionId", ${ENTRY_COLUMNS} from told`,
);

/** How waiting conversations and agents with room find one another, beside the looks of the process. */
export const offersRepository = (sql: Sql) => ({
  /** Conversations that an agent has room for, oldest first: wake the process of each. They come again, later each time. */
  takeOfferable: (limit: number): Promise<string[]> => takeOfferable(sql, limit, false),

  /** The same after somebody came online or has room again: sessions that begin to wait meanwhile are waited for. */
  async takeOfferableNow(limit: number): Promise<string[]> {
    const offering = await sql.rows(ANY_OFFERS, []);
    return offering.length === 0 ? [] : goOnline(sql, (executor) => takeOfferable(executor, limit, true));
  },

  /** Where these sessions stand in their queues; those that do not wait are left out. */
  places: (sessionIds: readonly string[]): Promise<Place[]> => placesOf(sql, sessionIds),

  /** Ends the offers to agents who are not online any more, or in another team; wake the process of each session. */
  async withdrawLost(limit: number): Promise<{ sessionId: string; entry: Entry }[]> {
    const found = await sql.rows<{ id: string }>(FIND_LOST, [limit]);
    if (found.length === 0) return [];
    return sql.transaction(async (executor) => {
      const locked = await executor.rows<{ id: string }>(LOCK_LOST, [found.map(({ id }) => id)]);
      const rows = await executor.rows<EntryColumns & { sessionId: string }>(WITHDRAW, [locked.map(({ id }) => id)]);
      return rows.map(({ sessionId, ...columns }) => ({ sessionId, entry: entryOf(columns) }));
    });
  },
});
export type OffersRepository = ReturnType<typeof offersRepository>;
