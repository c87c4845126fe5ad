import type { EntryView } from '#libs/contracts';
import { amend } from '#libs/contracts/amend';

/** One session's timeline as this client knows it. Seqs run 1, 2, 3 …, so the entry with seq n stands at index n - 1. */
export interface TimelineState {
  /** What is shown: every entry up to the first gap. */
  readonly entries: readonly EntryView[];
  /** Entries beyond a gap by seq: kept, not shown until the gap is filled. */
  readonly ahead: ReadonlyMap<number, EntryView>;
  /** The highest seq heard of, from an entry or from an answer's `lastSeq`. */
  readonly known: number;
}

export const EMPTY_TIMELINE: TimelineState = { entries: [], ahead: new Map(), known: 0 };

/** The last seq before the first gap: what to read after. */
export const lastContiguous = (timeline: TimelineState): number => timeline.entries.length;

/** True while entries are known to exist that have not come. */
export const isBehind = (timeline: TimelineState): boolean => timeline.known > timeline.entries.length;

/**
 * Applies entries by seq only, in whatever order and however often they come; entries that others hide from this
 * client count like any. Answers the same object when nothing is new.
 */
export function applyEntries(timeline: TimelineState, incoming: readonly EntryView[]): TimelineState {
  const fresh = incoming.filter(({ seq }) => seq > timeline.entries.length && !timeline.ahead.has(seq));
  if (fresh.length === 0) return timeline;
  const entries = [...timeline.entries];
  const ahead = new Map(timeline.ahead);
  for (const entry of fresh) ahead.set(entry.seq, entry);
  for (let next = ahead.get(entries.length + 1); next; next = ahead.get(entries.length + 1)) {
    ahead.delete(next.seq);
    entries.push(next);
    amend(entries, next);
  }
  const known = fresh.reduce((highest, { seq }) => Math.max(highest, seq), timeline.known);
  return { entries, ahead, known };
}

/** Notes that entries up to `seq` exist. */
export function heardOf(timeline: TimelineState, seq: number): TimelineState {
  return seq > timeline.known ? { ...timeline, known: seq } : timeline;
}
