import type { Rule } from '#libs/contracts';
import { around, arriveAt } from '../specs/arrive.ts';

const known = (field: string): Rule => ({ test: 'field', field });
const definition = around(
  {
    which: {
      kind: 'condition',
      branches: [
        { when: known('first'), next: 'yes' },
        { when: known('second'), next: 'no' },
      ],
      otherwise: 'later',
    },
    arm: {
      kind: 'condition',
      branches: [{ when: { test: 'arm', experiment: 'headline', is: 'a' }, next: 'yes' }],
      otherwise: 'no',
    },
  },
  { experiments: { headline: { arms: [{ id: 'a' }, { id: 'b' }] } } },
);

describe('a condition card', () => {
  it.each<{ fields: Record<string, string>; to: string }>([
    { fields: { first: 'x' }, to: 'yes' },
    { fields: { second: 'x' }, to: 'no' },
    { fields: { first: 'x', second: 'x' }, to: 'yes' },
    { fields: {}, to: 'later' },
  ])('takes the first branch that holds ($fields: $to)', ({ fields, to }) => {
    const { state, effects, visited } = arriveAt(definition, 'which', { state: { fields } });
    expect(effects).toEqual([{ type: 'close' }]);
    expect(state).toMatchObject({ cardId: to, fields });
    expect(visited).toEqual([
      { cardId: 'which', arm: null },
      { cardId: to, arm: null },
    ]);
  });

  it('tells which arm it tested', () => {
    const ways = Array.from({ length: 30 }, (_, seed) => {
      const { visited } = arriveAt(definition, 'arm', { context: { seed } });
      return visited.map(({ cardId, arm }) => `${cardId} ${arm}`).join(', ');
    });
    expect(new Set(ways)).toEqual(new Set(['arm a, yes null', 'arm b, no null']));
  });
});
