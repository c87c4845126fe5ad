import type { SearchResult } from '#libs/contracts';
import { filtersSql, keyText, parseKey, Values } from '../sessions/filters.ts';
import { maySee } from '../sessions/rights.ts';
import { VIEW_JOINS, type ViewRow, viewColumns, viewOf } from '../sessions/views.ts';
import { isoTime } from '../sql/columns.ts';
import { type Executor, statement } from '../sql/sql.ts';
import type { FindQuery } from './index.ts';
import { matchesOf, SNIPPETS, type Snippets } from './matches.ts';

type Among = 'newest' | 'all';

/** So many of the newest conversations are read word by word, before the index of all words is asked. */
const NEWEST = 1000;
const NEWEST_FIRST = 'order by at desc, session_id desc';

/**
 * SQL: sessions with the words, or all of them. A common word is in one of the newest conversations, and to gather all
 * that have it would cost far more than reading these; of a rare one there are few to gather.
 */
function hits(text: string, behind: string, among: Among, values: Values): string {
  if (text === '') return `select session_id, at from conversation_words ${behind} ${NEWEST_FIRST}`;
  const wanted = `search_query(${values.add(text)})`;
  return among === 'all'
    ? `select session_id, at from search_hits(${wanted}) ${behind} ${NEWEST_FIRST}`
    : `select session_id, at from (select * from conversation_words ${behind} ${NEWEST_FIRST} limit ${NEWEST}) newest
      where words @@ ${wanted} ${NEWEST_FIRST}`;
}

/**
 * SQL: the session of `w`. Of the newest one by one, until there are enough; of all hits as PostgreSQL sees fit, since
 * rights and filters may leave few of very many.
 */
const SESSION_OF: Record<Among, string> = {
  newest: 'cross join lateral (select * from session where id = w.session_id offset 0) s',
  all: 'join session s on s.id = w.session_id',
};

/** Hits come in order. Without a name PostgreSQL plans it for the values at hand. */
function findStatement({ text, filters, after }: FindQuery, among: Among, values: Values) {
  const bounds = ['true'];
  if (after !== undefined) {
    const { at, id } = parseKey(after);
    bounds.push(`(at, session_id) < (${values.add(at)}::timestamptz, ${values.add(id)}::uuid)`);
  }
  // words are never newer than what was said last: the filter for sessions asks again
  if (filters.to !== undefined) bounds.push(`at < ${values.add(filters.to)}::date + 1`);
  const behind = `where ${bounds.join(' and ')}`;
  return statement(
    '',
    `select w.at as "foundAt", ${viewColumns('$2::uuid')}
    from (${hits(text, behind, among, values)} offset 0) w
    ${SESSION_OF[among]} ${VIEW_JOINS}
    where ${maySee('$2::uuid')} and s.conversation_at is not null and s.erased_at is null${filtersSql(filters, values)}
    order by w.at desc, w.session_id desc limit $1`,
  );
}

type FoundRow = ViewRow & { foundAt: string };

/** One more than wanted, where there are more. */
async function rowsOf(executor: Executor, query: FindQuery): Promise<FoundRow[]> {
  const rows = (among: Among) => {
    const values = new Values(query.limit + 1, query.agentId);
    return executor.rows<FoundRow>(findStatement(query, among, values), values.list);
  };
  const newest = query.text === '' ? [] : await rows('newest');
  return newest.length > query.limit ? newest : rows('all');
}

/**
 * Conversations that the agent may see, newest first, with what was found in them.
 * Refusal `invalid_body` for a place that is none.
 */
export async function find(executor: Executor, query: FindQuery): Promise<SearchResult> {
  const { text, limit } = query;
  const found = await rowsOf(executor, query);
  const rows = found.slice(0, limit);
  const snippets = await snippetsOf(executor, text, rows);
  const last = found.length > limit ? rows.at(-1) : undefined;
  return {
    hits: rows.map((row) => ({ conversation: viewOf(row), matches: matchesOf(text, snippets.get(row.id)) })),
    next: last ? keyText({ at: isoTime(last.foundAt), id: last.id }) : null,
  };
}

async function snippetsOf(executor: Executor, text: string, rows: { id: string }[]): Promise<Map<string, Snippets>> {
  if (text === '' || rows.length === 0) return new Map();
  const snippets = await executor.rows<Snippets>(SNIPPETS, [rows.map(({ id }) => id), text]);
  return new Map(snippets.map((row) => [row.sessionId, row]));
}
