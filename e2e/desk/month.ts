import type { World } from '../world.ts';

/**
 * The last thirty days as reports count them: stretches of waiting and talking, without words. The figures are made
 * up, and the same each time.
 */
const MONTH = `with site as (select id from site limit 1), version as (select id from playbook_version limit 1), numbered as (
    select no, date_trunc('day', clock_timestamp()) - (no % 30) * interval '1 day' + interval '8 hours'
      + (no * 7919 % 34200) * interval '1 second' as at
    from generate_series(1, 640) no
  ), made as (
    insert into session (id, site_id, version_id, visitor_hash, first_client_id, language, seed, state, phase, closed_at)
    select gen_random_uuid(), site.id, version.id, 'month-' || no, '', 'en', no, '{}', 'closed', at
    from numbered, site, version where at < clock_timestamp() and (extract(isodow from at) < 6 or no % 4 = 0)
    returning id, seed as no
  ), told as (
    select id, no, at, (array[$1, $2])[1 + no * no % 7 % 2]::uuid as agent_id,
      case when no % 13 = 0 then 'nobody_online' when no % 17 = 0 then 'missed' when no % 29 = 0 then 'returned' else 'closed' end as ending,
      (4 + no * 31 % 57) * interval '1 second' as pick_up, (6 + no * 17 % 83) * interval '1 second' as answer,
      (150 + no * 53 % 1100) * interval '1 second' as lasts
    from made join numbered using (no)
  )
  insert into stint (session_id, no, began_at, waited, agent_id, assigned_at, assigned_seq, first_assigned_at, answered_at,
    ended_at, ending, leads, deals)
  select id, 1, at, true, agent_id, at + pick_up, 5, at + pick_up, at + pick_up + answer, at + pick_up + lasts, ending,
    (no % 3 = 0)::int, (no % 8 = 0)::int
  from told where ending in ('closed', 'returned')
  union all
  select id, 1, at, true, null, null, null, null, null,
    at + case ending when 'missed' then interval '1 minute' else interval '0' end, ending, (no % 2)::int, 0
  from told where ending in ('missed', 'nobody_online')`;

/** As if the talks had not begun a moment ago: those who wait do so for some minutes, and agents talk for longer. */
const AGE = `with waits as (
    update session set waiting_since = waiting_since - (40 + seed % 7 * 30) * interval '1 second' - case when last_seq % 2 = 0
      then interval '3 minutes' else interval '0' end where phase = 'waiting'
  )
  update stint set began_at = began_at - interval '1 minute' * (4 + leads + abs(hashtext(session_id::text)) % 19),
    assigned_at = assigned_at - interval '1 minute' * (4 + leads + abs(hashtext(session_id::text)) % 19) + interval '24 seconds'
  where ended_at is null and agent_id is not null`;

/** Gives the reports a month of two agents, and today's talks an age. */
export async function fillMonth({ stack, ana, ben }: World): Promise<void> {
  await stack.database.database.sql.patient({ name: '', text: MONTH }, [ana.id, ben.id], 60_000);
  await stack.database.database.sql.patient({ name: '', text: AGE }, [], 60_000);
}
