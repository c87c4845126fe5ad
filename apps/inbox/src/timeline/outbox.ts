import type { ErrorCode, FileView } from '#libs/contracts';
import { isHidden } from '../protocol.ts';
import { lastContiguous, type TimelineState } from './reducer.ts';

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
  readonly state: 'queued' | 'sending' | 'sent' | 'refused';
  /** Once acknowledged: where it stands in the timeline. */
  readonly seq: number | null;
  /** Once refused: why. Nothing was stored. */
  readonly code: ErrorCode | null;
}

/** In the order of writing. */
export type Outbox = readonly OutboxItem[];

const change = (outbox: Outbox, clientId: string, patch: Partial<OutboxItem>): Outbox =>
  outbox.map((item) => (item.clientId === clientId ? { ...item, ...patch } : item));

export const enqueue = (
  outbox: Outbox,
  item: Pick<OutboxItem, 'clientId' | 'kind' | 'text' | 'files' | 'mentions'>,
): Outbox => [...outbox, { ...item, state: 'queued', seq: null, code: null }];

/** What to send now: nothing while one is on its way, so that messages are stored in the order of writing. */
export function nextToSend(outbox: Outbox): OutboxItem | null {
  if (outbox.some(({ state }) => state === 'sending')) return null;
  return outbox.find(({ state }) => state === 'queued') ?? null;
}

export const sending = (outbox: Outbox, clientId: string): Outbox => change(outbox, clientId, { state: 'sending' });

export const acknowledged = (outbox: Outbox, clientId: string, seq: number): Outbox =>
  change(outbox, clientId, { state: 'sent', seq });

/** No answer came, or one that asks to come again: it is sent again with the same `clientId`, before what follows it. */
export const unanswered = (outbox: Outbox, clientId: string): Outbox => change(outbox, clientId, { state: 'queued' });

/** A refusal is an answer too: what follows may go. */
export const refused = (outbox: Outbox, clientId: string, code: ErrorCode): Outbox =>
  change(outbox, clientId, { state: 'refused', code });

export const retry = (outbox: Outbox, clientId: string): Outbox =>
  change(outbox, clientId, { state: 'queued', code: null });

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
