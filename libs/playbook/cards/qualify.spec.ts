import { answerTo, contextOf, playbookOf, stateOf, text } from '../specs/builders.ts';
import { step } from '../step.ts';

const definition = playbookOf({
  name: { kind: 'capture', field: 'name', text: text('Name?'), next: 'good' },
  good: { kind: 'qualify', next: 'better' },
  better: { kind: 'qualify', next: 'end' },
  end: { kind: 'end' },
});

describe('a qualify card', () => {
  it.each([
    { qualified: false, entries: [{ type: 'append', kind: 'qualified', body: { cardId: 'good' } }] },
    { qualified: true, entries: [] },
  ])('marks the visitor once (already marked: $qualified)', ({ qualified, entries }) => {
    const asked = stateOf('name', answerTo(3), { qualified });
    const event = { type: 'visitorMessage', seq: 9, text: 'Ana' } as const;
    const { state, effects } = step(definition, asked, event, contextOf());
    expect(effects.slice(1)).toEqual([...entries, { type: 'close' }]);
    expect(state.qualified).toBe(true);
  });
});
