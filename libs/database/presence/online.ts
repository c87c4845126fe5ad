import { type Executor, type Sql, statement } from '../sql/sql.ts';

/**
 * SQL: whether the lease row `l` was held within the grace time, though its last socket may be closed by now. It was renewed within the grace time of 60 s; or no gateway at all was
 * beating for a while (PostgreSQL was away, all gateways were restarted), they have resumed less than 60 s ago, and
 * the lease counted when that gap began: agents get the full grace time to come back. After a gap of more than
 * 10 minutes nobody is supposed to still sit there.
 */
const LEASE_HELD = `(
  l.renewed_at > clock_timestamp() - interval '60 seconds'
  or exists (
    select from gateway_heartbeat h
    where h.steady_since > clock_timestamp() - interval '60 seconds'
      and h.resumed_from > h.steady_since - interval '10 minutes'
      and l.renewed_at > h.resumed_from - interval '60 seconds'
  )
)`;

/** SQL: whether the lease row `l` counts: it is held, and its agent has a socket. */
const LEASE_COUNTS = `(l.ended_at is null and ${LEASE_HELD})`;

/** SQL: whether the agent row `a` is connected through any gateway. */
export const IS_CONNECTED = `(a.disabled_at is null and exists (
  select from agent_lease l where l.agent_id = a.id and ${LEASE_COUNTS}
))`;

/** A gateway that was silent for longer than this (it beats every 10 s) had a gap. */
export const GAP = `interval '30 seconds'`;

/**
 * SQL: whether the agent row `a` has gone for good: disabled, or no lease was held within the grace time. The latter
 * is judged only by a gateway (`$1`) that has been beating for a full grace time without a gap: after one, agents
 * get that time to come back, however long the gap was.
 */
export const IS_GONE = `(a.disabled_at is not null or (
  not exists (select from agent_lease l where l.agent_id = a.id and ${LEASE_HELD})
  and exists (
    select from gateway_heartbeat h
    where h.gateway_id = $1 and h.beat_at > clock_timestamp() - ${GAP}
      and h.steady_since < clock_timestamp() - interval '60 seconds'
  )
))`;

/** SQL: whether anybody is online: switch on and connected. */
export const ANYBODY_ONLINE = `exists (
  select from agent_lease l join agent a on a.id = l.agent_id where a.switched_on and a.disabled_at is null and ${LEASE_COUNTS}
)`;

/** SQL: an `Online` of the engine as JSON: whether anybody is online, and the names of the teams of which somebody is. */
export const WHO_IS_ONLINE = `json_build_object('anybody', ${ANYBODY_ONLINE}, 'teams', (
  select coalesce(json_agg(t.name order by t.name), '[]') from team t
  where exists (select from agent a where a.team_id = t.id and a.switched_on and ${IS_CONNECTED})
))`;

/**
 * Key of the lock that lets agents who go online and a session that looks for somebody see one another: whoever goes
 * online holds it alone, looks share it. One for all teams: going online is rare, and a call may be for everybody.
 */
export const TEAM_LOCK = 7_046_101;

const LOCK_TEAMS = statement('presence_lock_teams', `select pg_advisory_xact_lock(${TEAM_LOCK})`);

/** Shared: nobody is coming online until the transaction ends. Taken before any row is locked. */
export const SHARE_TEAM_LOCK = statement('presence_share_teams', `select pg_advisory_xact_lock_shared(${TEAM_LOCK})`);

/** Writes who is online, or in which team, under the lock: looks under way finish first, later ones see who came. */
export const goOnline = <T>(sql: Sql, write: (executor: Executor) => Promise<T>): Promise<T> =>
  sql.transaction(async (executor) => {
    await executor.rows(LOCK_TEAMS, []);
    return write(executor);
  });
