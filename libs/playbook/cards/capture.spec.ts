import type { InputKind, PlaybookDefinition } from '#libs/contracts';
import { answerTo, type CardsInput, contextOf, playbookOf, stateOf, text } from '../specs/builders.ts';
import { step } from '../step.ts';
import type { EngineEvent, EngineState } from '../types.ts';

type CaptureInput = Extract<CardsInput[string], { kind: 'capture' }>;

const definition = playbookOf({
  email: { kind: 'capture', field: 'person.email', type: 'email', text: text('Your *e-mail*?'), next: 'phone' },
  phone: {
    kind: 'capture',
    field: 'person.phone',
    type: 'phone',
    text: text('{{person.email|Hm}}: and your phone?'),
    againText: text('Not a **phone**, {{person.email}}'),
    required: false,
    next: 'end',
  },
  end: { kind: 'end' },
});

const emailPrompt = {
  text: 'Your e-mail?',
  rich: [{ type: 'paragraph', spans: [{ text: 'Your ' }, { text: 'e-mail', italic: true }, { text: '?' }] }],
  cardId: 'email',
  input: 'email',
  skippable: false,
};
const { rich: _, ...plainEmailPrompt } = emailPrompt;
const phonePrompt = {
  text: 'a@b.io: and your phone?',
  cardId: 'phone',
  input: 'phone',
  skippable: true,
  skipText: 'Skip',
};
const prompt = (body: object) => ({ type: 'append', kind: 'prompt', body });
const captured = (field: string, value: string, cardId: string) => ({
  type: 'append',
  kind: 'captured',
  body: { field, value, cardId },
});
const close = { type: 'close' };

const fields = { 'person.email': 'a@b.io' };
const atEmail = (promptSeq: number, attempts = 0, askedSeq = promptSeq) =>
  stateOf('email', answerTo(promptSeq, attempts, askedSeq));
const atPhone = (promptSeq: number, attempts = 0) => stateOf('phone', answerTo(promptSeq, attempts), { fields });
const typed = (seq: number, message: string): EngineEvent => ({ type: 'visitorMessage', seq, text: message });
const answered = (seq: number, promptSeq: number, more: Partial<EngineEvent> = {}): EngineEvent =>
  ({ type: 'visitorAnswer', seq, promptSeq, text: 'x', ...more }) as EngineEvent;

