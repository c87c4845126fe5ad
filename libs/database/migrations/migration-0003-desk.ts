import { Migration } from '@mikro-orm/migrations';

export class Migration0003Desk extends Migration {
  override up(): void {
    this.addSql(/* sql */ `
alter table agent
  drop constraint agent_role_check,
  add constraint agent_role_check check (role in ('agent', 'supervisor', 'admin')),
  -- may not sign in any more
  add column disabled_at timestamptz;

alter table agent_lease
  -- the last socket was closed then: not connected any more, and gone once the grace time is over
  add column ended_at timestamptz;

create index session_team on session (team_id) where team_id is not null;
`);
  }
}
