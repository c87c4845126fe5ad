import type { Sql } from '../sql/sql.ts';
import { type Amendment, amend } from './amend.ts';
import type { AppendInput } from './append.ts';
import { Appender } from './appender.ts';
import { lastSeqs, readTimeline } from './read.ts';

/** The append-only log of each session. */
export const timelineRepository = (sql: Sql, appender = new Appender(sql)) => ({
  append: (input: AppendInput) => appender.append(input),
  /** Edits or deletes one's own message. */
  amend: (amendment: Amendment) => amend(sql, amendment),
  read: (sessionId: string, after: number, limit?: number) => readTimeline(sql, sessionId, after, limit),
  lastSeqs: (sessionIds: readonly string[]) => lastSeqs(sql, sessionIds),
});
export type TimelineRepository = ReturnType<typeof timelineRepository>;
