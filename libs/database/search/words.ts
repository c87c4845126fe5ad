import { type Sql, statement } from '../sql/sql.ts';

/** Any number. Whoever writes words holds it alone; whoever erases shares it, so that no words come back. */
const WORDS_LOCK = 7_046_106;
const HOLD = statement('words_hold', `select pg_try_advisory_xact_lock(${WORDS_LOCK}) as held`);
export const WAIT_FOR_WORDS = statement('words_wait', `select pg_advisory_xact_lock_shared(${WORDS_LOCK})`);

/** The latest characters of a conversation that can be found: a long working day's. It bounds what one costs. */
const CHARACTERS = 50_000;

/** SQL: a conversation `s` whose words `w` are not those of its entries and details `d`. */
const IS_STALE = `s.conversation_at is not null and s.erased_at is null
  and (w.seq is null or w.seq < s.last_seq or w.details_version < coalesce(d.version, 0))`;
const TABLES = `session s left join session_details d on d.session_id = s.id
  left join conversation_words w on w.session_id = s.id`;

/**
 * People, what people said (what the bot says is the same everywhere), the cards that the session came by, and its
 * results. A card's id is split where its letters turn to capitals. Without a name: a plan that was made while the
 * tables were small would be kept when they have grown.
 */
const WRITE = statement(
  '',
  `
insert into conversation_words (session_id, seq, details_version, at, words)
select s.id, s.last_seq, coalesce(d.version, 0), s.last_at,
  strip(to_tsvector('simple', concat_ws(' ',
    search_fold(concat_ws(' ', d.person_name, d.email, d.phone, d.organisation, cards.ids, results.titles, said.texts)),
    search_phone(d.phone))))
from ${TABLES}
cross join lateral (
  select string_agg(text, ' ') as texts from (
    select body ->> 'text' as text, sum(length(body ->> 'text')) over (order by seq desc) as so_far
    from entry where session_id = s.id and kind in ('message', 'answer', 'note') and author <> 'bot'
  ) e where so_far <= ${CHARACTERS}
) said
cross join lateral (
  select string_agg(card_id || ' ' || regexp_replace(card_id, '([a-z0-9])([A-Z])', '\\1 \\2', 'g'), ' ') as ids
  from card_visit where session_id = s.id
) cards
cross join lateral (
  select string_agg(concat_ws(' ', title, kind, state), ' ') as titles from result where session_id = s.id
) results
where s.id = any ($1::uuid[]) and ${IS_STALE}
on conflict (session_id) do update set
  seq = excluded.seq, details_version = excluded.details_version, at = excluded.at, words = excluded.words
returning session_id`,
);

const WALK = statement(
  '',
  `
select id, stale from (
  select s.id, ${IS_STALE} as stale from ${TABLES} where s.id > $1::uuid order by s.id limit $2
) s order by id`,
);

/** At most so many in one statement: all of them with all their characters stay within its time. */
const AT_ONCE = 20;
const FIRST = '00000000-0000-0000-0000-000000000000';

/**
 * Writes the words of those of the sessions that are conversations and said something new; harmless when repeated.
 * @returns those that were not looked at, since somebody else writes words at the moment
 */
export async function writeWords(sql: Sql, sessionIds: readonly string[]): Promise<string[]> {
  for (let from = 0; from < sessionIds.length; from += AT_ONCE) {
    const batch = sessionIds.slice(from, from + AT_ONCE);
    const written = await sql.transaction(async (executor) => {
      const [lock] = await executor.rows<{ held: boolean }>(HOLD, []);
      if (!lock?.held) return false;
      await executor.rows(WRITE, [batch]);
      return true;
    });
    if (!written) return sessionIds.slice(from);
  }
  return [];
}

/**
 * Looks at the next sessions in the order of their ids for what nobody told of.
 * @param after where the walk before ended; null: at the first
 * @returns those with words to write; `end` for the next walk, null when it came to the end
 */
export async function walkWords(
  sql: Sql,
  after: string | null,
  limit: number,
): Promise<{ stale: string[]; end: string | null }> {
  const rows = await sql.rows<{ id: string; stale: boolean }>(WALK, [after ?? FIRST, limit]);
  const stale = rows.filter((row) => row.stale).map(({ id }) => id);
  return { stale, end: rows.length < limit ? null : (rows.at(-1)?.id ?? null) };
}
