import type { ConversationView } from '#libs/contracts';

/**
 * A part of a folder: what lies behind the place `after`, up to `until`. The ranges of a folder follow each other from
 * its beginning to its end. Reading one again is a snapshot of it: a row that moved has left one range for another.
 */
export interface Range {
  /** Null: from the beginning. */
  after: string | null;
  /** Null: to the end. */
  until: string | null;
  rows: readonly ConversationView[];
  /** Nothing was read since the folder may have changed there; `unread`: nothing was ever read. */
  state: 'fresh' | 'stale' | 'unread';
}
export type Ranges = readonly Range[];

export const ALL_UNREAD: Ranges = [{ after: null, until: null, rows: [], state: 'unread' }];

/** What a read of a range answered; `next`: it reached only so far. */
export interface Snapshot {
  rows: readonly ConversationView[];
  next: string | null;
}

/** Puts a snapshot in the place of the range that begins behind `after`. What it did not reach remains to be read. */
export function withSnapshot(ranges: Ranges, after: string | null, { rows, next }: Snapshot): Ranges {
  const found = new Set(rows.map(({ id }) => id));
  return ranges.flatMap((range): Range[] => {
    if (range.after !== after) {
      // the newest snapshot knows best where a row is
      return [{ ...range, rows: range.rows.filter(({ id }) => !found.has(id)) }];
    }
    const read: Range = { after, until: next ?? range.until, rows, state: 'fresh' };
    if (next === null || next === range.until) return [read];
    const left = range.rows.filter(({ id }) => !found.has(id));
    return [
      read,
      { after: next, until: range.until, rows: left, state: range.state === 'unread' ? 'unread' : 'stale' },
    ];
  });
}

/** After a hint or some time: nothing is sure any more. */
export const stale = (ranges: Ranges): Ranges =>
  ranges.map((range) => (range.state === 'fresh' ? { ...range, state: 'stale' } : range));

/**
 * The next range to read: its beginning, since new rows come there; its end where it was read already, since in some
 * orders they come there; and what is in sight. The others wait until they are. Null: all is well.
 * @param inSight ids of rows that are on the screen
 * @param endInSight the end of what was read is on the screen
 */
export function toRead(ranges: Ranges, inSight: ReadonlySet<string>, endInSight: boolean): Range | null {
  const wanted = ranges.find(({ state, rows, until }, index) => {
    if (state === 'fresh') return false;
    if (index === 0) return true;
    if (state === 'unread') return endInSight;
    return until === null || rows.some(({ id }) => inSight.has(id));
  });
  return wanted ?? null;
}

export const rowsOf = (ranges: Ranges): ConversationView[] => ranges.flatMap(({ rows }) => rows);

/** Whether there are rows that were never read. */
export const hasMore = (ranges: Ranges): boolean => ranges.some(({ state }) => state === 'unread');

/** Puts a row that is known from elsewhere in its place, or takes it away. It stays until its range is read. */
export function withRow(ranges: Ranges, row: ConversationView, belongs: boolean): Ranges {
  const at = ranges.findIndex(({ rows }) => rows.some(({ id }) => id === row.id));
  return ranges.map((range, index) => {
    const others = range.rows.filter(({ id }) => id !== row.id);
    const takes = belongs && index === Math.max(at, 0);
    return takes || others.length < range.rows.length ? { ...range, rows: takes ? [...others, row] : others } : range;
  });
}
