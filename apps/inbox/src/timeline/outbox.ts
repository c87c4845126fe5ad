import type { Entry, ErrorCode, FileView } from '#libs/contracts';
import { isHidden } from '../protocol.ts';
import { lastContiguous, type TimelineState } from './reducer.ts';
import type { Kept } from './shelf.ts';

export type OutboxKind = 'message' | 'note';

/** Something an agent wrote that the timeline does not show yet. The bubble is keyed by `clientId` until it has a seq. */
export interface OutboxItem {
  readonly clientId: string;
  readonly kind: OutboxKind;
  /** '' where there are only files. */
  readonly text: string;
  /** Uploaded before. */
  readonly files?: readonly FileView[];
  /** Of a note: the ids of those whom it names. */
  readonly mentions?: readonly string[];
  /** The last seq that the agent had before them. */
  readonly since: number;
  /** `held`: a colleague wrote meanwhile, and the agent is asked whether to send it all the same. */
  readonly state: 'queued' | 'sending' | 'sent' | 'refused' | 'held';
  /** It could not go at once: before it goes, it is looked whether a colleague wrote. */
  readonly waited: boolean;
  /** Once held: what the colleague wrote. */
  readonly overtakenBy: Entry | null;
  /** Once acknowledged: where it stands in the timeline. */
  readonly seq: number | null;
  /** Once refused: why. Nothing was stored. */
  readonly code: ErrorCode | null;
}

/** In the order of writing. */
export type Outbox = readonly OutboxItem[];

export type Written = Pick<OutboxItem, 'kind' | 'text' | 'files' | 'mentions' | 'since'>;

const change = (outbox: Outbox, clientId: string, patch: Partial<OutboxItem>): Outbox =>
  outbox.map((item) => (item.clientId === clientId ? { ...item, ...patch } : item));

const FRESH = { state: 'queued', waited: false, overtakenBy: null, seq: null, code: null } as const;

export const enqueue = (outbox: Outbox, item: Written & Pick<OutboxItem, 'clientId'>): Outbox => [
  ...outbox,
  { ...FRESH, ...item },
];

/** What to send now: nothing while one is on its way, so that messages are stored in the order of writing. */
export function nextToSend(outbox: Outbox): OutboxItem | null {
  if (outbox.some(({ state }) => state === 'sending')) return null;
  return outbox.find(({ state }) => state === 'queued') ?? null;
}

export const sending = (outbox: Outbox, clientId: string): Outbox => change(outbox, clientId, { state: 'sending' });

export const acknowledged = (outbox: Outbox, clientId: string, seq: number): Outbox =>
  change(outbox, clientId, { state: 'sent', seq });

/** No answer came, or one that asks to come again: it is sent again with the same `clientId`, before what follows it. */
export const unanswered = (outbox: Outbox, clientId: string): Outbox =>
  change(outbox, clientId, { state: 'queued', waited: true });

/** The connection is lost: whatever has not gone waits. */
export const cutOff = (outbox: Outbox): Outbox =>
  outbox.map((item) => (item.state === 'queued' ? { ...item, waited: true } : item));

/** A refusal is an answer too: what follows may go. */
export const refused = (outbox: Outbox, clientId: string, code: ErrorCode): Outbox =>
  change(outbox, clientId, { state: 'refused', code });

/** The agent has not seen what a colleague wrote: they are asked. What follows may go. */
export const held = (outbox: Outbox, clientId: string, overtakenBy: Entry): Outbox =>
  change(outbox, clientId, { state: 'held', overtakenBy });

/** The agent wants it sent as it is: of one that was held they have now seen what it is sent over. */
export const retry = (outbox: Outbox, clientId: string): Outbox =>
  outbox.map((item) =>
    item.clientId === clientId ? { ...item, ...FRESH, waited: true, since: item.overtakenBy?.seq ?? item.since } : item,
  );

export const discard = (outbox: Outbox, clientId: string): Outbox =>
  outbox.filter((item) => item.clientId !== clientId);

/** Drops what the timeline shows: by seq, or by `clientId` where the entry came and its acknowledgement did not. */
export function settle(outbox: Outbox, timeline: TimelineState): Outbox {
  if (outbox.length === 0) return outbox;
  const shown = new Set(timeline.entries.map((entry) => (isHidden(entry) ? null : entry.clientId)));
  const last = lastContiguous(timeline);
  const rest = outbox.filter(({ clientId, seq }) => !shown.has(clientId) && (seq === null || seq > last));
  return rest.length === outbox.length ? outbox : rest;
}

/** What was kept over a reload, or came from another tab. */
const restored = (kept: Kept): OutboxItem => ({
  ...FRESH,
  ...kept,
  waited: true,
  state: kept.code === null ? 'queued' : 'refused',
});

/** As the tabs share it: what others wrote is added, what they sent or discarded goes, what they learned is known here. */
export function followed(outbox: Outbox, shared: readonly Kept[]): Outbox {
  const there = new Map(shared.map((kept) => [kept.clientId, kept]));
  const known = new Set(outbox.map(({ clientId }) => clientId));
  const stay = outbox.flatMap((item) => {
    const kept = there.get(item.clientId);
    if (item.state === 'sending' || item.state === 'sent') return [item];
    if (!kept) return [];
    return [kept.code === item.code && kept.since === item.since ? item : restored(kept)];
  });
  const added = shared.filter(({ clientId }) => !known.has(clientId)).map(restored);
  return [...stay, ...added].sort((a, b) => (a.clientId < b.clientId ? -1 : 1));
}
