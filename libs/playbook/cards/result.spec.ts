import { answerTo, contextOf, playbookOf, stateOf, text } from '../specs/builders.ts';
import { entryCount, step } from '../step.ts';

const definition = playbookOf({
  name: { kind: 'capture', field: 'name', text: text('Name?'), next: 'lead' },
  lead: { kind: 'result', result: 'lead', title: text('Chat with {{name}}', 'Chat con {{name}}'), next: 'call' },
  call: { kind: 'result', result: 'crmActivity', title: text('Call {{name}}'), dueInDays: 1, next: 'ask' },
  ask: {
    kind: 'question',
    text: text('More?'),
    choices: [{ id: 'more', text: text('More'), next: 'name' }],
  },
});
const afterResults = stateOf('ask', answerTo(13), { fields: { name: 'Ana' }, resultCards: ['lead', 'call'] });

describe('a result card', () => {
  it('asks for its result with the title filled in, each in its place', () => {
    const event = { type: 'visitorMessage', seq: 9, text: 'Ana' } as const;
    const { state, effects } = step(definition, stateOf('name', answerTo(3)), event, contextOf({ language: 'es' }));
    expect(effects).toEqual([
      { type: 'append', kind: 'captured', body: { field: 'name', value: 'Ana', cardId: 'name' } },
      { type: 'requestResult', cardId: 'lead', result: 'lead', title: 'Chat con Ana', dueInDays: null },
      { type: 'requestResult', cardId: 'call', result: 'crmActivity', title: 'Call Ana (es)', dueInDays: 1 },
      expect.objectContaining({ kind: 'prompt' }),
    ]);
    expect(entryCount(effects)).toBe(4);
    expect(state).toEqual(afterResults);
  });

  it('does so once, however often the visitor comes by', () => {
    const event = { type: 'visitorMessage', seq: 15, text: 'more' } as const;
    const { state, effects } = step(definition, afterResults, event, contextOf({ nextSeq: 16 }));
    expect(effects).toMatchObject([{ kind: 'prompt', body: { cardId: 'ask' } }]);
    expect(state).toEqual({ ...afterResults, wait: answerTo(16) });
  });

  it('cuts a long title, never inside a character', () => {
    const long = playbookOf({
      lead: { kind: 'result', result: 'lead', title: text(`${'x'.repeat(199)}👋 and more`), next: 'end' },
      end: { kind: 'end' },
    });
    const { effects } = step(long, null, { type: 'began' }, contextOf());
    expect(effects[0]).toMatchObject({ type: 'requestResult', title: 'x'.repeat(199) });
  });
});
