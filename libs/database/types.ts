import type {
  Details,
  Entry,
  EntryBody,
  EntryKind,
  Phase,
  PlaybookDefinition,
  ResultKind,
  ResultState,
} from '#libs/contracts';
import type { EngineState } from '#libs/playbook';

/** A session's row. Times are ISO 8601 in UTC with milliseconds. */
export interface SessionRow {
  id: string;
  siteId: string;
  versionId: string;
  language: string;
  seed: number;
  phase: Phase;
  /** Counts every change of phase or assignee. */
  epoch: number;
  assigneeId: string | null;
  teamId: string | null;
  offeredTo: string | null;
  offerNo: number;
  waitDeadlineId: string | null;
  /** When the process must look again at the latest; null once closed. */
  deadlineAt: string | null;
  waitingSince: string | null;
  lastSeq: number;
  /** The process has read up to here. */
  cursor: number;
  state: EngineState;
  /** The last entry that concerns the process. */
  wakeSeq: number;
  startedAt: string;
  lastAt: string;
  closedAt: string | null;
}

/** An entry that the process writes; seq and time are given by the timeline. */
export type NewEntry = {
  [K in EntryKind]: { kind: K; author: 'bot' | 'system'; body: EntryBody<K> };
}[EntryKind];

/** What one look of the process sees, under the lock of the session's row. */
export interface Look {
  session: SessionRow;
  /** What follows the cursor, at most `LIMITS.entriesPerRead` entries. */
  unread: Entry[];
  /** More unread entries remain: look again, and do not close now. */
  more: boolean;
  /** The time of this look (ISO 8601): never before the session's last entry, never before the workflow's clock. */
  now: string;
  /** A hint. */
  agentsOnline: boolean;
  definition: PlaybookDefinition;
  playbookId: string;
  playbookVersion: number;
  /** All results of the session so far. */
  results: { resultId: string; kind: ResultKind; state: ResultState }[];
}

/** What the process decided at a look; written in the same transaction. */
export interface LookOutcome {
  /** Entries in their order; the first gets `session.lastSeq + 1`. */
  append: NewEntry[];
  state: EngineState;
  /** A change raises the epoch. `closed` is refused while entries of the visitor remain unread. */
  phase: Phase;
  waitDeadlineId: string | null;
  /** When to look again at the latest, though nothing should happen. */
  deadlineAt: string | null;
  results: { resultId: string; kind: ResultKind; title: string; cardId: string; dueAt: string | null }[];
  /** Fills the details that are still null. */
  details: Partial<Details>;
  /** Up to where the process has read. What this look appends counts as read when everything before it was. */
  cursor: number;
}

export interface Looked {
  /** The row after the look. */
  session: SessionRow;
  appended: Entry[];
  pendingResults: { resultId: string; kind: ResultKind }[];
  more: boolean;
  playbookId: string;
  playbookVersion: number;
}
