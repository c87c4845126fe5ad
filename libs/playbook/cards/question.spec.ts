import { answerTo, contextOf, playbookOf, stateOf, text } from '../specs/builders.ts';
import { step } from '../step.ts';
import type { EngineEvent, EngineWait } from '../types.ts';

const definition = playbookOf({
  ask: {
    kind: 'question',
    text: text('Which?', '¿Cuál?'),
    choices: [
      { id: 'yes', text: text('Yes, please', 'Sí'), next: 'onYes' },
      { id: 'no', text: text('No {{person.name|thanks}}', 'No, gracias'), next: 'onNo' },
    ],
  },
  onYes: { kind: 'end', text: text('Fine') },
  onNo: { kind: 'end' },
});

const prompt = (again: boolean) => ({
  type: 'append',
  kind: 'prompt',
  body: {
    text: 'Which?',
    cardId: 'ask',
    choices: [
      { id: 'yes', text: 'Yes, please' },
      { id: 'no', text: 'No Ana' },
    ],
    ...(again && { again }),
  },
});
const said = { type: 'append', kind: 'message', body: { text: 'Fine', cardId: 'onYes' } };
const close = { type: 'close' };

const asked = (wait: EngineWait) => stateOf('ask', wait, { fields: { 'person.name': 'Ana' } });
const typed = (seq: number, message: string): EngineEvent => ({ type: 'visitorMessage', seq, text: message });
const clicked = (seq: number, promptSeq: number, choiceId: string): EngineEvent => ({
  type: 'visitorAnswer',
  seq,
  promptSeq,
  choiceId,
  text: 'as shown',
});

describe('a question card', () => {
  it('asks with its choices and waits', () => {
    const { state, effects } = step(definition, null, { type: 'began' }, contextOf({ language: 'es' }));
    expect(effects).toEqual([
      {
        type: 'append',
        kind: 'prompt',
        body: {
          text: '¿Cuál?',
          cardId: 'ask',
          choices: [
            { id: 'yes', text: 'Sí' },
            { id: 'no', text: 'No, gracias' },
          ],
        },
      },
    ]);
    expect(state).toEqual(stateOf('ask', answerTo(10)));
  });

  it.each<{ name: string; wait: EngineWait; event: EngineEvent; effects: object[]; cardId: string; to: EngineWait }>([
    {
      name: 'a click',
      wait: answerTo(3),
      event: clicked(4, 3, 'yes'),
      effects: [said, close],
      cardId: 'onYes',
      to: { for: 'nothing' },
    },
    {
      name: 'a click on the other choice',
      wait: answerTo(3),
      event: clicked(4, 3, 'no'),
      effects: [close],
      cardId: 'onNo',
      to: { for: 'nothing' },
    },
    {
      name: 'the choice’s text, typed',
      wait: answerTo(3),
      event: typed(4, '  yes, PLEASE '),
      effects: [said, close],
      cardId: 'onYes',
      to: { for: 'nothing' },
    },
    {
      name: 'the choice’s text in another language',
      wait: answerTo(3),
      event: typed(4, 'sí'),
      effects: [said, close],
      cardId: 'onYes',
      to: { for: 'nothing' },
    },
    {
      name: 'the choice’s text as it was shown, with a field filled in',
      wait: answerTo(3),
      event: typed(4, 'no ana'),
      effects: [close],
      cardId: 'onNo',
      to: { for: 'nothing' },
    },
    {
      name: 'other text: asks again',
      wait: answerTo(3),
      event: typed(4, 'hello?'),
      effects: [prompt(true)],
      cardId: 'ask',
      to: answerTo(10, 1, 3),
    },
    {
      name: 'other text again: asks a last time',
      wait: answerTo(6, 1, 3),
      event: typed(7, 'hello??'),
      effects: [prompt(true)],
      cardId: 'ask',
      to: answerTo(10, 2, 3),
    },
    {
      name: 'a choice typed before the card had asked again',
      wait: answerTo(6, 1, 3),
      event: typed(5, 'Yes, please'),
      effects: [said, close],
      cardId: 'onYes',
      to: { for: 'nothing' },
    },
    {
      name: 'a click on the first prompt while the second was being written',
      wait: answerTo(6, 1, 3),
      event: clicked(5, 3, 'yes'),
      effects: [said, close],
      cardId: 'onYes',
      to: { for: 'nothing' },
    },
    {
      name: 'a choice after the card fell silent',
      wait: answerTo(8, 2, 3),
      event: typed(9, 'sí'),
      effects: [said, close],
      cardId: 'onYes',
      to: { for: 'nothing' },
    },
  ])('$name', ({ wait, event, effects, cardId, to }) => {
    const done = step(definition, asked(wait), event, contextOf());
    expect(done.effects).toEqual(effects);
    expect(done.state).toEqual({ ...asked(to), cardId });
  });

  it.each<{ name: string; wait: EngineWait; event: EngineEvent }>([
    { name: 'other text, for the third time', wait: answerTo(8, 2, 3), event: typed(9, 'hello???') },
    { name: 'other text from before it asked again', wait: answerTo(6, 1, 3), event: typed(5, 'hello') },
    { name: 'a choice typed before it was asked', wait: answerTo(5), event: typed(4, 'Sí') },
    { name: 'a choice at the prompt’s own seq', wait: answerTo(5), event: typed(5, 'Sí') },
    { name: 'a click on an earlier prompt', wait: answerTo(5), event: clicked(6, 4, 'yes') },
    { name: 'a click on a later prompt', wait: answerTo(5), event: clicked(7, 6, 'yes') },
    { name: 'an unknown choice', wait: answerTo(5), event: clicked(6, 5, 'maybe') },
    { name: 'a choice of the prototype', wait: answerTo(5), event: clicked(6, 5, 'constructor') },
    {
      name: 'a skip',
      wait: answerTo(5),
      event: { type: 'visitorAnswer', seq: 6, promptSeq: 5, skipped: true, text: 'Skip' },
    },
    {
      name: 'a skip that names a choice',
      wait: answerTo(5),
      event: { type: 'visitorAnswer', seq: 6, promptSeq: 5, skipped: true, choiceId: 'yes', text: 'Skip' },
    },
    {
      name: 'an answer that names no choice',
      wait: answerTo(5),
      event: { type: 'visitorAnswer', seq: 6, promptSeq: 5, text: 'Yes, please' },
    },
  ])('does nothing for $name', ({ wait, event }) => {
    const state = asked(wait);
    expect(step(definition, state, event, contextOf())).toEqual({ state, effects: [], visited: [] });
  });
});

