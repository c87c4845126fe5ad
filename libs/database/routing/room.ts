import { IS_CONNECTED } from '../presence/online.ts';

/** SQL: how many conversations the agent row `a` has: live ones, and those that are offered to them. */
export const LOAD = `(
  (select count(*) from session where assignee_id = a.id and phase = 'live')
  + (select count(*) from session where offered_to = a.id and phase = 'waiting')
)::int`;

/** SQL: whether the agent row `a` is online: switch on, connected, not disabled. */
export const IS_ONLINE = `(a.switched_on and ${IS_CONNECTED})`;

/** SQL: whether the waiting session row `s` is one that agent row `a` may be offered, their room aside. */
const mayBeOffered = (s: string) =>
  `((${s}.team_id is null or ${s}.team_id = a.team_id) and a.id <> all (${s}.offered_before))`;

/** SQL: the waiting sessions that nobody is being asked to take, of teams that offer. Needs the row alias `older`. */
const UNOFFERED = `older.phase = 'waiting' and older.offered_to is null
  and exists (select from routing r where r.team_id is not distinct from older.team_id and r.mode <> 'manual')`;

/**
 * SQL: whether the agent row `a` may be offered the session row `s` now. Oldest first: room is left for all who have
 * been waiting for longer and may be offered to the same agent.
 * @param since since when `s` waits, as SQL
 */
export const hasTurn = (s: string, since: string) => `(
  ${mayBeOffered(s)} and ${LOAD} + (
    select count(*) from session older
    where ${UNOFFERED} and older.id <> ${s}.id and ${mayBeOffered('older')}
      and (older.waiting_since, older.id) < (${since}, ${s}.id)
  ) < a.capacity
)`;
