import { armOf } from '../experiments.ts';
import { answerTo, type CardsInput, contextOf, playbookOf, stateOf, text } from '../specs/builders.ts';
import { step } from '../step.ts';

type Message = Extract<CardsInput[string], { kind: 'message' }>;

const definitionWith = (card: Partial<Message>) =>
  playbookOf({ say: { kind: 'message', next: 'end', ...card }, end: { kind: 'end' } });

const image = { url: 'https://x.io/a.png', alt: text('A chart for {{person.name|you}}') };
const variants = [
  { id: 'short', weight: 1, text: text('Hi') },
  { id: 'long', weight: 3, text: text('Hello {{person.name|there}}') },
];

describe('a message card', () => {
  it.each<{ card: Partial<Message>; language: string; fields: Record<string, string>; body: object }>([
    { card: { text: text('Hi {{person.name|there}}') }, language: 'en', fields: {}, body: { text: 'Hi there' } },
    {
      card: { text: text('Hi {{person.name|there}}', 'Hola {{person.name}}') },
      language: 'es',
      fields: {},
      body: { text: 'Hola' },
    },
    {
      card: { text: text('Hi', 'Hola {{person.name}}') },
      language: 'es',
      fields: { 'person.name': 'Ana' },
      body: { text: 'Hola Ana' },
    },
    {
      card: { text: text('Hi {{person.name}}') },
      language: 'fr',
      fields: { 'person.name': '*{{email}}* $&' },
      body: { text: 'Hi *{{email}}* $&' },
    },
    {
      card: { text: text('See [it](https://x.io/?n={{person.name}})') },
      language: 'en',
      fields: { 'person.name': 'A B' },
      body: {
        text: 'See it',
        rich: [{ type: 'paragraph', spans: [{ text: 'See ' }, { text: 'it', href: 'https://x.io/?n=A%20B' }] }],
      },
    },
    {
      card: { text: text('Look'), image },
      language: 'en',
      fields: { 'person.name': 'Ana' },
      body: { text: 'Look', image: { url: 'https://x.io/a.png', alt: 'A chart for Ana' } },
    },
    {
      card: { image },
      language: 'en',
      fields: {},
      body: { text: 'A chart for you', image: { url: 'https://x.io/a.png', alt: 'A chart for you' } },
    },
  ])('says $body in $language and goes on', ({ card, language, fields, body }) => {
    const before = stateOf('say', answerTo(1), { fields });
    const event = { type: 'moved', seq: 9, cardId: 'say' } as const;
    const { effects, state, visited } = step(definitionWith(card), before, event, contextOf({ language }));
    expect(effects).toEqual([{ type: 'append', kind: 'message', body: { ...body, cardId: 'say' } }, { type: 'close' }]);
    expect(visited[0]).toEqual({ cardId: 'say', arm: null });
    expect(state).toEqual(stateOf('end', { for: 'nothing' }, { fields }));
  });

  it('says the same variant to a visitor each time, and each variant to some', () => {
    const definition = definitionWith({ variants });
    const said = new Set<string>();
    for (let seed = 0; seed < 40; seed += 1) {
      const variant = armOf(seed, 'say', variants);
      const { effects, visited } = step(definition, null, { type: 'began' }, contextOf({ seed }));
      const words = variant === 'short' ? 'Hi' : 'Hello there';
      expect(effects[0]).toMatchObject({ kind: 'message', body: { text: words, cardId: 'say', variant } });
      expect(visited[0]).toEqual({ cardId: 'say', arm: variant });
      said.add(variant);
    }
    expect(said).toEqual(new Set(['short', 'long']));
  });

  it('says nothing where it has nothing to say', () => {
    expect(step(definitionWith({}), null, { type: 'began' }, contextOf()).effects).toEqual([{ type: 'close' }]);
  });
});