describe('a capture card', () => {
  it('asks for its field and waits', () => {
    const { state, effects } = step(definition, null, { type: 'began' }, contextOf());
    expect(effects).toEqual([prompt(emailPrompt)]);
    expect(state).toEqual(atEmail(10));
  });

  it.each<{ name: string; from: EngineState; event: EngineEvent; effects: object[]; to: EngineState }>([
    {
      name: 'keeps a valid answer and goes on',
      from: atEmail(3),
      event: typed(4, ' a@b.io '),
      effects: [captured('person.email', 'a@b.io', 'email'), prompt(phonePrompt)],
      to: atPhone(11),
    },
    {
      name: 'keeps what its form sends',
      from: atEmail(3),
      event: answered(4, 3, { text: 'a@b.io' }),
      effects: [captured('person.email', 'a@b.io', 'email'), prompt(phonePrompt)],
      to: atPhone(11),
    },
    {
      name: 'asks again with the default text',
      from: atEmail(3),
      event: typed(4, 'why?'),
      effects: [
        prompt({
          ...plainEmailPrompt,
          text: 'That doesn’t look like an e-mail address. Could you check it and try again?',
          again: true,
        }),
      ],
      to: atEmail(10, 1, 3),
    },
    {
      name: 'asks again without a limit',
      from: atEmail(9, 40, 3),
      event: typed(10, 'a@b'),
      effects: [prompt(expect.objectContaining({ again: true }) as object)],
      to: atEmail(10, 41, 3),
    },
    {
      name: 'asks again with its own text',
      from: atPhone(3),
      event: typed(4, '12'),
      effects: [
        prompt({
          ...phonePrompt,
          text: 'Not a phone, a@b.io',
          rich: [
            { type: 'paragraph', spans: [{ text: 'Not a ' }, { text: 'phone', bold: true }, { text: ', a@b.io' }] },
          ],
          again: true,
        }),
      ],
      to: stateOf('phone', answerTo(10, 1, 3), { fields }),
    },
    {
      name: 'asks again for what is a file where none is wanted',
      from: atEmail(3),
      event: answered(4, 3, { text: 'a@b.io', fileId: 'f1' }),
      effects: [prompt(expect.objectContaining({ again: true }) as object)],
      to: atEmail(10, 1, 3),
    },
    {
      name: 'takes a valid answer from before it asked again',
      from: atEmail(6, 1, 3),
      event: typed(5, 'a@b.io'),
      effects: [captured('person.email', 'a@b.io', 'email'), prompt(phonePrompt)],
      to: atPhone(11),
    },
    {
      name: 'may be skipped where not required',
      from: atPhone(3),
      event: answered(4, 3, { skipped: true }),
      effects: [close],
      to: stateOf('end', { for: 'nothing' }, { fields }),
    },
    {
      name: 'is passed by when its field is known',
      from: stateOf('phone', answerTo(3), { fields: { ...fields, 'person.phone': '+493012345' } }),
      event: { type: 'moved', seq: 9, cardId: 'email' },
      effects: [close],
      to: stateOf('end', { for: 'nothing' }, { fields: { ...fields, 'person.phone': '+493012345' } }),
    },
  ])('$name', ({ from, event, effects, to }) => {
    const { visited: _visited, ...done } = step(definition, from, event, contextOf());
    expect(done).toEqual({ state: to, effects });
  });

  it.each<{ name: string; state: EngineState; event: EngineEvent }>([
    { name: 'text from before it was asked', state: atEmail(5), event: typed(4, 'a@b.io') },
    { name: 'wrong text from before it asked again', state: atEmail(6, 1, 3), event: typed(5, 'oh') },
    { name: 'a skip of what is required', state: atEmail(5), event: answered(6, 5, { skipped: true }) },
    { name: 'a skip of another prompt', state: atPhone(5), event: answered(6, 4, { skipped: true }) },
    { name: 'a choice', state: atPhone(5), event: answered(6, 5, { choiceId: 'yes', text: '+493012345' }) },
  ])('does nothing for $name', ({ state, event }) => {
    expect(step(definition, state, event, contextOf())).toEqual({ state, effects: [], visited: [] });
  });
});

const oneOf = (card: Partial<CaptureInput>): PlaybookDefinition =>
  playbookOf({
    ask: { kind: 'capture', field: 'it', type: 'text', text: text('Well?'), next: 'end', ...card },
    end: { kind: 'end' },
  });
const promptOf = (own: PlaybookDefinition, language = 'en') =>
  step(own, null, { type: 'began' }, contextOf({ language })).effects[0];

describe('a capture’s prompt', () => {
  it.each<{ card: Partial<CaptureInput>; body: object }>([
    { card: { type: 'number', min: 1, max: 10 }, body: { input: 'number', min: 1, max: 10 } },
    { card: { type: 'number', min: 0 }, body: { input: 'number', min: 0 } },
    { card: { type: 'money', max: 5, currency: 'EUR' }, body: { input: 'money', max: 5, currency: 'EUR' } },
    { card: { type: 'money' }, body: { input: 'money' } },
    { card: { type: 'rating' }, body: { input: 'rating', min: 1, max: 5 } },
    { card: { type: 'rating', max: 10 }, body: { input: 'rating', min: 1, max: 10 } },
    { card: { type: 'date', min: 1, currency: 'EUR' }, body: { input: 'date' } },
    { card: { type: 'file', required: false }, body: { input: 'file', skippable: true, skipText: 'Skip' } },
    {
      card: { required: false, skipText: text('Later, {{person.name|you}}') },
      body: { input: 'text', skippable: true, skipText: 'Later, you' },
    },
    {
      card: { consent: text('I agree to [this](https://x.io/)') },
      body: {
        input: 'text',
        consent: {
          text: 'I agree to this',
          rich: [{ type: 'paragraph', spans: [{ text: 'I agree to ' }, { text: 'this', href: 'https://x.io/' }] }],
        },
      },
    },
  ])('of $card says $body', ({ card, body }) => {
    expect(promptOf(oneOf(card))).toEqual(prompt({ text: 'Well?', cardId: 'ask', skippable: false, ...body }));
  });

  it('skips in the visitor’s language', () => {
    expect(promptOf(oneOf({ required: false }), 'es')).toMatchObject({ body: { skipText: 'Omitir' } });
  });
});

