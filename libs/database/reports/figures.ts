import type { Figures, Spread } from '#libs/contracts';

/**
 * SQL: the stint row `st` with the times that reports measure, in seconds. Only a stint that still goes on reads the
 * timeline, up to the agent's first message.
 */
export const MEASURED = `st.*,
  case when waited then extract(epoch from assigned_at - began_at)::float8 end as pick_up,
  case when assigned_at is not null then extract(epoch from
    (case when ended_at is null then first_answer(st) else answered_at end) - assigned_at)::float8 end as first_response,
  case when ending = 'closed' then extract(epoch from ended_at - case when agent_id is not null then first_assigned_at end)::float8
    end as duration`;

const spread = (measured: string, as: string): string => `count(${measured})::int as "${as}Count",
  percentile_cont(array[0.5, 0.9]) within group (order by ${measured}) as "${as}"`;

/** SQL: the figures of a group of such rows. */
export const FIGURES = `count(distinct session_id)::int as conversations,
  ${spread('pick_up', 'pickUp')},
  ${spread('first_response', 'firstResponse')},
  ${spread('duration', 'duration')},
  count(*) filter (where ending = 'closed')::int as closed,
  count(*) filter (where ending = 'nobody_online')::int as "nobodyOnline",
  count(*) filter (where ending = 'missed')::int as "nobodyPickedUp",
  count(*) filter (where ending = 'returned')::int as returned,
  coalesce(sum(leads), 0)::int as leads, coalesce(sum(deals), 0)::int as deals,
  coalesce(sum(crm_activities), 0)::int as "crmActivities"`;

type Percentiles = (number | null)[] | null;

/** A row of `FIGURES`. */
export interface FiguresRow {
  conversations: number;
  pickUpCount: number;
  pickUp: Percentiles;
  firstResponseCount: number;
  firstResponse: Percentiles;
  durationCount: number;
  duration: Percentiles;
  closed: number;
  nobodyOnline: number;
  nobodyPickedUp: number;
  returned: number;
  leads: number;
  deals: number;
  crmActivities: number;
}

const spreadOf = (count: number, percentiles: Percentiles): Spread => ({
  count,
  median: percentiles?.[0] ?? null,
  p90: percentiles?.[1] ?? null,
});

export const figuresOf = (row: FiguresRow): Figures => ({
  conversations: row.conversations,
  pickUp: spreadOf(row.pickUpCount, row.pickUp),
  firstResponse: spreadOf(row.firstResponseCount, row.firstResponse),
  duration: spreadOf(row.durationCount, row.duration),
  closed: row.closed,
  missed: { nobodyOnline: row.nobodyOnline, nobodyPickedUp: row.nobodyPickedUp },
  returned: row.returned,
  results: { lead: row.leads, deal: row.deals, crmActivity: row.crmActivities },
});

const NOTHING: Spread = { count: 0, median: null, p90: null };

/** Where nothing happened. */
export const NO_FIGURES: Figures = {
  conversations: 0,
  pickUp: NOTHING,
  firstResponse: NOTHING,
  duration: NOTHING,
  closed: 0,
  missed: { nobodyOnline: 0, nobodyPickedUp: 0 },
  returned: 0,
  results: { lead: 0, deal: 0, crmActivity: 0 },
};
