import type { Entry, EntryView } from '#libs/contracts';
import { applyEntries, EMPTY_TIMELINE, heardOf, isBehind, lastContiguous, type TimelineState } from './reducer.ts';

const entry = (seq: number): Entry => ({
  seq,
  at: '2026-01-01T00:00:00.000Z',
  kind: 'message',
  author: 'visitor',
  authorId: null,
  clientId: null,
  body: { text: `words ${seq}` },
});
const hidden = (seq: number): EntryView => ({ seq, hidden: true });
const seqs = (timeline: TimelineState): number[] => timeline.entries.map(({ seq }) => seq);

describe('a timeline', () => {
  test('peer failure 19: applies entries by seq only, whatever the order they come in', () => {
    const timeline = [3, 1, 5, 2, 4].reduce((state, seq) => applyEntries(state, [entry(seq)]), EMPTY_TIMELINE);
    expect(seqs(timeline)).toEqual([1, 2, 3, 4, 5]);
    expect(isBehind(timeline)).toBe(false);
  });

  test('shows nothing beyond a gap and says after which seq to read', () => {
    const timeline = applyEntries(EMPTY_TIMELINE, [entry(1), entry(2), entry(4), entry(6)]);
    expect(seqs(timeline)).toEqual([1, 2]);
    expect(lastContiguous(timeline)).toBe(2);
    expect(isBehind(timeline)).toBe(true);
    const filled = applyEntries(timeline, [entry(3)]);
    expect(seqs(filled)).toEqual([1, 2, 3, 4]);
    expect(isBehind(filled)).toBe(true);
    expect(seqs(applyEntries(filled, [entry(5)]))).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test('counts hidden entries like any other', () => {
    const timeline = applyEntries(EMPTY_TIMELINE, [entry(1), hidden(2), entry(3)]);
    expect(timeline.entries[1]).toEqual(hidden(2));
    expect(lastContiguous(timeline)).toBe(3);
  });

  test('a repeat changes nothing, and the first of two with one seq stays', () => {
    const timeline = applyEntries(EMPTY_TIMELINE, [entry(1), entry(3)]);
    expect(applyEntries(timeline, [entry(1), entry(3)])).toBe(timeline);
    expect(applyEntries(timeline, [{ ...entry(1), at: 'later' }])).toBe(timeline);
  });

  test('is behind as soon as it hears of a later seq', () => {
    const timeline = applyEntries(EMPTY_TIMELINE, [entry(1)]);
    expect(isBehind(heardOf(timeline, 1))).toBe(false);
    const heard = heardOf(timeline, 3);
    expect(isBehind(heard)).toBe(true);
    expect(isBehind(applyEntries(heard, [entry(2), entry(3)]))).toBe(false);
  });

  test('any order and any repetition of the same entries end in the same timeline', () => {
    const all = Array.from({ length: 30 }, (_, index) => entry(index + 1));
    let random = 7;
    const next = (below: number): number => {
      random = (random * 48_271) % 2_147_483_647;
      return random % below;
    };
    for (let round = 0; round < 200; round += 1) {
      let timeline = EMPTY_TIMELINE;
      const left = [...all];
      while (left.length > 0) {
        const at = next(left.length);
        timeline = applyEntries(timeline, left.slice(at, at + 1 + next(3)));
        if (next(3) > 0) left.splice(at, 1);
        expect(seqs(timeline)).toEqual(timeline.entries.map((_, index) => index + 1));
      }
      expect(timeline).toEqual({ entries: all, ahead: new Map(), known: 30 });
    }
  });
});
