import type { Sql } from '../sql/sql.ts';
import { createRecords, fail } from './produce.ts';

/** What sessions produce. */
export const resultsRepository = (sql: Sql) => ({
  createRecords: (resultId: string) => createRecords(sql, resultId),
  fail: (resultId: string) => fail(sql, resultId),
});
export type ResultsRepository = ReturnType<typeof resultsRepository>;
