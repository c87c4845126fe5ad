import type { Decision, Entry } from '#libs/contracts';
import type { LookedSession, Look as SeenByEngine } from '#libs/playbook';

export type { LookOutcome, NewEntry } from '#libs/playbook';

/** A session's row. Times are ISO 8601 in UTC with milliseconds. */
export interface SessionRow extends LookedSession {
  siteId: string;
  versionId: string;
  assigneeId: string | null;
  /** The team that was called last: the conversation is theirs; null: everybody's. */
  teamId: string | null;
  waitDeadlineId: string | null;
  /** When the process must look again at the latest; null once closed. */
  deadlineAt: string | null;
  waitingSince: string | null;
  /** The last entry that concerns the process. */
  wakeSeq: number;
  closedAt: string | null;
}

/** What one look of the process sees, under the lock of the session's row. */
export interface Look extends SeenByEngine<SessionRow> {
  playbookId: string;
  playbookVersion: number;
}

export type PendingCall = NonNullable<Decision['pendingCalls']>[number];

export interface Looked {
  /** The row after the look. */
  session: SessionRow;
  appended: Entry[];
  pendingResults: Decision['pendingResults'];
  /** Requests to other services without an answer so far, the first first; none once it is closed. */
  pendingCalls: PendingCall[];
  more: boolean;
  playbookId: string;
  playbookVersion: number;
}
