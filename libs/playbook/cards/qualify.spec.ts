import { around, arriveAt } from '../specs/arrive.ts';

const definition = around({
  good: { kind: 'qualify', next: 'yes' },
  bad: { kind: 'disqualify', next: 'no' },
  both: { kind: 'qualify', next: 'bad' },
  twice: { kind: 'qualify', next: 'good' },
});
const entry = (kind: string, cardId: string) => ({ type: 'append', kind, body: { cardId } });

describe('a qualify or disqualify card', () => {
  it.each([
    { at: 'good', before: null, entries: [entry('qualified', 'good')], after: true },
    { at: 'good', before: false, entries: [entry('qualified', 'good')], after: true },
    { at: 'good', before: true, entries: [], after: true },
    { at: 'bad', before: null, entries: [entry('disqualified', 'bad')], after: false },
    { at: 'bad', before: true, entries: [entry('disqualified', 'bad')], after: false },
    { at: 'bad', before: false, entries: [], after: false },
    { at: 'both', before: null, entries: [entry('qualified', 'both'), entry('disqualified', 'bad')], after: false },
    { at: 'twice', before: null, entries: [entry('qualified', 'twice')], after: true },
  ])('decides, and says so when that changes ($at after $before)', ({ at, before, entries, after }) => {
    const { state, effects } = arriveAt(definition, at, { state: { qualified: before } });
    expect(effects).toEqual([...entries, { type: 'close' }]);
    expect(state.qualified).toBe(after);
  });
});
