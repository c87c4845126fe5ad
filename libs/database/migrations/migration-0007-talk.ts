import { Migration } from '@mikro-orm/migrations';

export class Migration0007Talk extends Migration {
  override up(): void {
    this.addSql(/* sql */ `
alter table file
  -- who uploaded it; null: the visitor
  add column agent_id uuid references agent (id);

-- How far what was said has come. Apart from the timeline: it is written in batches, and may be lost.
create table receipt (
  session_id uuid not null references session (id) on delete cascade,
  -- null: the visitor
  agent_id uuid references agent (id) on delete cascade,
  -- of agents only what they got and read while they led the conversation: that is what the visitor is told
  delivered_seq int not null,
  read_seq int not null,
  -- what they had in sight, whoever led
  seen_seq int not null,
  unique nulls not distinct (session_id, agent_id)
) with (fillfactor = 70);

create table canned_reply (
  id uuid primary key,
  -- null: everybody's
  owner_id uuid references agent (id) on delete cascade,
  shortcut text not null,
  body text not null,
  created_at timestamptz not null default clock_timestamp()
);
create unique index canned_reply_shortcut_key on canned_reply (owner_id, shortcut) nulls not distinct;
`);
  }
}
