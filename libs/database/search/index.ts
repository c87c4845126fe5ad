import type { Filters, SearchResult } from '#libs/contracts';
import type { Sql } from '../sql/sql.ts';
import { find } from './find.ts';
import { walkWords, writeWords } from './words.ts';

/** Finding conversations by their words. */
export const searchRepository = (sql: Sql) => ({
  find: (query: FindQuery): Promise<SearchResult> => find(sql, query),
  writeWords: (sessionIds: readonly string[]) => writeWords(sql, sessionIds),
  walkWords: (after: string | null, limit: number) => walkWords(sql, after, limit),
});
export type SearchRepository = ReturnType<typeof searchRepository>;

export interface FindQuery {
  agentId: string;
  /** Empty: all that the filters leave. */
  text: string;
  filters: Filters;
  after?: string | undefined;
  limit: number;
}
