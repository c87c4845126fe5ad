import { Migration } from '@mikro-orm/migrations';

export class Migration0001Initial extends Migration {
  override up(): void {
    this.addSql(/* sql */ `
create table agent (
  id uuid primary key,
  email text not null,
  name text not null,
  role text not null check (role in ('agent', 'admin')),
  password_hash text not null,
  switched_on boolean not null default false,
  capacity int not null default 20 check (capacity > 0),
  team_id uuid,
  -- raised to end all of the agent's tokens
  token_version int not null default 0,
  created_at timestamptz not null default now()
);
create unique index agent_email_key on agent (lower(email));

-- A lease says that an agent is connected through a gateway; renewed by one statement per gateway.
create table agent_lease (
  agent_id uuid not null references agent (id) on delete cascade,
  gateway_id uuid not null,
  renewed_at timestamptz not null default clock_timestamp(),
  primary key (agent_id, gateway_id)
);
-- The judge's own heartbeat: after any gap in it a full grace time passes before anybody is judged gone.
create table gateway_heartbeat (
  gateway_id uuid primary key,
  beat_at timestamptz not null default clock_timestamp(),
  -- since when it beats without a gap
  steady_since timestamptz not null default clock_timestamp(),
  -- the last beat of any gateway before a time in which none of them beat; null when others beat all along
  resumed_from timestamptz
);

create table playbook (
  id uuid primary key,
  name text not null unique,
  created_at timestamptz not null default now()
);
create table playbook_version (
  id uuid primary key,
  playbook_id uuid not null references playbook (id),
  version int not null,
  definition jsonb not null,
  created_by uuid references agent (id),
  created_at timestamptz not null default now(),
  unique (playbook_id, version)
);

create table site (
  id uuid primary key,
  name text not null,
  origins text[] not null,
  active_version_id uuid references playbook_version (id),
  default_language text not null default 'en',
  created_at timestamptz not null default now()
);

create table session (
  id uuid primary key,
  site_id uuid not null references site (id),
  version_id uuid not null references playbook_version (id),
  -- SHA-256 of the visitor key, hexadecimal: the key itself is never stored
  visitor_hash text not null,
  -- the first act's clientId
  first_client_id text not null,
  language text not null,
  seed int not null,
  page_url text,
  referrer text,
  phase text not null default 'bot' check (phase in ('bot', 'waiting', 'live', 'closed')),
  epoch int not null default 0,
  assignee_id uuid references agent (id),
  team_id uuid,
  offered_to uuid references agent (id),
  offer_no int not null default 0,
  wait_deadline_id text,
  -- when the process must look again at the latest; the sweep looks for what passed unseen
  deadline_at timestamptz,
  waiting_since timestamptz,
  -- since when it is a conversation: people were called for the first time
  conversation_at timestamptz,
  last_seq int not null default 0,
  -- the process has read up to here
  cursor int not null default 0,
  -- the engine's state
  state jsonb not null,
  -- the last entry that concerns the process
  wake_seq int not null default 0,
  -- since when such an entry lies unread; null when none does
  unread_since timestamptz,
  -- when the sweep looks at the session next; pushed by each look
  next_wake_at timestamptz not null default clock_timestamp(),
  wake_tries int not null default 0,
  started_at timestamptz not null default clock_timestamp(),
  last_at timestamptz not null default clock_timestamp(),
  -- the last words, for lists
  last_text text,
  last_author text,
  closed_at timestamptz,
  erased_at timestamptz,
  check ((phase = 'closed') = (closed_at is not null)),
  check (phase <> 'live' or assignee_id is not null),
  check (cursor <= last_seq and wake_seq <= last_seq)
) with (fillfactor = 70);
-- one open session of a visitor per site
create unique index session_open_visitor_key on session (site_id, visitor_hash) where phase <> 'closed';
create unique index session_first_act_key on session (site_id, visitor_hash, first_client_id);
create index session_unread on session (next_wake_at) where cursor < wake_seq;
create index session_overdue on session (deadline_at) where phase <> 'closed';
create index session_unassigned on session (waiting_since) where phase = 'waiting';
create index session_live on session (assignee_id) where phase = 'live';
create index session_closed on session (closed_at desc) where phase = 'closed' and conversation_at is not null;

create table entry (
  session_id uuid not null references session (id) on delete cascade,
  seq int not null check (seq > 0),
  at timestamptz not null,
  kind text not null,
  author text not null check (author in ('visitor', 'bot', 'agent', 'system')),
  author_id uuid references agent (id),
  client_id text,
  body jsonb not null,
  primary key (session_id, seq)
);
-- a repeat of the same author's clientId violates this, and the whole statement rolls back
create unique index entry_client_key on entry (session_id, author, author_id, client_id) nulls not distinct
  where client_id is not null;

create table session_details (
  session_id uuid primary key references session (id) on delete cascade,
  version int not null default 0,
  person_name text,
  email text,
  phone text,
  organisation text,
  deal_value numeric(14, 2),
  currency text,
  note text
);

create table result (
  id uuid primary key,
  session_id uuid not null references session (id) on delete cascade,
  kind text not null check (kind in ('lead', 'deal', 'crmActivity')),
  state text not null default 'pending' check (state in ('pending', 'created', 'failed')),
  title text not null,
  card_id text,
  requested_by uuid references agent (id),
  due_at timestamptz,
  created_at timestamptz not null default clock_timestamp(),
  -- when the sweep starts the result's workflow again, while it is pending
  next_start_at timestamptz not null default clock_timestamp() + interval '5 seconds',
  start_tries int not null default 0
);
create index result_of_session on result (session_id);
create index result_pending on result (next_start_at) where state = 'pending';

create table organisation (
  id uuid primary key,
  name text not null,
  created_at timestamptz not null default now()
);
create unique index organisation_name_key on organisation (lower(name));
create table person (
  id uuid primary key,
  name text,
  email text,
  phone text,
  organisation_id uuid references organisation (id),
  created_at timestamptz not null default now()
);
create unique index person_email_key on person (lower(email)) where email is not null;

-- A unique key on the result makes it one record, however often it is tried.
create table lead (
  id uuid primary key,
  result_id uuid not null unique,
  session_id uuid references session (id) on delete set null,
  title text not null,
  person_id uuid references person (id),
  organisation_id uuid references organisation (id),
  value numeric(14, 2),
  currency text,
  note text,
  owner_id uuid references agent (id),
  created_at timestamptz not null default now()
);
create table deal (
  id uuid primary key,
  result_id uuid not null unique,
  session_id uuid references session (id) on delete set null,
  title text not null,
  person_id uuid references person (id),
  organisation_id uuid references organisation (id),
  value numeric(14, 2),
  currency text,
  note text,
  owner_id uuid references agent (id),
  created_at timestamptz not null default now()
);
create table crm_activity (
  id uuid primary key,
  result_id uuid not null unique,
  session_id uuid references session (id) on delete set null,
  title text not null,
  person_id uuid references person (id),
  organisation_id uuid references organisation (id),
  due_at timestamptz,
  owner_id uuid references agent (id),
  created_at timestamptz not null default now()
);
`);
  }
}
