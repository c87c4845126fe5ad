import { Migration } from '@mikro-orm/migrations';

export class Migration0005Routing extends Migration {
  override up(): void {
    this.addSql(/* sql */ `
-- How a team's waiting conversations find an agent; without a team: those of everybody. No row: agents take them.
create table routing (
  team_id uuid unique nulls not distinct references team (id) on delete cascade,
  mode text not null check (mode in ('manual', 'roundRobin', 'leastBusy', 'sameAgent', 'owner')),
  offer_seconds int not null check (offer_seconds between 5 and 600)
);

alter table agent
  -- round robin offers to whoever was offered something longest ago
  add column last_offered_at timestamptz;

alter table session
  -- until when offered_to may accept
  add column offer_until timestamptz,
  -- who was offered it during the present wait and did not take it
  add column offered_before uuid[] not null default '{}';
create index session_offered on session (offered_to) where offered_to is not null;

-- How long visitors waited until somebody picked up; the honest wait is told from it.
create table pick_up (
  session_id uuid not null references session (id) on delete cascade,
  at timestamptz not null,
  team_id uuid references team (id) on delete cascade,
  waited_seconds int not null,
  primary key (session_id, at)
);
create index pick_up_at on pick_up (at);

alter table site
  -- null: always open
  add column hours jsonb,
  add column out_of_hours text not null default 'offline' check (out_of_hours in ('offline', 'hide'));
`);
  }
}