describe('asking again', () => {
  const again = (card: Partial<CaptureInput>, language = 'en') => {
    const done = step(oneOf(card), stateOf('ask', answerTo(1)), typed(2, ' '), contextOf({ language }));
    expect(done.effects).toMatchObject([{ kind: 'prompt', body: { again: true } }]);
    return (done.effects[0] as { body: { text: string } }).body.text;
  };

  it.each<InputKind>([
    'name',
    'email',
    'phone',
    'organisation',
    'text',
    'number',
    'money',
    'date',
    'url',
    'rating',
    'file',
  ])('has a default text for %s', (type) => {
    const english = again({ type });
    expect(english).toMatch(/\w{3}/);
    expect(again({ type }, 'fr')).toBe(english);
    expect(again({ type }, 'es-MX')).toBe(again({ type }, 'es'));
    expect(again({ type }, 'es')).not.toBe(english);
  });

  it.each<[Partial<CaptureInput>, string]>([
    [{ type: 'number', min: 2, max: 9.5 }, 'Please give a number from 2 to 9.5.'],
    [{ type: 'money', min: 0 }, 'Please give a number of 0 or more.'],
    [{ type: 'number', max: -1 }, 'Please give a number of -1 or less.'],
    [{ type: 'rating' }, 'Please give a number from 1 to 5.'],
    [{ type: 'rating', max: 10, againText: text('One to ten!') }, 'One to ten!'],
  ])('names the limits of %j', (card, words) => {
    expect(again(card)).toBe(words);
  });
});

describe('consent', () => {
  const own = oneOf({
    field: 'person.name',
    type: 'name',
    consent: text('I, {{budget|a visitor}}, *agree*'),
    required: false,
  });
  const asked = stateOf('ask', answerTo(3), { fields: { budget: '5' } });
  const kept = [
    { type: 'append', kind: 'consented', body: { cardId: 'ask', text: 'I, 5, agree' } },
    captured('person.name', 'Ana', 'ask'),
    close,
  ];
  const tick = [
    prompt(expect.objectContaining({ text: 'Please tick the box if you agree, so that we can go on.' }) as object),
  ];
  const value = [
    prompt(expect.objectContaining({ text: 'That’s a bit long for a name. Could you write a shorter one?' }) as object),
  ];

  it.each<{ name: string; event: EngineEvent; effects: object[] }>([
    { name: 'given', event: answered(4, 3, { text: 'Ana', consent: true }), effects: kept },
    { name: 'not given', event: answered(4, 3, { text: 'Ana' }), effects: tick },
    { name: 'not given by a plain message', event: typed(4, 'Ana'), effects: tick },
    { name: 'given for a wrong value', event: answered(4, 3, { text: ' ', consent: true }), effects: value },
    { name: 'not given, nor a right value', event: answered(4, 3, { text: ' ' }), effects: value },
    { name: 'not needed to skip', event: answered(4, 3, { skipped: true }), effects: [close] },
  ])('$name', ({ event, effects }) => {
    expect(step(own, asked, event, contextOf()).effects).toEqual(effects);
  });
});

describe('a file', () => {
  const own = oneOf({ type: 'file' });
  const FILE = '019a0000-0000-7000-8000-000000000001';

  it('is kept by its id', () => {
    const event = answered(4, 3, { fileId: FILE, text: 'plan.pdf' });
    const { state } = step(own, stateOf('ask', answerTo(3)), event, contextOf());
    expect(state.fields).toEqual({ it: `file:${FILE}` });
  });

  it.each([typed(4, `file:${FILE}`), answered(4, 3, { text: 'plan.pdf' })])('is nothing that is typed: %j', (event) => {
    const { effects } = step(own, stateOf('ask', answerTo(3)), event, contextOf());
    expect(effects).toMatchObject([{ body: { again: true } }]);
  });
});
