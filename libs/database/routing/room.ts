import { IS_CONNECTED } from '../presence/online.ts';

/** SQL: how many conversations the agent row `a` has: live ones, and those that are offered to them. */
export const LOAD = `(
  (select count(*) from session where assignee_id = a.id and phase = 'live')
  + (select count(*) from session where offered_to = a.id and phase = 'waiting')
)::int`;

/** SQL: whether the agent row `a` is online: switch on, connected, not disabled. */
export const IS_ONLINE = `(a.switched_on and ${IS_CONNECTED})`;

/** SQL: the rows of `agent` who are online and have room, with `load` and `room`. */
export const FREE_AGENTS = `
  select * from (
    select a.id, a.name, a.team_id, a.last_offered_at, a.capacity, ${LOAD} as load from agent a where ${IS_ONLINE}
  ) online cross join lateral (select capacity - load as room) r where room > 0`;

/** SQL: whether the row `s` of `session` waits with nobody being asked, in a team that offers. */
export const isUnoffered = (s: string): string => `(${s}.phase = 'waiting' and ${s}.offered_to is null
  and exists (select from routing r where r.team_id is not distinct from ${s}.team_id and r.mode <> 'manual'))`;

/** SQL: whether the waiting session row `s` is one that agent row `a` may be offered, their room aside. */
export const mayBeOffered = (s: string): string =>
  `((${s}.team_id is null or ${s}.team_id = a.team_id) and a.id <> all (${s}.offered_before))`;
