import type { Executor } from '../sql/sql.ts';
import { type AppendInput, append } from './append.ts';
import { lastSeqs, readTimeline } from './read.ts';

/** The append-only log of each session. */
export const timelineRepository = (executor: Executor) => ({
  append: (input: AppendInput) => append(executor, input),
  read: (sessionId: string, after: number, limit?: number) => readTimeline(executor, sessionId, after, limit),
  lastSeqs: (sessionIds: readonly string[]) => lastSeqs(executor, sessionIds),
});
export type TimelineRepository = ReturnType<typeof timelineRepository>;
