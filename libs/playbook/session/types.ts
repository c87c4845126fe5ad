import type {
  Details,
  Entry,
  EntryBody,
  EntryKind,
  OpeningHours,
  Phase,
  PlaybookDefinition,
  ResultKind,
  ResultState,
} from '#libs/contracts';
import type { Offer, Routing } from '../routing/types.ts';
import type { EngineState, HttpRequest, Online, ResultRequest } from '../types.ts';

/** What the process reads of a session's row. Times are ISO 8601 in UTC with milliseconds. */
export interface LookedSession {
  id: string;
  language: string;
  seed: number;
  pageUrl: string | null;
  /** The visitor had a session before. */
  returning: boolean;
  phase: Phase;
  epoch: number;
  lastSeq: number;
  /** The process has read up to here. */
  cursor: number;
  state: EngineState;
  startedAt: string;
  lastAt: string;
  /** The agent whom the waiting conversation is offered to. */
  offeredTo: string | null;
  /** How many offers there were. */
  offerNo: number;
  /** Until when `offeredTo` may accept. */
  offerUntil: string | null;
}

/** An entry that the process writes; seq and time are given by the timeline. */
export type NewEntry = {
  [K in EntryKind]: { kind: K; author: 'bot' | 'system'; body: EntryBody<K> };
}[EntryKind];

/** What one look of the process sees, under the lock of the session's row. */
export interface Look<S extends LookedSession = LookedSession> {
  session: S;
  /** What follows the cursor, at most `LIMITS.entriesPerRead` entries. */
  unread: Entry[];
  /** More unread entries remain: look again, and do not close now. */
  more: boolean;
  /** The time of this look (ISO 8601): never before the session's last entry, never before the workflow's clock. */
  now: string;
  /** A hint. */
  online: Online;
  /** The session's place among those that wait for the same team, from 1; null while it does not wait. */
  queuePlace: number | null;
  definition: PlaybookDefinition;
  /** Who may be offered the conversation; missing where nobody looked, since it does not wait. */
  routing?: Routing;
  /** The name of `session.offeredTo`. */
  offeredName?: string | null;
  /** When the site's people answer; missing: always. Out of hours nobody is online for it, whoever is. */
  hours?: OpeningHours | null;
  /** All results of the session so far. */
  results: { resultId: string; kind: ResultKind; state: ResultState }[];
}

/** A result that a card asks for. */
export type NewResult = Omit<ResultRequest, 'result'> & { resultId: string; kind: ResultKind };

/** A request that an http card makes. */
export interface NewCall {
  callId: string;
  cardId: string;
  /** The entry that made it. */
  seq: number;
  request: HttpRequest;
  giveUpAt: string;
}

/** A card that the session came by; `left` where it has gone on from there. */
export interface CardVisit {
  cardId: string;
  arm: string | null;
  left: boolean;
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
  /** In phase `waiting`: the name of the team that was called; null: everybody. */
  team: string | null;
  /** Whom the conversation is offered to after this look; null: nobody in particular. */
  offer: Offer | null;
  results: NewResult[];
  calls: NewCall[];
  visits: CardVisit[];
  /** Fills the details that are still null. */
  details: Partial<Details>;
  /** Up to where the process has read. What this look appends counts as read when everything before it was. */
  cursor: number;
}
