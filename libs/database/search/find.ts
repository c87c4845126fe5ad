import type { SearchResult } from '#libs/contracts';
import { filtersSql, keyText, parseKey, Values } from '../sessions/filters.ts';
import { maySee } from '../sessions/rights.ts';
import { VIEW_COLUMNS, VIEW_JOINS, type ViewRow, viewOf } from '../sessions/views.ts';
import { isoTime } from '../sql/columns.ts';
import { type Executor, statement } from '../sql/sql.ts';
import type { FindQuery } from './index.ts';
import { matchesOf, SNIPPETS, type Snippets } from './matches.ts';

/**
 * Hits come in order, and rights and filters are asked row by row until there are enough. Without a name PostgreSQL
 * plans it for the values at hand.
 */
function findStatement({ text, filters, after }: FindQuery, values: Values) {
  const hits = text === '' ? 'conversation_words' : `search_hits(search_query(${values.add(text)}))`;
  const from = after === undefined ? null : parseKey(after);
  const behind = from
    ? `where (at, session_id) < (${values.add(from.at)}::timestamptz, ${values.add(from.id)}::uuid)`
    : '';
  return statement(
    '',
    `select w.at as "foundAt", ${VIEW_COLUMNS}
    from (select session_id, at from ${hits} ${behind} order by at desc, session_id desc offset 0) w
    join session s on s.id = w.session_id ${VIEW_JOINS}
    where ${maySee('$2::uuid')} and s.conversation_at is not null and s.erased_at is null${filtersSql(filters, values)}
    order by w.at desc, w.session_id desc limit $1`,
  );
}

/**
 * Conversations that the agent may see, newest first, with what was found in them.
 * Refusal `invalid_body` for a place that is none.
 */
export async function find(executor: Executor, query: FindQuery): Promise<SearchResult> {
  const { agentId, text, limit } = query;
  const values = new Values(limit + 1, agentId);
  const found = await executor.rows<ViewRow & { foundAt: string }>(findStatement(query, values), values.list);
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
