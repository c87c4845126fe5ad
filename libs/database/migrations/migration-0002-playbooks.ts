import { Migration } from '@mikro-orm/migrations';

export class Migration0002Playbooks extends Migration {
  override up(): void {
    this.addSql(/* sql */ `
create table team (
  id uuid primary key,
  name text not null,
  created_at timestamptz not null default now()
);
create unique index team_name_key on team (lower(name));
alter table agent add constraint agent_team_fk foreign key (team_id) references team (id);
alter table session add constraint session_team_fk foreign key (team_id) references team (id);

alter table site
  -- what new playbooks look like and speak
  add column appearance jsonb,
  add column languages text[] not null default '{}',
  -- signs who the visitor is; null: nobody can
  add column identity_secret text;

alter table playbook
  add column archived_at timestamptz,
  -- what is being worked on; may have problems. Not jsonb: who edits it finds its keys in the order they were written
  add column draft json,
  add column draft_revision int not null default 0,
  add column draft_by uuid references agent (id),
  add column draft_at timestamptz;
alter table playbook_version
  add column note text,
  alter column definition type json;

-- who changed what
create table playbook_event (
  id uuid primary key,
  playbook_id uuid not null references playbook (id) on delete cascade,
  at timestamptz not null default clock_timestamp(),
  agent_id uuid references agent (id),
  action text not null check (action in ('created', 'drafted', 'published', 'activated', 'rolledBack', 'archived', 'unarchived')),
  version int,
  site_id uuid references site (id)
);
create index playbook_event_of on playbook_event (playbook_id, at desc);
create index playbook_event_of_site on playbook_event (site_id, at) where site_id is not null;
-- as far as it is known what was done before
insert into playbook_event (id, playbook_id, at, action)
select gen_random_uuid(), id, created_at, 'created' from playbook;
insert into playbook_event (id, playbook_id, at, agent_id, action, version)
select gen_random_uuid(), playbook_id, created_at, created_by, 'published', version from playbook_version;
insert into playbook_event (id, playbook_id, at, action, version, site_id)
select gen_random_uuid(), v.playbook_id, now(), 'activated', v.version, s.id
from site s join playbook_version v on v.id = s.active_version_id;

alter table session
  -- the visitor had a session before
  add column returning_visitor boolean not null default false;
-- ids are in the order of time
create index session_version on session (version_id, id);
create index agent_team on agent (team_id) where team_id is not null;

-- The first time that a session came by a card.
create table card_visit (
  session_id uuid not null references session (id) on delete cascade,
  -- grouped by the thousand, and no word of any language
  card_id text collate "C" not null,
  -- which of several texts or branches of an experiment
  arm text,
  entered_at timestamptz not null,
  left_at timestamptz,
  primary key (session_id, card_id)
);

-- A request of an http card; answered once.
create table http_call (
  id uuid primary key,
  session_id uuid not null references session (id) on delete cascade,
  card_id text not null,
  -- the entry that made it
  request_seq int not null,
  request jsonb not null,
  give_up_at timestamptz not null,
  state text not null default 'pending' check (state in ('pending', 'answered')),
  created_at timestamptz not null default clock_timestamp()
);
create index http_call_pending on http_call (session_id) where state = 'pending';

alter table result
  -- "assignee" or an agent's e-mail
  add column owner text,
  add column label text,
  add column stage text,
  add column visibility text not null default 'everyone' check (visibility in ('everyone', 'owner')),
  add column value numeric(14, 2),
  add column currency text;
-- until now every result became the assignee's
update result set owner = 'assignee' where card_id is not null and state <> 'created';
alter table lead add column label text, add column visibility text not null default 'everyone';
alter table deal add column label text, add column stage text, add column visibility text not null default 'everyone';
alter table crm_activity add column label text, add column visibility text not null default 'everyone';

-- What a visitor uploaded; the bytes lie in the file store under the id.
create table file (
  id uuid primary key,
  session_id uuid not null references session (id) on delete cascade,
  name text not null,
  media_type text not null,
  bytes int not null,
  created_at timestamptz not null default clock_timestamp()
);
create index file_of_session on file (session_id);

-- A draft tried on sessions of the past.
create table playbook_trial (
  id uuid primary key,
  playbook_id uuid not null references playbook (id) on delete cascade,
  definition json not null,
  requested_by uuid references agent (id),
  state text not null default 'running' check (state in ('running', 'done', 'cancelled', 'failed')),
  sessions int not null,
  done int not null default 0,
  -- the session that was tried last; no reference: it may be erased meanwhile
  after_id uuid,
  -- what was found so far
  report jsonb not null,
  created_at timestamptz not null default clock_timestamp(),
  finished_at timestamptz
);
`);
  }
}
