import pg from 'pg';

export const CONVERSATIONS = 50_000;
export const LIVE = 10_000;
const ENTRIES_EACH = 20;
const AGENTS = 20;

/** Some words are said in every second sentence, most are rare: as in people's talk. */
const FILL = [
  `set synchronous_commit = off`,
  `set work_mem = '64MB'`,
  // what is made here names what is there: that needs no million of checks
  `set session_replication_role = replica`,
  `insert into team (id, name) select gen_random_uuid(), 'Team ' || n from generate_series(1, 5) n`,
  `insert into agent (id, email, name, role, password_hash, team_id)
   select gen_random_uuid(), n || '@bench.example', 'Agent ' || n, case n when 1 then 'admin' else 'agent' end, '',
     case when n > 1 then (select id from team order by name offset n % 5 limit 1) end
   from generate_series(1, ${AGENTS}) n`,
  `insert into playbook (id, name) values (gen_random_uuid(), 'Bench')`,
  `insert into playbook_version (id, playbook_id, version, definition) select gen_random_uuid(), id, 1, '{}' from playbook`,
  `insert into site (id, name, origins) values (gen_random_uuid(), 'Bench', '{*}')`,
  `create temp table sentence as
   select n, (select string_agg('w' || (power(random(), 3) * 20000)::int, ' ') from generate_series(1, 8 + n * 0)) as text
   from generate_series(1, 20000) n`,
  `alter table sentence add primary key (n)`,
  // otherwise all of them are read for each conversation
  `analyze sentence`,
  `insert into session (id, site_id, version_id, visitor_hash, first_client_id, language, seed, phase, assignee_id, team_id,
     conversation_at, last_seq, state, started_at, last_at, last_text, last_author, closed_at)
   select gen_random_uuid(), site.id, version.id, n::text, '', 'en', 1, case when n <= ${LIVE} then 'live' else 'closed' end,
     case when n <= ${LIVE} then a.id end, case when n % 2 = 0 then a.team_id end, at, ${ENTRIES_EACH}, '{}', at, at,
     'The last words', 'visitor', case when n > ${LIVE} then at end
   from generate_series(1, ${CONVERSATIONS}) n
   cross join lateral (select date_trunc('milliseconds', now()) - n * interval '1 minute' as at) t
   join (select id, team_id, row_number() over (order by email) as no from agent) a on a.no = 1 + n % ${AGENTS}
   cross join site cross join playbook_version version`,
  `insert into session_details (session_id, person_name, email, phone, organisation)
   select id, 'Vera Nr' || visitor_hash, 'vera' || visitor_hash || '@visitor.example', '+4420' || lpad(visitor_hash, 8, '7'),
     'Acme ' || visitor_hash from session`,
  `insert into entry (session_id, seq, at, kind, author, body)
   select s.id, q, s.started_at, 'message', case q % 2 when 0 then 'agent' else 'visitor' end,
     jsonb_build_object('text', sentence.text)
   from session s cross join generate_series(1, ${ENTRIES_EACH}) q
   join sentence on sentence.n = 1 + (s.visitor_hash::int * 7919 + q * 104729) % 20000`,
  // the index is made again when all words are there
  `drop index conversation_words_gin`,
  `insert into conversation_words (session_id, seq, details_version, at, words)
   select s.id, s.last_seq, 0, s.last_at, array_to_tsvector(array(
     select unnest(string_to_array(sentence.text, ' ')) from generate_series(1, ${ENTRIES_EACH}) q
     join sentence on sentence.n = 1 + (s.visitor_hash::int * 7919 + q * 104729) % 20000
     union select unnest(string_to_array(concat_ws(' ', 'vera nr' || s.visitor_hash, 'visitor example acme', s.visitor_hash,
       search_phone('+4420' || lpad(s.visitor_hash, 8, '7'))), ' '))))
   from session s`,
  `analyze`,
];

/** A million entries in 50,000 conversations, 10,000 of them live, with the words that search finds. */
export async function fill(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const index = await client.query(`select indexdef from pg_indexes where indexname = 'conversation_words_gin'`);
    for (const text of [...FILL, index.rows[0].indexdef, 'vacuum analyze conversation_words']) await client.query(text);
  } finally {
    await client.end();
  }
}
