import { contextOf, playbookOf, stateOf, text } from '../specs/builders.ts';
import { step } from '../step.ts';

describe.each(['greeting', 'message'] as const)('a %s card', (kind) => {
  const definition = playbookOf({
    hello: { kind, text: text('Hello {{name|there}}', 'Hola {{name}}'), next: 'more' },
    more: { kind: 'message', text: text('More'), next: 'end' },
    end: { kind: 'end' },
  });

  it.each([
    { language: 'en', fields: {}, said: ['Hello there', 'More'] },
    { language: 'es', fields: {}, said: ['Hola', 'More (es)'] },
    { language: 'es', fields: { name: 'Ana' }, said: ['Hola Ana', 'More (es)'] },
    { language: 'fr', fields: { name: '{{email}} $&' }, said: ['Hello {{email}} $&', 'More'] },
  ])('says $said in $language and goes on', ({ language, fields, said }) => {
    const waiting = stateOf('more', { for: 'answer', askedSeq: 1, promptSeq: 1, attempts: 0 }, { fields });
    const event = { type: 'moved', seq: 9, cardId: 'hello' } as const;
    const { effects, state } = step(definition, waiting, event, contextOf({ language }));
    expect(effects).toEqual([
      { type: 'append', kind: 'message', body: { text: said[0], cardId: 'hello' } },
      { type: 'append', kind: 'message', body: { text: said[1], cardId: 'more' } },
      { type: 'close' },
    ]);
    expect(state).toMatchObject({ cardId: 'end', wait: { for: 'nothing' } });
  });
});
