import { answerTo, contextOf, playbookOf, stateOf, text } from '../specs/builders.ts';
import { step } from '../step.ts';
import type { EngineEvent } from '../types.ts';

const definition = playbookOf({
  meet: {
    kind: 'meeting',
    text: text('Pick a *time*'),
    url: 'https://x.io/book?email={{person.email}}&name={{person.name|}}',
    linkText: text('Calendar of {{person.name|us}}'),
    next: 'good',
    later: 'bye',
  },
  good: { kind: 'message', text: text('See you'), next: 'bye' },
  bye: { kind: 'end' },
});
const fields = { 'person.email': 'a+b@x.io', 'person.name': 'A&B' };
const LINK = { url: 'https://x.io/book?email=a%2Bb%40x.io&name=A%26B', text: 'Calendar of A&B' };

const prompt = (more: object = {}) => ({
  type: 'append',
  kind: 'prompt',
  body: {
    text: 'Pick a time',
    rich: [{ type: 'paragraph', spans: [{ text: 'Pick a ' }, { text: 'time', italic: true }] }],
    cardId: 'meet',
    link: LINK,
    choices: [
      { id: 'booked', text: 'I’ve booked a time' },
      { id: 'later', text: 'Not now' },
    ],
    ...more,
  },
});
const said = { type: 'append', kind: 'message', body: { text: 'See you', cardId: 'good' } };
const close = { type: 'close' };
const typed = (words: string): EngineEvent => ({ type: 'visitorMessage', seq: 4, text: words });
const clicked = (choiceId: string): EngineEvent => ({
  type: 'visitorAnswer',
  seq: 4,
  promptSeq: 3,
  choiceId,
  text: '',
});

describe('a meeting card', () => {
  it('asks with its link, fields filled in encoded, and waits', () => {
    const before = stateOf('bye', answerTo(1), { fields });
    const { state, effects } = step(definition, before, { type: 'moved', seq: 9, cardId: 'meet' }, contextOf());
    expect(effects).toEqual([prompt()]);
    expect(state).toEqual(stateOf('meet', answerTo(10), { fields }));
  });

  it.each<{ event: EngineEvent; effects: object[] }>([
    { event: clicked('booked'), effects: [said, close] },
    { event: clicked('later'), effects: [close] },
    { event: typed(' i’ve BOOKED a time'), effects: [said, close] },
    { event: typed('Ahora no'), effects: [close] },
    { event: typed('when?'), effects: [prompt({ again: true })] },
    { event: clicked('next'), effects: [] },
    { event: { type: 'visitorAnswer', seq: 4, promptSeq: 3, skipped: true, text: '' }, effects: [] },
  ])('$event leads to $effects', ({ event, effects }) => {
    const done = step(definition, stateOf('meet', answerTo(3), { fields }), event, contextOf());
    expect(done.effects).toEqual(effects);
    if (effects.length === 0) expect(done.state.wait).toEqual(answerTo(3));
  });

  it('says its choices in its own words', () => {
    const own = playbookOf({
      meet: { ...definition.cards.meet, bookedText: text('Done'), laterText: text('Later') } as never,
      good: { kind: 'end' },
      bye: { kind: 'end' },
    });
    const { effects } = step(own, null, { type: 'began' }, contextOf());
    expect(effects[0]).toMatchObject({ body: { choices: [{ text: 'Done' }, { text: 'Later' }] } });
  });

  it.each([
    ['a field too long', 'https://x.io/{{person.name}}', { 'person.name': 'x'.repeat(3_000) }],
    ['a host from a field', 'https://{{person.name}}/', { 'person.name': 'y.io' }],
    ['http', 'http://x.io/', {}],
    ['a script', 'javascript:alert(1)', {}],
  ])('asks without a link for %s', (_, url, known) => {
    const other = playbookOf({
      meet: { ...definition.cards.meet, url } as never,
      good: { kind: 'end' },
      bye: { kind: 'end' },
    });
    const before = stateOf('bye', answerTo(1), { fields: known });
    const { effects } = step(other, before, { type: 'moved', seq: 9, cardId: 'meet' }, contextOf());
    expect(effects).toMatchObject([{ kind: 'prompt', body: { choices: [{ id: 'booked' }, { id: 'later' }] } }]);
    expect(effects[0]).not.toHaveProperty('body.link');
  });
});
