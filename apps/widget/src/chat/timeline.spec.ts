import type { EntryView } from '#libs/contracts';
import { applyEntries, EMPTY_TIMELINE, hasGap, lastSeq } from './timeline.ts';

const said = (seq: number, text = `words ${seq}`): EntryView => ({
  seq,
  at: '2026-01-01T10:00:00.000Z',
  kind: 'message',
  author: 'bot',
  authorId: null,
  clientId: null,
  body: { text },
});
const hidden = (seq: number): EntryView => ({ seq, hidden: true });

/** All orders of a list. */
const orders = <T>(items: T[]): T[][] =>
  items.length < 2
    ? [items]
    : items.flatMap((item, index) =>
        orders([...items.slice(0, index), ...items.slice(index + 1)]).map((rest) => [item, ...rest]),
      );

describe('the timeline', () => {
  it('peer failure 19: is the same whatever order the entries come in', () => {
    const entries = [said(1), said(2), hidden(3), said(4), said(5)];
    for (const order of orders(entries)) {
      const timeline = order.reduce((held, entry) => applyEntries(held, [entry]), EMPTY_TIMELINE);
      expect(timeline).toEqual({ entries, ahead: [] });
    }
  });

  it('takes each seq once, and keeps what came first', () => {
    const once = applyEntries(EMPTY_TIMELINE, [said(1, 'first'), said(1, 'again')]);
    const twice = applyEntries(once, [said(1, 'again')]);
    expect(twice).toBe(once);
    expect(twice.entries).toEqual([said(1, 'first')]);
  });

  it('holds back what follows a gap, and knows the seq to ask from', () => {
    const timeline = applyEntries(EMPTY_TIMELINE, [said(1), said(4), said(3)]);
    expect(timeline.entries).toEqual([said(1)]);
    expect(timeline.ahead).toEqual([said(3), said(4)]);
    expect(hasGap(timeline)).toBe(true);
    expect(lastSeq(timeline)).toBe(1);
  });

  it('lets hidden entries fill a gap', () => {
    const gapped = applyEntries(EMPTY_TIMELINE, [said(1), said(3)]);
    const filled = applyEntries(gapped, [hidden(2)]);
    expect(hasGap(filled)).toBe(false);
    expect(lastSeq(filled)).toBe(3);
  });

  it('does not change what it was given', () => {
    const before = applyEntries(EMPTY_TIMELINE, [said(1), said(3)]);
    applyEntries(before, [said(2)]);
    expect(before.entries).toEqual([said(1)]);
    expect(before.ahead).toEqual([said(3)]);
    expect(EMPTY_TIMELINE.entries).toEqual([]);
  });
});
