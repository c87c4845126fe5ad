import { dropOffRows, progressOf, tallyRows } from './report.ts';

const tally = (leads: number) => ({ ended: 10, leads, deals: 4, crmActivities: 0 });

describe('the report of a trial', () => {
  test('says what is gained and lost', () => {
    const rows = tallyRows({ before: { ...tally(5), deals: 6 }, after: tally(8) });
    expect(rows.map(({ tally: name, change }) => [name, change])).toEqual([
      ['ended', '±0'],
      ['leads', '+3'],
      ['deals', '−2'],
      ['crmActivities', '±0'],
    ]);
  });

  test('names first where most visitors are lost, and no card that nobody reached', () => {
    const rows = dropOffRows({
      dropOff: [
        { cardId: 'a', reached: 100, dropped: 5 },
        { cardId: 'b', reached: 0, dropped: 0 },
        { cardId: 'c', reached: 20, dropped: 10 },
        { cardId: 'd', reached: 200, dropped: 5 },
      ],
    });
    expect(rows.map(({ cardId, share }) => [cardId, share])).toEqual([
      ['c', 0.5],
      ['d', 0.025],
      ['a', 0.05],
    ]);
  });

  test.each([
    [{ done: 50, sessions: 200, state: 'running' as const }, 0.25],
    [{ done: 0, sessions: 0, state: 'running' as const }, 0],
    [{ done: 0, sessions: 0, state: 'done' as const }, 1],
  ])('how far: %j', (trial, share) => {
    expect(progressOf(trial)).toBe(share);
  });
});
