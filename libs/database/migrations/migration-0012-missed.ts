import { Migration } from '@mikro-orm/migrations';

/**
 * Visitors who asked for people while nobody was online are counted: a stint without length that ended `nobody_online`.
 * What was before is not known: it left no entry.
 */
export class Migration0012Missed extends Migration {
  override up(): void {
    this.addSql(/* sql */ `
alter table stint
  drop constraint stint_ending_check,
  -- missed: to the bot before anybody took it. nobody_online: asked for in vain, nobody could have taken it
  add constraint stint_ending_check
    check (ending in ('missed', 'nobody_online', 'moved', 'bot', 'returned', 'reassigned', 'closed'));

create or replace function fold_stint(e entry) returns void language plpgsql as $$
declare
  s stint;
  ends text;
  begins boolean := false;
  in_vain boolean := e.kind = 'phaseChanged' and e.body ->> 'reason' = 'nobody_online';
begin
  select * into s from stint where session_id = e.session_id order by no desc limit 1;

  if e.kind = 'resultRequested' then
    update stint set
      leads = leads + (e.body ->> 'result' = 'lead')::int,
      deals = deals + (e.body ->> 'result' = 'deal')::int,
      crm_activities = crm_activities + (e.body ->> 'result' = 'crmActivity')::int
    where session_id = s.session_id and no = s.no;
    return;
  end if;

  if e.kind = 'assigned' and s.ended_at is null and s.agent_id is null then
    update stint set
      agent_id = (e.body ->> 'agentId')::uuid, assigned_at = e.at, assigned_seq = e.seq,
      first_assigned_at = coalesce(first_assigned_at, e.at),
      team_id = (select team_id from session where id = e.session_id)
    where session_id = s.session_id and no = s.no;
    return;
  end if;

  ends := case
    when in_vain then null
    when e.kind = 'phaseChanged' and e.body ->> 'to' = 'bot' then
      case when s.agent_id is not null then 'bot' when e.body ->> 'reason' = 'moved' then 'moved' else 'missed' end
    when e.kind = 'handedBack' then 'bot'
    when e.kind in ('returned', 'reassigned', 'closed') then e.kind
  end;
  if ends is not null and s.ended_at is null then
    update stint set ended_at = e.at, ending = ends, answered_at = first_answer(s)
    where session_id = s.session_id and no = s.no;
    s.ended_at := e.at;
  end if;

  if in_vain then
    -- whoever asks again while nobody is there was missed once
    begins := s.no is null or (s.ended_at is not null and s.ending <> 'nobody_online');
  elsif e.kind in ('returned', 'reassigned') then begins := true;
  elsif e.kind = 'botSilent' or (e.kind = 'phaseChanged' and e.body ->> 'to' = 'waiting') then
    -- the process may find people called already, and say now which team
    if s.no is not null and s.ended_at is null then
      update stint set team_id = (select team_id from session where id = e.session_id)
      where session_id = s.session_id and no = s.no and agent_id is null;
    else begins := true;
    end if;
  end if;

  if begins then
    insert into stint (session_id, no, began_at, waited, team_id, agent_id, assigned_at, assigned_seq,
      first_assigned_at, ended_at, ending, leads, deals, crm_activities)
    select e.session_id, coalesce(s.no, 0) + 1, e.at, e.kind <> 'reassigned' and not in_vain,
      case when in_vain then (select id from team where lower(name) = lower(e.body ->> 'team')) else session.team_id end,
      case e.kind when 'reassigned' then (e.body ->> 'agentId')::uuid end,
      case e.kind when 'reassigned' then e.at end,
      case e.kind when 'reassigned' then e.seq end,
      s.first_assigned_at,
      case when in_vain then e.at end,
      case when in_vain then 'nobody_online' end,
      -- what the bot produced before anybody was called belongs to the first
      count(*) filter (where s.no is null and r.body ->> 'result' = 'lead'),
      count(*) filter (where s.no is null and r.body ->> 'result' = 'deal'),
      count(*) filter (where s.no is null and r.body ->> 'result' = 'crmActivity')
    from session left join entry r
      on s.no is null and r.session_id = session.id and r.seq < e.seq and r.kind = 'resultRequested'
    where session.id = e.session_id
    group by session.id;
  end if;
end
$$;
`);
  }
}
