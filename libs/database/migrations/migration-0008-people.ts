import { Migration } from '@mikro-orm/migrations';

export class Migration0008People extends Migration {
  override up(): void {
    this.addSql(/* sql */ `
create extension if not exists pg_trgm;

alter table person
  -- raised by every change, so that nobody overwrites what they have not seen
  add column version int not null default 0,
  add column note text,
  -- what is searched: the phone also as bare digits
  add column search text not null generated always as (
    lower(coalesce(name, '') || ' ' || coalesce(email, '') || ' ' || coalesce(phone, '') || ' '
      || regexp_replace(coalesce(phone, ''), '\\D', '', 'g'))
  ) stored;
create index person_search on person using gin (search gin_trgm_ops);
create index person_phone on person (regexp_replace(phone, '\\D', '', 'g')) where phone is not null;
create index person_name on person (lower(name)) where name is not null;
create index person_of_organisation on person (organisation_id) where organisation_id is not null;
create index organisation_search on organisation using gin (lower(name) gin_trgm_ops);
create index lead_of_person on lead (person_id) where person_id is not null;
create index deal_of_person on deal (person_id) where person_id is not null;
create index crm_activity_of_person on crm_activity (person_id) where person_id is not null;

-- Whom an agent linked. Without a row it is who has the e-mail of the details; a row without a person: nobody.
create table session_person (
  session_id uuid primary key references session (id) on delete cascade,
  person_id uuid references person (id)
);
create index session_person_of on session_person (person_id) where person_id is not null;
create index session_details_email on session_details (lower(email)) where email is not null;

alter table session
  -- of the first act: kind, browser, system; the user agent itself is not kept
  add column device jsonb,
  -- why it was closed, as the agent said: reasonId, label, note
  add column closing jsonb,
  -- by the visitor, after the close
  add column rating smallint check (rating between 1 and 5);

-- Pages that the visitor came by, without what may be secret in their addresses.
create table page_view (
  session_id uuid not null references session (id) on delete cascade,
  no int not null,
  url text not null,
  at timestamptz not null default clock_timestamp(),
  primary key (session_id, no)
);

-- The list to choose from at a close; label null: translated by the inbox.
create table close_reason (
  id text primary key,
  label text,
  position int not null
);
insert into close_reason (id, position) values
  ('solved', 1), ('lead_created', 2), ('no_answer', 3), ('spam', 4), ('other', 5);

-- A transcript to be sent.
create table transcript_mail (
  id uuid primary key,
  session_id uuid not null references session (id) on delete cascade,
  recipient text not null,
  -- null: the visitor
  requested_by uuid references agent (id),
  state text not null default 'pending' check (state in ('pending', 'sent', 'failed')),
  -- somebody is at it until then
  held_until timestamptz,
  created_at timestamptz not null default clock_timestamp(),
  -- when the sweep starts its workflow again, while it is pending
  next_start_at timestamptz not null default clock_timestamp() + interval '5 seconds',
  start_tries int not null default 0
);
create index transcript_mail_of_session on transcript_mail (session_id);
create index transcript_mail_pending on transcript_mail (next_start_at) where state = 'pending';
`);
  }
}
