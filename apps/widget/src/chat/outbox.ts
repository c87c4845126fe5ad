import type { ErrorCode, FileView, StartSessionBody } from '#libs/contracts';

/** The opening that a first act belongs to, as it was rendered. */
export type OpeningRef = Pick<StartSessionBody, 'versionId' | 'language' | 'seed' | 'pageUrl' | 'returning'>;

/** What a prompt was answered with: chosen, uploaded or skipped; typed where it is none of them. */
export interface GivenAnswer {
  /** What was typed, or what the visitor saw: the choice's text, the file's name, the button that skips. */
  text: string;
  choiceId?: string;
  fileId?: string;
  skipped?: true;
  /** The prompt's box was ticked. */
  consent?: true;
}

/** Words, files that were uploaded to the session before, or both; `text` is '' where there are only files. */
export type SaidAct = { type: 'message'; text: string; files?: readonly FileView[] };
export type Act = SaidAct | ({ type: 'answer'; promptSeq: number } & GivenAnswer);

type Answer = { promptSeq: number } & Partial<GivenAnswer>;

/** Something the visitor did that is not yet acknowledged. */
export interface OutboxItem {
  clientId: string;
  /** Sorts the items of all tabs as the visitor made them. */
  order: string;
  /** ISO 8601, the browser's clock; for display only. */
  at: string;
  act: Act;
  /** The session whose prompt is answered or whose files are sent; null for the opening's, and for plain messages. */
  sessionId: string | null;
  opening: OpeningRef | null;
  /** Why the server will never take it as it is: it waits for the visitor. */
  failed?: ErrorCode;
}

/** In one website's share of a browser: much less than there is room for, and more than anybody writes offline. */
export const MOST_KEPT = 50;

/** An acknowledged item whose entry has not come back yet. */
export interface SentItem {
  item: OutboxItem;
  seq: number;
}

export const inOrder = (items: readonly OutboxItem[]): OutboxItem[] =>
  [...items].sort((a, b) => (a.order < b.order ? -1 : a.order > b.order ? 1 : 0));

/** A sortable mark of the moment; always greater than `previous`, even when the clock stands still. */
export function nextOrder(previous: string, now: number): string {
  const last = previous === '' ? 0 : Number.parseInt(previous, 36);
  return Math.max(now, last + 1)
    .toString(36)
    .padStart(10, '0');
}

/**
 * The item as a plain message: a choice becomes its words. Null when nothing is left to say: a skip, or files, which
 * belong to their session.
 */
export function asMessage(item: OutboxItem): OutboxItem | null {
  if (item.act.type === 'answer' && (item.act.skipped || item.act.fileId)) return null;
  if (item.act.text === '') return null;
  const opening = item.sessionId === null ? item.opening : null;
  return { ...item, sessionId: null, opening, act: { type: 'message', text: item.act.text } };
}

export type Delivery =
  /** The first act: begins the session, or joins the visitor's open one. */
  | { by: 'start'; act: StartSessionBody['act']; opening: OpeningRef | null }
  | { by: 'message'; frame: { clientId: string; text?: string; fileIds?: string[] } }
  | { by: 'answer'; frame: { clientId: string } & Answer }
  /** Its prompt went with an earlier session and no words are left. */
  | { by: 'nothing' };

/** How an item has to be sent now. */
export function deliveryOf(item: OutboxItem, sessionId: string | null): Delivery {
  const { act, clientId, opening } = item;
  if (act.type === 'message' && act.files) {
    const words = asMessage(item);
    if (item.sessionId !== sessionId) return words ? deliveryOf(words, sessionId) : { by: 'nothing' };
    const fileIds = act.files.map(({ id }) => id);
    return { by: 'message', frame: { clientId, ...(act.text !== '' && { text: act.text }), fileIds } };
  }
  if (act.type === 'message') {
    return sessionId === null
      ? { by: 'start', act: { text: act.text }, opening }
      : { by: 'message', frame: { clientId, text: act.text } };
  }
  const answer = answerOf(act);
  if (item.sessionId === null) return { by: 'start', act: answer as StartSessionBody['act'], opening };
  if (item.sessionId === sessionId) return { by: 'answer', frame: { clientId, ...answer } };
  const message = asMessage(item);
  return message ? deliveryOf(message, sessionId) : { by: 'nothing' };
}

/** The text goes along only where it was typed: of everything else the server knows the words. */
function answerOf({ type: _, text, ...answer }: Act & { type: 'answer' }): Answer {
  const typed = answer.choiceId === undefined && answer.fileId === undefined && !answer.skipped;
  return typed ? { ...answer, text } : answer;
}

export type AfterRefusal =
  /** Send the same again, later. */
  | { next: 'retry' }
  /** The session is over or lost: begin a new one with this item as its first act (null: nothing to carry over). */
  | { next: 'newSession'; item: OutboxItem | null }
  /** The playbook changed: show the new opening; null when the visitor has to choose again. */
  | { next: 'newOpening'; item: OutboxItem | null }
  /** Send this in its place at once; null: drop it. */
  | { next: 'replace'; item: OutboxItem | null }
  /** It will never be taken: show it with its error. */
  | { next: 'fail' };

const SESSION_LOST: readonly string[] = ['session_closed', 'session_token_invalid', 'unauthenticated', 'not_found'];
const PASSING: readonly string[] = ['rate_limited', 'unavailable', 'internal', 'unreachable'];

/** What becomes of an item that the server refused. Nothing was stored, so the same `clientId` may go out again. */
export function afterRefusal(item: OutboxItem, code: ErrorCode | 'unreachable', by: Delivery['by']): AfterRefusal {
  if (PASSING.includes(code)) return { next: 'retry' };
  if (code === 'opening_changed') {
    const words = item.act.type === 'answer' && item.act.choiceId !== undefined ? null : asMessage(item);
    return { next: 'newOpening', item: words && { ...words, opening: null } };
  }
  if (by !== 'start' && SESSION_LOST.includes(code)) return { next: 'newSession', item: asMessage(item) };
  if (by === 'answer' && code === 'wrong_phase') return { next: 'replace', item: asMessage(item) };
  return { next: 'fail' };
}