describe('a question that keeps its answer', () => {
  const kept = playbookOf({
    ask: {
      kind: 'question',
      text: text('**Which** plan?'),
      style: 'list',
      saveAs: 'plan',
      choices: [
        { id: 'small', text: text('*Small*', 'Pequeño'), next: 'more' },
        { id: 'big', text: text('Big'), next: 'more' },
      ],
    },
    more: { kind: 'message', text: text('You said {{plan}}'), next: 'end' },
    end: { kind: 'end' },
  });

  it('asks as a list, with its form', () => {
    expect(step(kept, null, { type: 'began' }, contextOf()).effects[0]).toEqual({
      type: 'append',
      kind: 'prompt',
      body: {
        text: 'Which plan?',
        rich: [{ type: 'paragraph', spans: [{ text: 'Which', bold: true }, { text: ' plan?' }] }],
        cardId: 'ask',
        style: 'list',
        choices: [
          { id: 'small', text: 'Small' },
          { id: 'big', text: 'Big' },
        ],
      },
    });
  });

  it.each<{ name: string; event: EngineEvent }>([
    { name: 'clicked', event: clicked(4, 3, 'small') },
    { name: 'typed as it is shown', event: typed(4, 'small') },
    { name: 'typed in another language', event: typed(4, 'PEQUEÑO') },
    { name: 'typed with a decomposed letter', event: typed(4, 'Pequen\u0303o') },
  ])('saves the id of what was $name', ({ event }) => {
    const { state, effects } = step(kept, stateOf('ask', answerTo(3)), event, contextOf());
    expect(effects).toEqual([
      { type: 'append', kind: 'captured', body: { field: 'plan', value: 'small', cardId: 'ask' } },
      { type: 'append', kind: 'message', body: { text: 'You said small', cardId: 'more' } },
      close,
    ]);
    expect(state.fields).toEqual({ plan: 'small' });
  });
});
