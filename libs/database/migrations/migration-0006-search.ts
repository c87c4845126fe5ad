import { Migration } from '@mikro-orm/migrations';

export class Migration0006Search extends Migration {
  override up(): void {
    this.addSql(/* sql */ `
-- What is compared when people search: small letters without accents, words with one space between them.
create function search_fold(said text) returns text language sql immutable strict parallel safe as $$
  select btrim(regexp_replace(
    regexp_replace(lower(normalize(said, NFKD)), '[\\u0300-\\u036f]', '', 'g'), '[^[:alnum:]]+', ' ', 'g'))
$$;

-- The ends of a phone number from its fourth last digit on: who looks for one leaves out the country, or the zero.
create function search_phone(phone text) returns text language sql immutable strict parallel safe as $$
  select string_agg(right(digits, length), ' ')
  from regexp_replace(phone, '[^0-9]', '', 'g') as digits, generate_series(4, length(digits)) as length
$$;

-- All words must be there, the last one at least begun; a phone number may be written in any way. Null: no word.
create function search_query(wanted text) returns tsquery language sql immutable strict parallel safe as $$
  select case
    when wanted ~ '^[-+0-9 ()./]{4,}$' and ltrim(replace(folded, ' ', ''), '0') <> ''
      then begun || (ltrim(replace(folded, ' ', ''), '0') || ':*')::tsquery
    else begun
  end
  from search_fold(wanted) as folded,
    lateral (select (plainto_tsquery('simple', folded)::text || ':*')::tsquery as begun where folded <> '') as q
$$;

-- The words of a conversation, written a moment after they were said, and never by whoever says them.
create table conversation_words (
  session_id uuid primary key references session (id) on delete cascade,
  -- what was read: entries up to this one, details of this version
  seq int not null,
  details_version int not null,
  -- the session's last_at
  at timestamptz not null,
  words tsvector not null
-- words always lie apart: whoever counts or sorts hits, reads few pages
) with (toast_tuple_target = 128);
alter table conversation_words alter column words set storage external;
-- new words wait in a short list: gathered they cost a fifth; only whoever writes words sorts them in
create index conversation_words_gin on conversation_words using gin (words)
  with (fastupdate = on, gin_pending_list_limit = 1024);
create index conversation_words_newest on conversation_words (at desc, session_id desc);

-- Hits by the index of words whatever the planner expects: of prefixes it knows too little, and reading all words
-- in the order of time takes seconds where few have the wanted one.
create function search_hits(wanted tsquery) returns table (session_id uuid, at timestamptz)
language sql stable rows 10000 set enable_seqscan = off set enable_indexscan = off as $$
  select w.session_id, w.at from conversation_words w where w.words @@ wanted
$$;

-- What an agent often looks for.
create table saved_view (
  id uuid primary key,
  agent_id uuid not null references agent (id) on delete cascade,
  name text not null,
  place text not null,
  filters jsonb not null,
  -- the words that are looked for
  text text not null default '',
  created_at timestamptz not null default clock_timestamp()
);
create unique index saved_view_name_key on saved_view (agent_id, lower(name));
`);
  }
}
