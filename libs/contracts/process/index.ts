/**
 * What the workflow, the activities and their callers agree on. Free of zod and of Node, so that it can be
 * imported by workflow code. Everything here may enter a Temporal history: ids, enums, booleans and times only,
 * never a text or a number that a visitor typed.
 */

export const PHASES = ['bot', 'waiting', 'live', 'closed'] as const;
/** Who leads the session: the playbook, nobody yet (people were called), an agent, or nobody any more. */
export type Phase = (typeof PHASES)[number];

export const RESULT_KINDS = ['lead', 'deal', 'crmActivity'] as const;
export type ResultKind = (typeof RESULT_KINDS)[number];

export const RESULT_STATES = ['pending', 'created', 'failed'] as const;
export type ResultState = (typeof RESULT_STATES)[number];

/** What a deadline is for. The last two end a session; the others are a card's. */
export type DeadlineKind =
  /** Nobody picked up in time. */
  | 'pickUp'
  /** The agent to whom the conversation is offered has not accepted. */
  | 'offer'
  /** Time to tell the visitor their place in the queue. */
  | 'queueNotice'
  /** Who picked up has not written yet. */
  | 'agentSilent'
  /** Time to remind a visitor who does not answer, or to go on without them. */
  | 'reminder'
  /** A card waits for a time. */
  | 'wait'
  /** Another service has not answered in time. */
  | 'http'
  /** The visitor fell silent. */
  | 'visitorSilent'
  /** Nobody wrote in a live chat any more. */
  | 'liveIdle';

export interface Deadline {
  /** Unique within the session: a deadline of an earlier wait never equals one of a later wait. */
  id: string;
  kind: DeadlineKind;
  /** Absolute time, ISO 8601 with milliseconds. */
  at: string;
}

/**
 * What `advance` found and decided; the workflow makes its timers and children agree with it. In phase `closed` it
 * completes, once nothing more is to be read.
 */
export interface Decision {
  phase: Phase;
  epoch: number;
  /** The log was read up to this seq: a signal that names it or a lower one brings nothing new. */
  readTo: number;
  /** The card the session stands on; null once it is closed. */
  cardId: string | null;
  /** True when more unread entries remain: look again at once. */
  more: boolean;
  deadlines: Deadline[];
  /** Results whose rows are still `pending`; each needs a `produceResult` run. */
  pendingResults: { resultId: string; kind: ResultKind }[];
  /** Requests to other services that were not answered yet; missing in decisions of earlier releases. */
  pendingCalls?: { callId: string; cardId: string; giveUpAt: string }[];
  siteId: string;
  playbookId: string;
  playbookVersion: number;
  assigneeId: string | null;
  teamId: string | null;
}

export interface AdvanceInput {
  sessionId: string;
  /** The workflow's own clock in milliseconds since the epoch, so that skipped time and row times agree. */
  workflowTime: number;
}

/** The activities of `visitorSession`. */
export interface SessionActivities {
  /**
   * One look at the log: one transaction that locks the session's row, reads what follows the cursor, steps the
   * engine, writes what the bot says and returns what is now waited for. Harmless when repeated. Null when there is
   * no such session any more (erased): the workflow completes.
   */
  advance(input: AdvanceInput): Promise<Decision | null>;
  /** After `advance` threw again and again: writes the entry `stuck` and hands the session to people (Unassigned). */
  handOverStuckSession(input: { sessionId: string; errorId: string; workflowTime: number }): Promise<Decision | null>;
}

/** The activity that asks other services, for http cards. */
export interface HttpActivities {
  /**
   * Sends the call's request through the guarded client and writes the entry `httpAnswered`, once. Throws while
   * another try makes sense (no connection, 429, 5xx).
   */
  callHttp(input: { callId: string }): Promise<void>;
  /** Writes the entry `httpAnswered` with `ok: false`: nothing more is tried. */
  giveUpHttp(input: { callId: string }): Promise<void>;
}

