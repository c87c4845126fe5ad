import type { EntryView } from '#libs/contracts';
import { amend } from '#libs/contracts/amend';

/** What this client holds of a session's timeline. */
export interface Timeline {
  /** Without gaps: `entries[i]` has seq `i + 1`. */
  readonly entries: readonly EntryView[];
  /** Came early: each waits for the gap before it to be filled. Ascending by seq. */
  readonly ahead: readonly EntryView[];
}

export const EMPTY_TIMELINE: Timeline = { entries: [], ahead: [] };

/** The last seq up to which nothing is missing; what follows it is asked for. */
export const lastSeq = (timeline: Timeline): number => timeline.entries.length;

export const hasGap = (timeline: Timeline): boolean => timeline.ahead.length > 0;

/**
 * Puts entries into the timeline by their seq alone: whatever order they come in and however often, the outcome is
 * the same. Hidden entries fill their places. Answers the same object when nothing was new.
 */
export function applyEntries(timeline: Timeline, incoming: readonly EntryView[]): Timeline {
  const early = new Map(timeline.ahead.map((entry) => [entry.seq, entry]));
  for (const entry of incoming) {
    if (entry.seq > lastSeq(timeline) && !early.has(entry.seq)) early.set(entry.seq, entry);
  }
  if (early.size === timeline.ahead.length) return timeline;

  const entries = [...timeline.entries];
  for (let next = early.get(entries.length + 1); next; next = early.get(entries.length + 1)) {
    early.delete(next.seq);
    entries.push(next);
    amend(entries, next);
  }
  return { entries, ahead: [...early.values()].sort((a, b) => a.seq - b.seq) };
}
