import type { InputKind } from '#libs/contracts';
import { answerTo, contextOf, playbookOf, stateOf, text } from '../specs/builders.ts';
import { step } from '../step.ts';
import type { EngineEvent, EngineState } from '../types.ts';
import { CAPTURE_FIELDS } from './capture-fields.ts';

const definition = playbookOf({
  email: { kind: 'capture', field: 'email', text: text('Your e-mail?'), next: 'phone' },
  phone: {
    kind: 'capture',
    field: 'phone',
    text: text('{{email|Hm}}: and your phone?'),
    againText: text('Not a phone, {{email}}'),
    required: false,
    next: 'end',
  },
  end: { kind: 'end' },
});

const emailPrompt = { text: 'Your e-mail?', cardId: 'email', input: 'email', skippable: false };
const phonePrompt = { text: 'a@b.io: and your phone?', cardId: 'phone', input: 'phone', skippable: true };
const prompt = (body: object) => ({ type: 'append', kind: 'prompt', body });
const captured = (field: InputKind, value: string) => ({
  type: 'append',
  kind: 'captured',
  body: { field, value, cardId: field },
});
const close = { type: 'close' };

const atEmail = (promptSeq: number, attempts = 0, askedSeq = promptSeq) =>
  stateOf('email', answerTo(promptSeq, attempts, askedSeq));
const atPhone = (promptSeq: number, attempts = 0) =>
  stateOf('phone', answerTo(promptSeq, attempts), { fields: { email: 'a@b.io' } });
const typed = (seq: number, message: string): EngineEvent => ({ type: 'visitorMessage', seq, text: message });
const skipped = (seq: number, promptSeq: number): EngineEvent => ({
  type: 'visitorAnswer',
  seq,
  promptSeq,
  skipped: true,
  text: 'Skip',
});

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
      effects: [captured('email', 'a@b.io'), prompt(phonePrompt)],
      to: atPhone(11),
    },
    {
      name: 'asks again with the default text',
      from: atEmail(3),
      event: typed(4, 'why?'),
      effects: [
        prompt({
          ...emailPrompt,
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
      effects: [prompt({ ...phonePrompt, text: 'Not a phone, a@b.io', again: true })],
      to: stateOf('phone', answerTo(10, 1, 3), { fields: { email: 'a@b.io' } }),
    },
    {
      name: 'takes a valid answer from before it asked again',
      from: atEmail(6, 1, 3),
      event: typed(5, 'a@b.io'),
      effects: [captured('email', 'a@b.io'), prompt(phonePrompt)],
      to: atPhone(11),
    },
    {
      name: 'may be skipped where not required',
      from: atPhone(3),
      event: skipped(4, 3),
      effects: [close],
      to: stateOf('end', { for: 'nothing' }, { fields: { email: 'a@b.io' } }),
    },
    {
      name: 'is passed by when its field is known',
      from: stateOf('phone', answerTo(3), { fields: { email: 'a@b.io', phone: '+49301234' } }),
      event: { type: 'moved', seq: 9, cardId: 'email' },
      effects: [close],
      to: stateOf('end', { for: 'nothing' }, { fields: { email: 'a@b.io', phone: '+49301234' } }),
    },
  ])('$name', ({ from, event, effects, to }) => {
    expect(step(definition, from, event, contextOf())).toEqual({ state: to, effects });
  });

  it.each<{ name: string; state: EngineState; event: EngineEvent }>([
    { name: 'text from before it was asked', state: atEmail(5), event: typed(4, 'a@b.io') },
    { name: 'wrong text from before it asked again', state: atEmail(6, 1, 3), event: typed(5, 'oh') },
    { name: 'a skip of what is required', state: atEmail(5), event: skipped(6, 5) },
    { name: 'a skip of another prompt', state: atPhone(5), event: skipped(6, 4) },
    {
      name: 'a choice',
      state: atPhone(5),
      event: { type: 'visitorAnswer', seq: 6, promptSeq: 5, choiceId: 'yes', text: 'Yes' },
    },
  ])('does nothing for $name', ({ state, event }) => {
    expect(step(definition, state, event, contextOf())).toEqual({ state, effects: [] });
  });

  it.each<InputKind>(['name', 'email', 'phone', 'organisation', 'text'])('has a default text for %s', (field) => {
    const one = playbookOf({ ask: { kind: 'capture', field, text: text('?'), next: 'end' }, end: { kind: 'end' } });
    const asked = (language: string) =>
      step(one, stateOf('ask', answerTo(1)), typed(2, ' '), contextOf({ language })).effects[0];
    const english = asked('en');
    expect(english).toMatchObject({ kind: 'prompt', body: { again: true, text: expect.stringMatching(/\w{3}/) } });
    expect(asked('fr')).toEqual(english);
    expect(asked('es-MX')).not.toEqual(english);
  });
});

describe('what a captured field is kept as', () => {
  it.each<[InputKind, string, string | null]>([
    ['email', 'ana@example.com', 'ana@example.com'],
    ['email', '  Ana.Silva+web@Example.co.uk\n', 'Ana.Silva+web@Example.co.uk'],
    ['email', 'ana@example', null],
    ['email', 'ana example.com', null],
    ['email', 'ana@@example.com', null],
    ['email', 'my address is ana@example.com', null],
    ['email', 'ana@example.com, ben@example.com', null],
    ['email', `${'a'.repeat(250)}@example.com`, null],
    ['phone', '+49 (30) 1234-5678', '+493012345678'],
    ['phone', '0049 30 1234 5678', '+493012345678'],
    ['phone', '030/123.456', '030123456'],
    ['phone', '123456', '123456'],
    ['phone', '12345', null],
    ['phone', '123456789012345', '123456789012345'],
    ['phone', '1234567890123456', null],
    ['phone', '+1 555 CALL', null],
    ['phone', '++4930123456', null],
    ['phone', '49+30123456', null],
    ['name', '  Ana   Silva\t', 'Ana Silva'],
    ['name', 'Ana\nSilva', 'Ana Silva'],
    ['name', ' \n ', null],
    ['name', 'x'.repeat(200), 'x'.repeat(200)],
    ['name', 'x'.repeat(201), null],
    ['organisation', ' Société Générale ', 'Société Générale'],
    ['organisation', 'x'.repeat(201), null],
    ['text', ' two\nlines ', 'two\nlines'],
    ['text', 'x'.repeat(4_000), 'x'.repeat(4_000)],
    ['text', 'x'.repeat(4_001), null],
    ['text', '\t', null],
  ])('%s %j: %j', (field, raw, kept) => {
    expect(CAPTURE_FIELDS[field](raw)).toBe(kept);
  });
});
