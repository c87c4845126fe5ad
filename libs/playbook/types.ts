import type { EntryBody, PlaybookDefinition, ResultKind } from '#libs/contracts';

/** How the engine stands between two events. Stored with the session's row; JSON, versioned by `format`. */
export interface EngineState {
  format: 2;
  /** The card the session stands on. */
  cardId: string;
  wait: EngineWait;
  /** What is known, by field: captured, chosen, set, or answered by another service. */
  fields: Record<string, string>;
  /** Null until a card decides. */
  qualified: boolean | null;
  /** The result cards that were passed. A card asks for its result once, also where the visitor comes by again. */
  resultCards: string[];
}

/** A time (ISO 8601) at which the wait goes on by itself; the id is unique within the session. */
export interface Due {
  deadlineId: string;
  deadlineAt: string;
}

export type EngineWait =
  /**
   * For an answer to the card's prompt. `askedSeq` is the seq of its first prompt, `promptSeq` of its latest one
   * (the same until the card asks again): whoever answers the first while the second is being written is heard.
   * Only entries with a seq above `askedSeq` can answer. `attempts` counts how often the card asked again.
   * `reminder`: the next reminder (`no` 0, 1 …) or, after the last, the way on without an answer.
   */
  | { for: 'answer'; askedSeq: number; promptSeq: number; attempts: number; reminder: (Due & { no: number }) | null }
  /** For people of the team (null: anybody) to pick up. `notice`: when the visitor is told their place again. */
  | ({ for: 'pickUp'; team: string | null; notice: Due | null } & Due)
  /** People lead. `silent`: until when who picked up has to write a first word. */
  | { for: 'people'; silent: Due | null }
  /** For a time. */
  | ({ for: 'time' } & Due)
  /** For another service's answer to the request that the entry `requestSeq` made. */
  | ({ for: 'http'; requestSeq: number } & Due)
  | { for: 'nothing' };

/** What happened, as the engine sees it. */
export type EngineEvent =
  | { type: 'began' }
  | { type: 'visitorMessage'; seq: number; text: string }
  | {
      type: 'visitorAnswer';
      seq: number;
      promptSeq: number;
      choiceId?: string;
      fileId?: string;
      consent?: true;
      skipped?: boolean;
      text: string;
    }
  | { type: 'agentJoined'; seq: number }
  | { type: 'agentSpoke'; seq: number }
  /** The agent gave the visitor back to the bot. */
  | { type: 'handedBack'; seq: number }
  /** The agent is gone, or gave the conversation back: the visitor waits for people again. */
  | { type: 'returned'; seq: number }
  /** People were called by the sweep because the process was silent. */
  | { type: 'botSilent'; seq: number }
  | { type: 'httpAnswered'; seq: number; requestSeq: number; ok: boolean; fields: Record<string, string> }
  | { type: 'deadlinePassed'; deadlineId: string }
  | { type: 'moved'; seq: number; cardId: string };
export type EventOf<T extends EngineEvent['type']> = Extract<EngineEvent, { type: T }>;

/** Who is online: a hint. */
export interface Online {
  anybody: boolean;
  /** Names of the teams of which somebody is. */
  teams: readonly string[];
}

/** What the engine may know of the world at this look. */
export interface EngineContext {
  /** Time of the event (ISO 8601): what people have time for counts from it. */
  at: string;
  /** Time of the step (ISO 8601), where the event is read later: what the bot does from now on counts from it. */
  now?: string;
  language: string;
  online: Online;
  /** The visitor's place among those who wait for the same team, from 1; null where nobody waits. */
  queuePlace: number | null;
  /** The seq that the first entry written by this step will get; later ones follow without gaps. */
  nextSeq: number;
  /** Decides the arms of experiments; the same for all sessions of one visitor. */
  seed: number;
  /** The page on which the session began. */
  pageUrl: string | null;
  /** Whether the visitor had a session before. */
  returning: boolean;
}

/** A request to another service, with all fields filled in. */
export interface HttpRequest {
  method: string;
  url: string;
  headers: Record<string, string>;
  /** JSON text; null without a body. */
  body: string | null;
  /** What of the answer's JSON is kept in which field. */
  save: { path: string; field: string }[];
}

export interface ResultRequest {
  cardId: string;
  result: ResultKind;
  title: string;
  /** "assignee" or an agent's e-mail; null: nobody. */
  owner: string | null;
  label: string | null;
  stage: string | null;
  visibility: 'everyone' | 'owner';
  /** Decimal; null where it is not known. */
  value: string | null;
  currency: string | null;
  /** ISO 8601. */
  dueAt: string | null;
}

type AppendedKind = 'message' | 'prompt' | 'captured' | 'consented' | 'qualified' | 'disqualified' | 'phaseChanged';

/** What is to be done, in this order. Each effect makes exactly one entry and takes the next seq (see `entryCount`). */
export type EngineEffect =
  /** `phaseChanged` sets the row's phase and raises its epoch; to `closed` is the effect `close` instead. */
  | { [K in AppendedKind]: { type: 'append'; kind: K; body: EntryBody<K> } }[AppendedKind]
  /** The caller derives the result's id from session and card, and appends `resultRequested`. */
  | ({ type: 'requestResult' } & ResultRequest)
  /** The caller derives the call's id from session and seq, and appends `httpRequested`. */
  | { type: 'callHttp'; cardId: string; request: HttpRequest; giveUpAt: string }
  /** The caller appends `closed` with reason `playbook_ended`. */
  | { type: 'close' };

/** A card that the session came by. `arm`: which of several it got there. */
export interface Visit {
  cardId: string;
  arm: string | null;
}

export interface Step {
  state: EngineState;
  effects: EngineEffect[];
  /** The cards that were entered, in order. */
  visited: Visit[];
}

/** One step of the engine: pure, no clock, no I/O. `state` is null for the event `began` only. */
export type StepFunction = (
  definition: PlaybookDefinition,
  state: EngineState | null,
  event: EngineEvent,
  context: EngineContext,
) => Step;
