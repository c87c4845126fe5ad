import type { EntryBody, InputKind, PlaybookDefinition, ResultKind } from '#libs/contracts';

/** How the engine stands between two events. Stored with the session's row; JSON, versioned by `format`. */
export interface EngineState {
  format: 1;
  /** The card the session stands on. */
  cardId: string;
  wait: EngineWait;
  /** What the visitor gave, by field; used in texts and by conditions. */
  fields: Partial<Record<InputKind, string>>;
  qualified: boolean;
  /** The result cards that were passed. A card asks for its result once, also where the visitor comes by again. */
  resultCards: string[];
}

export type EngineWait =
  /**
   * For an answer to the card's prompt. `askedSeq` is the seq of its first prompt, `promptSeq` of its latest one
   * (the same until the card asks again): whoever answers the first while the second is being written is heard.
   * Only entries with a seq above `askedSeq` can answer. `attempts` counts how often the card asked again.
   */
  | { for: 'answer'; askedSeq: number; promptSeq: number; attempts: number }
  /** For people to pick up, until `deadlineAt` (ISO 8601). `deadlineId` is unique within the session. */
  | { for: 'pickUp'; deadlineId: string; deadlineAt: string }
  /** People lead; the engine listens only for the end. */
  | { for: 'people' }
  | { for: 'nothing' };

/** What happened, as the engine sees it. `at` is the entry's time; for a deadline, the time of the look. */
export type EngineEvent =
  | { type: 'began' }
  | { type: 'visitorMessage'; seq: number; text: string }
  | { type: 'visitorAnswer'; seq: number; promptSeq: number; choiceId?: string; skipped?: boolean; text: string }
  | { type: 'agentJoined'; seq: number }
  /** People were called by the sweep because the process was silent. */
  | { type: 'botSilent'; seq: number }
  | { type: 'deadlinePassed'; deadlineId: string }
  | { type: 'moved'; seq: number; cardId: string };

/** What the engine may know of the world at this look. */
export interface EngineContext {
  /** Time of the event (ISO 8601): deadlines count from it. */
  at: string;
  language: string;
  /** Whether somebody is online; a hint. */
  agentsOnline: boolean;
  /** The seq that the first entry written by this step will get; later ones follow without gaps. */
  nextSeq: number;
  seed: number;
}

/** What is to be done, in this order. Each effect makes exactly one entry and takes the next seq (see `entryCount`). */
export type EngineEffect =
  | { type: 'append'; kind: 'message'; body: EntryBody<'message'> }
  | { type: 'append'; kind: 'prompt'; body: EntryBody<'prompt'> }
  | { type: 'append'; kind: 'captured'; body: EntryBody<'captured'> }
  | { type: 'append'; kind: 'qualified'; body: EntryBody<'qualified'> }
  /** Sets the row's phase and raises its epoch. `to: 'closed'` is the effect `close` instead. */
  | { type: 'append'; kind: 'phaseChanged'; body: EntryBody<'phaseChanged'> }
  /** The caller derives the result's id from session and card, and appends `resultRequested`. */
  | { type: 'requestResult'; cardId: string; result: ResultKind; title: string; dueInDays: number | null }
  /** The caller appends `closed` with reason `playbook_ended`. */
  | { type: 'close' };

export interface Step {
  state: EngineState;
  effects: EngineEffect[];
}

/** One step of the engine: pure, no clock, no I/O. `state` is null for the event `began` only. */
export type StepFunction = (
  definition: PlaybookDefinition,
  state: EngineState | null,
  event: EngineEvent,
  context: EngineContext,
) => Step;
