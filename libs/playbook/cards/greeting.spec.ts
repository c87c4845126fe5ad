import { contextOf, playbookOf, text } from '../specs/builders.ts';
import { step } from '../step.ts';

describe('a greeting card', () => {
  it.each([
    [
      'en',
      {
        text: 'Hello, welcome',
        rich: [{ type: 'paragraph', spans: [{ text: 'Hello', bold: true }, { text: ', welcome' }] }],
      },
    ],
    ['es', { text: 'Hola' }],
  ])('says its text in %s and goes on, proactive or not', (language, said) => {
    for (const proactive of [undefined, { pages: ['/pricing*'] }]) {
      const definition = playbookOf({
        hello: { kind: 'greeting', text: text('**Hello**, welcome', 'Hola'), proactive, next: 'end' },
        end: { kind: 'end' },
      });
      const { state, effects, visited } = step(definition, null, { type: 'began' }, contextOf({ language }));
      expect(effects).toEqual([
        { type: 'append', kind: 'message', body: { ...said, cardId: 'hello' } },
        { type: 'close' },
      ]);
      expect(visited).toEqual([
        { cardId: 'hello', arm: null },
        { cardId: 'end', arm: null },
      ]);
      expect(state.cardId).toBe('end');
    }
  });
});
