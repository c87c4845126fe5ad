import { type EntryBody, type EntryKind, KNOWN_FIELDS } from '#libs/contracts';
import type { SessionToTry } from '#libs/database';

/** What the visitor was asked when they wrote: the card, and the field that it keeps. */
interface Asked {
  cardId: string;
  field: string | null;
}

/** What somebody did in a recorded session, told so that it can be done in another one. */
export type Act = { at: string } & (
  | { type: 'message'; text: string; asked: Asked | null }
  | { type: 'answer'; given: Omit<EntryBody<'answer'>, 'promptSeq'>; asked: Asked | null }
  | { type: 'joined' | 'returned' | 'handedBack' | 'closed' }
  | { type: 'spoke'; text: string }
  | { type: 'httpAnswered'; answer: Omit<EntryBody<'httpAnswered'>, 'requestSeq'> }
);

/** Kinds after which nobody is asked anything any more. */
const TAKES_OVER: ReadonlySet<EntryKind> = new Set([
  'phaseChanged',
  'botSilent',
  'stuck',
  'assigned',
  'returned',
  'handedBack',
]);

/** Everything that visitor, agents and other services did, in its order. */
export function actsOf({ entries }: Pick<SessionToTry, 'entries'>): Act[] {
  const fieldOf = new Map<string, string>();
  for (const { kind, body } of entries) if (kind === 'captured') fieldOf.set(body.cardId, body.field);
  const prompts = new Map<number, string>();
  const asked = (cardId: string | undefined): Asked | null =>
    cardId === undefined ? null : { cardId, field: fieldOf.get(cardId) ?? null };

  const acts: Act[] = [];
  let open: string | undefined;
  for (const entry of entries) {
    const { kind, at, author, body, seq } = entry;
    if (kind === 'prompt') {
      open = body.cardId;
      prompts.set(seq, body.cardId);
    } else if (kind === 'answer') {
      const { promptSeq, ...given } = body;
      acts.push({ at, type: 'answer', given, asked: asked(prompts.get(promptSeq)) });
    } else if (kind === 'message' && author === 'visitor') {
      acts.push({ at, type: 'message', text: body.text, asked: asked(open) });
    } else if (kind === 'message' && author === 'agent') {
      acts.push({ at, type: 'spoke', text: body.text });
    } else if (kind === 'assigned') {
      acts.push({ at, type: 'joined' });
    } else if (kind === 'returned') {
      acts.push({ at, type: 'returned' });
    } else if (kind === 'handedBack') {
      acts.push({ at, type: 'handedBack' });
    } else if (kind === 'closed' && body.reason === 'agent') {
      acts.push({ at, type: 'closed' });
    } else if (kind === 'httpAnswered') {
      const { requestSeq: _requestSeq, ...answer } = body;
      acts.push({ at, type: 'httpAnswered', answer });
    }
    if (TAKES_OVER.has(kind) || (kind === 'captured' && body.cardId === open)) open = undefined;
  }
  return acts;
}

/**
 * Whether somebody was online at a time, as far as the session knows: what was seen last, else what was seen next. A
 * session that never called people has seen nobody.
 */
export function availabilityOf({ entries }: Pick<SessionToTry, 'entries'>): (at: string) => boolean {
  const seen: { at: string; online: boolean }[] = [];
  for (const { kind, at, author, body } of entries) {
    if (kind === 'assigned' || (kind === 'message' && author === 'agent')) seen.push({ at, online: true });
    if (kind === 'phaseChanged' && body.reason === 'people_called') seen.push({ at, online: true });
    if (kind === 'phaseChanged' && body.reason === 'nobody_online') seen.push({ at, online: false });
  }
  return (at) => (seen.findLast((one) => one.at <= at) ?? seen[0])?.online ?? false;
}

/**
 * What was known before the first act, since the website signed who the visitor is: known fields that no card filled,
 * for each that a card fills has an entry.
 */
export function knownAtStart({ fields, entries }: Pick<SessionToTry, 'fields' | 'entries'>): Record<string, string> {
  const filled = new Set<string>();
  for (const { kind, body } of entries) {
    if (kind === 'captured') filled.add(body.field);
    if (kind === 'httpAnswered') for (const field of Object.keys(body.fields)) filled.add(field);
  }
  const known = new Set<string>(KNOWN_FIELDS);
  return Object.fromEntries(Object.entries(fields).filter(([field]) => known.has(field) && !filled.has(field)));
}
