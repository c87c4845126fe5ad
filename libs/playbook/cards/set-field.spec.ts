import { around, arriveAt } from '../specs/arrive.ts';

const captured = (field: string, value: string) => ({
  type: 'append',
  kind: 'captured',
  body: { field, value, cardId: 'set' },
});

interface Case {
  name: string;
  field: string;
  value: string;
  from?: Record<string, string>;
  to: Record<string, string>;
  effects: object[];
}

describe('a set-field card', () => {
  it.each<Case>([
    { name: 'a value', field: 'tier', value: 'gold', to: { tier: 'gold' }, effects: [] },
    {
      name: 'over another value',
      field: 'tier',
      value: 'gold',
      from: { tier: 'tin' },
      to: { tier: 'gold' },
      effects: [],
    },
    {
      name: 'with other fields and fallbacks filled in',
      field: 'line',
      value: '{{person.name|you}} of {{town|nowhere}}{{gap}}',
      from: { 'person.name': '{{town}}' },
      to: { 'person.name': '{{town}}', line: '{{town}} of nowhere' },
      effects: [],
    },
    {
      name: 'that the details know, and tells them',
      field: 'message',
      value: 'From the pricing page',
      to: { message: 'From the pricing page' },
      effects: [captured('message', 'From the pricing page')],
    },
    {
      name: 'that the details know already',
      field: 'message',
      value: 'Hi',
      from: { message: 'Hi' },
      to: { message: 'Hi' },
      effects: [],
    },
    { name: 'to nothing: forgets it', field: 'tier', value: '', from: { tier: 'tin' }, to: {}, effects: [] },
    {
      name: 'to an unknown field: forgets it',
      field: 'person.name',
      value: '{{nick}}',
      from: { 'person.name': 'A' },
      to: {},
      effects: [],
    },
  ])('sets a field $name', ({ field, value, from = {}, to, effects }) => {
    const definition = around({ set: { kind: 'setField', field, value, next: 'yes' } });
    const done = arriveAt(definition, 'set', { state: { fields: from } });
    expect(done.effects).toEqual([...effects, { type: 'close' }]);
    expect(done.state).toMatchObject({ cardId: 'yes' });
    expect(done.state.fields).toEqual(to);
  });

  it('cuts what is too long', () => {
    const definition = around({ set: { kind: 'setField', field: 'twice', value: '{{long}}{{long}}', next: 'yes' } });
    const { state } = arriveAt(definition, 'set', { state: { fields: { long: 'x'.repeat(3_000) } } });
    expect(state.fields.twice).toHaveLength(4_000);
  });
});