/** The activities of `produceResult`. */
export interface ResultActivities {
  /** Writes the CRM records of a result, once, and the entry `resultState`. Answers the state the row is in now. */
  createRecords(input: { resultId: string }): Promise<{ state: ResultState | 'ended' }>;
  /** Marks the result `failed` and writes the entry `resultState`. */
  failResult(input: { resultId: string; errorId: string }): Promise<void>;
}

/** The activities of `sendTranscript`. Address and text stay in the rows. */
export interface TranscriptActivities {
  /**
   * Sends the transcript and notes it, once as far as mail servers allow: the same letter has the same id. Throws while
   * another try makes sense; a letter that no try will bring through is noted as failed.
   */
  sendTranscript(input: { mailId: string }): Promise<void>;
  /** Notes that it was not sent; one that was stays as it is. */
  failTranscript(input: { mailId: string }): Promise<void>;
}

/** How far a trial has come. */
export interface TrialProgress {
  /** Sessions that were tried. */
  done: number;
}

export const TRIAL_ENDS = ['done', 'cancelled', 'failed'] as const;
export type TrialEnd = (typeof TRIAL_ENDS)[number];

/** The activities of `tryOnSessions`. Definition and report stay in the trial's row. */
export interface TrialActivities {
  /**
   * Tries the draft on the sessions that follow `afterId` (null: from the first on) and adds them to the report, once.
   * Answers the session to go on after; null when none is left.
   */
  tryBatch(input: { trialId: string; afterId: string | null }): Promise<TrialProgress & { afterId: string | null }>;
  /** Writes how the trial ended; one that has ended already stays as it is. */
  finishTrial(input: { trialId: string; state: TrialEnd }): Promise<void>;
}

export const TASK_QUEUE = 'foyer';

export const WORKFLOW_TYPES = {
  visitorSession: 'visitorSession',
  produceResult: 'produceResult',
  tryOnSessions: 'tryOnSessions',
  sendTranscript: 'sendTranscript',
} as const;

export const sessionWorkflowId = (sessionId: string): string => `session-${sessionId}`;
export const resultWorkflowId = (resultId: string): string => `result-${resultId}`;
export const transcriptWorkflowId = (mailId: string): string => `transcript-${mailId}`;
export const trialWorkflowId = (trialId: string): string => `trial-${trialId}`;
/** The query of `tryOnSessions`; answers `TrialProgress`. */
export const TRIAL_PROGRESS_QUERY = 'progress';

/** Signals are named for what happened; their payload is `SignalPayload` for all of them. */
export const SIGNALS = {
  sessionBegan: 'sessionBegan',
  visitorMessage: 'visitorMessage',
  visitorAnswer: 'visitorAnswer',
  agentAssigned: 'agentAssigned',
  agentReassigned: 'agentReassigned',
  /** Back to Unassigned: the agent is gone, or gave it back. */
  conversationReturned: 'conversationReturned',
  conversationClosed: 'conversationClosed',
  /** The agent to whom it was offered does not take it. */
  offerDeclined: 'offerDeclined',
  /** The agent to whom it was offered is not online any more. */
  offerWithdrawn: 'offerWithdrawn',
  /** Somebody came online or has room again: whoever waits for longest is offered to them. Without a seq. */
  agentAvailable: 'agentAvailable',
  /** Sent by the sweep: something was written that the process has not read. */
  entriesUnread: 'entriesUnread',
  /** Sent after an operator's `opsMoved` entry. */
  sessionMoved: 'sessionMoved',
  agentHandedBack: 'agentHandedBack',
  httpAnswered: 'httpAnswered',
} as const;
export type SignalName = (typeof SIGNALS)[keyof typeof SIGNALS];

export interface SignalPayload {
  /** The log's entry that it is about; missing where something happened that is no entry. */
  seq?: number;
}

/** Search attributes, all of type Keyword but PlaybookVersion (Int). Written on change only. */
export const SEARCH_ATTRIBUTES = {
  SessionPhase: 'KEYWORD',
  SiteId: 'KEYWORD',
  PlaybookId: 'KEYWORD',
  PlaybookVersion: 'INT',
  AgentId: 'KEYWORD',
  TeamId: 'KEYWORD',
} as const;
