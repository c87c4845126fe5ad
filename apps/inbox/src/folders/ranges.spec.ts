import type { ConversationView } from '#libs/contracts';
import { ALL_UNREAD, hasMore, type Ranges, rowsOf, stale, toRead, withRow, withSnapshot } from './ranges.ts';

const row = (id: string) => ({ id }) as ConversationView;
const rows = (ids: string) => [...ids].map(row);
const shown = (ranges: Ranges) =>
  rowsOf(ranges)
    .map(({ id }) => id)
    .join('');
const none = new Set<string>();

/** Read to the end in two ranges: "ab" and "cd". */
const two = withSnapshot(withSnapshot(ALL_UNREAD, null, { rows: rows('ab'), next: 'b' }), 'b', {
  rows: rows('cd'),
  next: null,
});

describe('ranges of a folder', () => {
  it('are read one after the other, the further ones when their place is in sight', () => {
    expect(toRead(ALL_UNREAD, none, false)).toMatchObject({ after: null, until: null });
    const one = withSnapshot(ALL_UNREAD, null, { rows: rows('ab'), next: 'b' });
    expect([shown(one), hasMore(one)]).toEqual(['ab', true]);
    expect(toRead(one, none, false)).toBeNull();
    expect(toRead(one, none, true)).toMatchObject({ after: 'b', until: null });
    expect([shown(two), hasMore(two), toRead(two, none, true)]).toEqual(['abcd', false, null]);
  });

  it('are read again at the beginning, at the end and where they are in sight', () => {
    const three = withSnapshot(
      withSnapshot(withSnapshot(ALL_UNREAD, null, { rows: rows('ab'), next: 'b' }), 'b', {
        rows: rows('cd'),
        next: 'd',
      }),
      'd',
      { rows: rows('e'), next: null },
    );
    const reads = (inSight: Set<string>) => {
      const order: (string | null)[] = [];
      let ranges = stale(three);
      for (let range = toRead(ranges, inSight, false); range; range = toRead(ranges, inSight, false)) {
        order.push(range.after);
        ranges = withSnapshot(ranges, range.after, { rows: range.rows, next: range.until });
      }
      return order;
    };
    expect(reads(none)).toEqual([null, 'd']);
    expect(reads(new Set(['c']))).toEqual([null, 'b', 'd']);
  });

  it('a row that moved is shown once, where the newest snapshot has it', () => {
    const moved = withSnapshot(stale(two), null, { rows: rows('dab'), next: null });
    expect(shown(moved)).toBe('dabc');
  });

  it('a range that grew is split, and what was not reached is read later', () => {
    const grown = withSnapshot(stale(two), null, { rows: rows('xy'), next: 'y' });
    expect(shown(grown)).toBe('xyabcd');
    expect(toRead(grown, new Set(['a']), false)).toMatchObject({ after: 'y', until: 'b' });
  });

  it('a row known from elsewhere is put in, replaced and taken away at once', () => {
    expect(shown(withRow(two, row('x'), true))).toBe('abxcd');
    expect(shown(withRow(two, { ...row('c'), lastText: 'new' }, true))).toBe('abdc');
    expect(shown(withRow(two, row('c'), false))).toBe('abd');
  });
});
