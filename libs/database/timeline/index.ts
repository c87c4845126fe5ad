import type { Sql } from '../sql/sql.ts';
import { type Amendment, amend } from './amend.ts';
import { type AppendInput, append } from './append.ts';
import { lastSeqs, readTimeline } from './read.ts';

/** The append-only log of each session. */
export const timelineRepository = (sql: Sql) => ({
  append: (input: AppendInput) => append(sql, input),
  /** Edits or deletes one's own message. */
  amend: (amendment: Amendment) => amend(sql, amendment),
  read: (sessionId: string, after: number, limit?: number) => readTimeline(sql, sessionId, after, limit),
  lastSeqs: (sessionIds: readonly string[]) => lastSeqs(sql, sessionIds),
});
export type TimelineRepository = ReturnType<typeof timelineRepository>;
