import { Migration } from '@mikro-orm/migrations';

export class Migration0004Notifications extends Migration {
  override up(): void {
    this.addSql(/* sql */ `
-- how an agent wishes to be told; without a row everything is as it comes
create table notification_preferences (
  agent_id uuid primary key references agent (id) on delete cascade,
  events jsonb not null,
  -- times of the day in a time zone; null: never quiet
  quiet_from time,
  quiet_to time,
  time_zone text,
  sound boolean not null,
  show_words boolean not null,
  language text not null
);

-- one row is one event for one agent: whoever inserts it first tells it, nobody tells it twice
create table notification (
  session_id uuid not null references session (id) on delete cascade,
  agent_id uuid not null references agent (id) on delete cascade,
  kind text not null check (kind in ('waiting', 'returned', 'offered', 'assigned', 'message', 'mention')),
  -- the entry's seq; of waiting and returned the session's epoch; of offered that and the offer's number
  mark int not null,
  at timestamptz not null default clock_timestamp(),
  -- who shows it; null: not decided yet, since the agent has just looked away
  via text check (via in ('tab', 'push')),
  read_at timestamptz,
  primary key (session_id, agent_id, kind, mark)
);
create index notification_undecided on notification (at) where via is null and read_at is null;
create index notification_at on notification (at);
create index notification_unread on notification (agent_id) where read_at is null;

-- whether an agent has a tab in sight at a gateway, since when it is so, and which conversations are open there
create table agent_sight (
  agent_id uuid not null references agent (id) on delete cascade,
  gateway_id uuid not null,
  visible boolean not null,
  session_ids uuid[] not null default '{}',
  since timestamptz not null default clock_timestamp(),
  renewed_at timestamptz not null default clock_timestamp(),
  primary key (agent_id, gateway_id)
);

-- a device of an agent that can be reached with the inbox closed
create table push_subscription (
  endpoint text primary key,
  agent_id uuid not null references agent (id) on delete cascade,
  p256dh text not null,
  auth text not null,
  -- of the tokens that were valid then: ending all of them ends this, too
  token_version int not null,
  created_at timestamptz not null default clock_timestamp()
);
create index push_subscription_of on push_subscription (agent_id, created_at);
`);
  }
}
