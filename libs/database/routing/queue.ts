import { type Executor, statement } from '../sql/sql.ts';

/** Pick-ups of the last hours count; fewer say nothing about the next. */
const HOURS = 3;
const LATEST = 50;
const FEWEST = 3;

const QUEUE = statement(
  'routing_queue',
  `
with waiting as (
  select id, team_id, waiting_since,
    row_number() over (partition by team_id order by waiting_since, id)::int as place
  from session where phase = 'waiting'
), recent as (
  select team_id, waited_seconds, row_number() over (partition by team_id order by at desc) as no
  from pick_up where at > now() - interval '${HOURS} hours'
), usual as (
  select team_id, percentile_disc(0.75) within group (order by waited_seconds) as seconds
  from recent where no <= ${LATEST} group by team_id having count(*) >= ${FEWEST}
)
select w.id as "sessionId", w.place,
  u.seconds - extract(epoch from clock_timestamp() - w.waiting_since)::int as "secondsLeft"
from waiting w left join usual u on u.team_id is not distinct from w.team_id
where w.id = any ($1::uuid[])`,
);

export interface Place {
  sessionId: string;
  /** From 1, among those who wait for the same team. */
  place: number;
  /**
   * What is left of the wait after which three of four were picked up lately; null where too few were, zero or less
   * where this one has taken longer already.
   */
  secondsLeft: number | null;
}

/** Where these sessions stand in their queues; those that do not wait are left out. */
export const placesOf = (executor: Executor, sessionIds: readonly string[]): Promise<Place[]> =>
  executor.rows(QUEUE, [sessionIds]);
