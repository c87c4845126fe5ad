import { Migration } from '@mikro-orm/migrations';

export class Migration0009Reports extends Migration {
  override up(): void {
    this.addSql(/* sql */ `
alter table agent
  -- when the switch was turned last
  add column switched_at timestamptz not null default clock_timestamp();
alter table agent_lease
  -- since when the agent is connected through the gateway
  add column since timestamptz not null default clock_timestamp();

-- A stretch of a conversation: somebody waits for an agent, or one agent leads it. Counted by reports, also when the
-- session's words are erased: ids, times and numbers, written with the entries that they come from.
create table stint (
  session_id uuid not null references session (id) on delete cascade,
  -- 1, 2, 3 … of the session
  no int not null,
  began_at timestamptz not null,
  -- it began with waiting, and not by being given from one agent to the other
  waited boolean not null,
  team_id uuid references team (id) on delete set null,
  agent_id uuid references agent (id),
  assigned_at timestamptz,
  -- the entry that assigned it
  assigned_seq int,
  -- when the conversation was assigned for the first time
  first_assigned_at timestamptz,
  -- the first message of an agent since; noted when the stint ends
  answered_at timestamptz,
  ended_at timestamptz,
  -- missed: to the bot before anybody took it. bot: an agent had it. moved: an operator moved it while it waited
  ending text check (ending in ('missed', 'moved', 'bot', 'returned', 'reassigned', 'closed')),
  leads int not null default 0,
  deals int not null default 0,
  crm_activities int not null default 0,
  primary key (session_id, no),
  check ((ended_at is null) = (ending is null))
);
create index stint_began on stint (began_at);
create index stint_closed on stint (ended_at) where ending = 'closed';

create function first_answer(stint) returns timestamptz language sql stable as $$
  select coalesce($1.answered_at, (
    select at from entry
    where session_id = $1.session_id and seq > $1.assigned_seq and kind = 'message' and author = 'agent'
    order by seq limit 1
  ))
$$;

-- What an entry changes in its session's stints; called in the order of seq.
create function fold_stint(e entry) returns void language plpgsql as $$
declare
  s stint;
  ends text;
  begins boolean := false;
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

  if e.kind in ('returned', 'reassigned') then begins := true;
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
      first_assigned_at, leads, deals, crm_activities)
    select e.session_id, coalesce(s.no, 0) + 1, e.at, e.kind <> 'reassigned', session.team_id,
      case e.kind when 'reassigned' then (e.body ->> 'agentId')::uuid end,
      case e.kind when 'reassigned' then e.at end,
      case e.kind when 'reassigned' then e.seq end,
      s.first_assigned_at,
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

create function stint_of_entry() returns trigger language plpgsql as $$
begin
  perform fold_stint(new);
  return null;
end
$$;
-- nothing for what people say to each other: the condition is looked at before the function is called
create trigger entry_stint after insert on entry for each row
when (new.kind in ('phaseChanged', 'botSilent', 'assigned', 'reassigned', 'returned', 'handedBack', 'closed', 'resultRequested'))
execute function stint_of_entry();

-- what was before
do $$
declare e entry;
begin
  for e in
    select * from entry
    where kind in ('phaseChanged', 'botSilent', 'assigned', 'reassigned', 'returned', 'handedBack', 'closed', 'resultRequested')
    order by session_id, seq
  loop
    perform fold_stint(e);
  end loop;
end
$$;
`);
  }
}
