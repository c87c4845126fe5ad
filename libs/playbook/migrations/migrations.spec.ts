import { readFileSync } from 'node:fs';
import type { CardOf, PlaybookDefinition } from '#libs/contracts';
import { EngineError } from '../errors.ts';
import { contextOf } from '../specs/builders.ts';
import { step } from '../step.ts';
import type { EngineEvent, EngineState } from '../types.ts';
import { validatePlaybook } from '../validate/index.ts';
import { upgradeDefinition, upgradeState } from './index.ts';

/** The template as the release that wrote format 1 had it. */
const written = (): unknown => JSON.parse(readFileSync(new URL('./test/live-chat.v1.json', import.meta.url), 'utf8'));

const upgraded = upgradeDefinition(written()) as PlaybookDefinition;

const card = <K extends PlaybookDefinition['cards'][string]['kind']>(id: string, kind: K): CardOf<K> => {
  const found = upgraded.cards[id];
  if (found?.kind !== kind) throw new Error(`${id} is no ${kind}`);
  return found as CardOf<K>;
};

describe('upgradeDefinition', () => {
  it('makes of a definition in format 1 one that needs no more defaults', () => {
    const validated = validatePlaybook(upgraded);
    expect(validated).toEqual({ ok: true, definition: upgraded });
  });

  it('names fields anew, and keeps as what they are asked for', () => {
    expect(card('askName', 'capture')).toMatchObject({ field: 'person.name', type: 'name' });
    expect(card('askEmail', 'capture')).toMatchObject({ field: 'person.email', type: 'email' });
    expect(card('askMessage', 'capture')).toMatchObject({ field: 'message', type: 'text' });
  });

  it('names placeholders anew', () => {
    expect(card('askEmail', 'capture').text.en).toContain('{{person.name|friend}}');
    expect(card('makeFollowUp', 'result').title.es).toBe(
      'Responder a {{person.name|la visita}} ({{person.email|sin correo}})',
    );
    expect(JSON.stringify(upgraded)).not.toMatch(/\{\{(name|email|phone|organisation|text)\W/);
  });

  it.each([
    ['{{name}}', '{{person.name}}'],
    ['{{ organisation | you }}', '{{ organisation.name | you }}'],
    ['{{phone|{{name}}', '{{phone|{{person.name}}'],
    ['{{first}} {name} name', '{{first}} {name} name'],
  ])('turns the text %j into %j', (text, now) => {
    const definition = { format: 1, cards: { bye: { kind: 'end', text: { en: text } } } };
    expect(upgradeDefinition(definition)).toMatchObject({ cards: { bye: { text: { en: now } } } });
  });

  it('leaves the given one, and one of this or a later release, as it is', () => {
    const one = written();
    upgradeDefinition(one);
    expect(one).toEqual(written());
    expect(upgradeDefinition(upgraded)).toBe(upgraded);
    const later = { format: 3, cards: 'elsewhere' };
    expect(upgradeDefinition(later)).toBe(later);
  });

  it.each([
    [null],
    [[]],
    ['format 1'],
    [{ format: 'toString' }],
    [{ format: 1 }],
    [{ format: 1, cards: [] }],
    [{ format: 1, cards: { a: null, b: { kind: 'question', choices: [null, { text: 5 }] }, c: { kind: 'capture' } } }],
    [JSON.parse('{"format": 1, "cards": {"__proto__": {"kind": "end"}, "a": {"text": {"__proto__": "{{name}}"}}}}')],
  ])('answers %j with what the form’s check refuses', (json) => {
    expect(validatePlaybook(upgradeDefinition(json)).ok).toBe(false);
  });
});

it('validatePlaybook takes format 1, and names its places as they were written', () => {
  expect(validatePlaybook(written())).toEqual({ ok: true, definition: upgraded });
  const wrong = written() as { cards: Record<string, { next?: string; field?: string }> };
  Object.assign(wrong.cards.askEmail ?? {}, { field: 'mail' });
  Object.assign(wrong.cards.askName ?? {}, { next: 'nowhere' });
  const validated = validatePlaybook(wrong);
  expect(validated.ok ? [] : validated.problems.map(({ path, code }) => `${code} at ${path}`)).toEqual([
    'invalid_value at cards.askEmail.type',
    'dangling_card at cards.askName.next',
  ]);
});

describe('upgradeState', () => {
  const asWritten = (cardId: string, wait: unknown, more: object = {}) => ({
    format: 1,
    cardId,
    wait,
    fields: {},
    qualified: false,
    resultCards: [],
    ...more,
  });
  const ANSWER = { for: 'answer', askedSeq: 4, promptSeq: 6, attempts: 1 };
  const PICK_UP = { for: 'pickUp', deadlineId: 'pickUp-5', deadlineAt: '2026-03-01T10:00:30.000Z' };

  it.each([
    ['an answer', ANSWER, { ...ANSWER, reminder: null }],
    ['people', PICK_UP, { ...PICK_UP, team: null, notice: null }],
    ['an agent', { for: 'people' }, { for: 'people', silent: null }],
    ['nothing', { for: 'nothing' }, { for: 'nothing' }],
  ])('of a session that waits for %s', (_, wait, now) => {
    expect(upgradeState(asWritten('ask', wait))).toEqual({
      format: 2,
      cardId: 'ask',
      wait: now,
      fields: {},
      qualified: null,
      resultCards: [],
    });
  });

  it('keeps what is known, under its new name', () => {
    const fields = { name: 'Ana', email: 'ana@example.com', phone: '+351', organisation: 'Acme', text: 'Hello' };
    expect(
      upgradeState(asWritten('makeLead', ANSWER, { fields, qualified: true, resultCards: ['lead'] })),
    ).toMatchObject({
      fields: {
        'person.name': 'Ana',
        'person.email': 'ana@example.com',
        'person.phone': '+351',
        'organisation.name': 'Acme',
        message: 'Hello',
      },
      qualified: true,
      resultCards: ['lead'],
    });
  });

  it('leaves the given one, and one of this release, as it is', () => {
    const state = asWritten('ask', ANSWER);
    const now = upgradeState(state);
    expect(state).toEqual(asWritten('ask', ANSWER));
    expect(upgradeState(now)).toBe(now);
  });

  it('refuses the state of a later release', () => {
    expect(() => upgradeState({ format: 3 })).toThrow(
      expect.objectContaining({ name: EngineError.name, code: 'unknown_format' }),
    );
  });

  it.each<{ name: string; state: unknown; event: EngineEvent; stands: string; says: RegExp }>([
    {
      name: 'asked for a choice',
      state: asWritten('ask', { ...ANSWER, attempts: 0 }),
      event: { type: 'visitorAnswer', seq: 7, promptSeq: 6, choiceId: 'leave', text: 'Leave a message' },
      stands: 'askName answer',
      says: /What’s your name/,
    },
    {
      name: 'asked for a name',
      state: asWritten('askName', ANSWER),
      event: { type: 'visitorMessage', seq: 7, text: 'Ana' },
      stands: 'askEmail answer',
      says: /Thanks, Ana/,
    },
    {
      name: 'waiting for people',
      state: asWritten('people', PICK_UP, { fields: { name: 'Ana' } }),
      event: { type: 'deadlinePassed', deadlineId: 'pickUp-5' },
      stands: 'askEmail answer',
      says: /Thanks, Ana/,
    },
    {
      name: 'asked for the last detail',
      state: asWritten('askMessage', ANSWER, { fields: { name: 'Ana', email: 'ana@example.com' } }),
      event: { type: 'visitorMessage', seq: 7, text: 'How much is it?' },
      stands: 'thanks nothing',
      says: /Thank you, Ana! We’ll write to ana@example.com/,
    },
  ])('lets a session that was $name go on', ({ state, event, stands, says }) => {
    const done = step(upgraded, upgradeState(state), event, contextOf());
    const { cardId, wait }: EngineState = done.state;
    expect(`${cardId} ${wait.for}`).toBe(stands);
    expect(JSON.stringify(done.effects)).toMatch(says);
  });
});
