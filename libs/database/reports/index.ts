import type { Period, ReportQuery } from '#libs/contracts';
import { unknownTimeZone } from '../sql/errors.ts';
import type { Sql } from '../sql/sql.ts';
import { conversationsOf } from './conversations.ts';
import { live } from './live.ts';
import { reportOf } from './report.ts';

/** For those who lead others: what goes on now, and what happened. Refusal `invalid_body`: PostgreSQL knows no such time zone. */
export const reportsRepository = (sql: Sql) => ({
  live: (seenBy: string, timeZone: string) => live(sql, seenBy, timeZone).catch(unknownTimeZone),
  report: (query: ReportQuery, seenBy: string) => reportOf(sql, query, seenBy).catch(unknownTimeZone),
  /** The conversations of a period, a page at a time. */
  conversations: (period: Period, seenBy: string) => conversationsOf(sql, period, seenBy),
});
export type ReportsRepository = ReturnType<typeof reportsRepository>;
