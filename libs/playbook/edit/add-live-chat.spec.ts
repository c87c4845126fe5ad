import type { CardOf, PlaybookDefinition } from '#libs/contracts';
import { type CardsInput, playbookOf, text } from '../specs/builders.ts';
import { validatePlaybook } from '../validate/index.ts';
import { addLiveChat } from './add-live-chat.ts';

const end: CardsInput = { bye: { kind: 'end' } };
const choice = (id: string, next: string, words = id) => ({ id, text: text(words), next });
const ask = (...choices: ReturnType<typeof choice>[]): CardsInput => ({
  ask: { kind: 'question', text: text('Which?'), choices },
});
const capture = (field: string, type: 'name' | 'email' | 'text', next: string) =>
  ({ kind: 'capture', field, type, text: text('Say'), next }) as const;

function added(definition: PlaybookDefinition): {
  definition: PlaybookDefinition;
  card: CardOf<'liveChat'>;
  id: string;
} {
  const before = JSON.stringify(definition);
  const done = addLiveChat(definition);
  expect(JSON.stringify(definition)).toBe(before);
  if (!done.ok) throw new Error(JSON.stringify(done));
  expect(validatePlaybook(done.definition)).toEqual({ ok: true, definition: done.definition });
  const card = done.definition.cards[done.cardId] as CardOf<'liveChat'>;
  expect(card.kind).toBe('liveChat');
  return { definition: done.definition, card, id: done.cardId };
}

const choicesOf = (definition: PlaybookDefinition, id: string): string[] =>
  (definition.cards[id] as CardOf<'question'>).choices.map((one) => `${one.text.en} → ${one.next}`);

describe('addLiveChat', () => {
  it('adds a choice to the first question, and a path for when nobody is there', () => {
    const { definition, card, id } = added(playbookOf({ ...ask(choice('no', 'bye')), ...end }));
    expect(id).toBe('people');
    expect(choicesOf(definition, 'ask')).toEqual(['no → bye', 'Chat with us → people']);
    expect(card).toMatchObject({ waitSeconds: 60, waitMessage: { everySeconds: 30 }, offline: 'askName' });
    const walk = ['askName', 'askEmail', 'makeLead', 'thanks'].map((cardId) => definition.cards[cardId]?.kind);
    expect(walk).toEqual(['capture', 'capture', 'result', 'end']);
    expect(card.onlineText).toEqual({ en: expect.stringMatching(/Great/), es: expect.stringMatching(/Genial/) });
  });

  it('uses the playbook’s own way of leaving details', () => {
    const { definition, card } = added(
      playbookOf({
        ...ask(choice('leave', 'topic'), choice('no', 'bye')),
        topic: capture('topic', 'text', 'who'),
        who: capture('person.name', 'name', 'lead'),
        lead: { kind: 'result', result: 'lead', title: text('Lead'), next: 'bye' },
        ...end,
      }),
    );
    expect(card.offline).toBe('who');
    expect(Object.keys(definition.cards)).toHaveLength(6);
  });

  it('does not use one that relies on what was asked before', () => {
    const { card } = added(
      playbookOf({
        first: { kind: 'question', text: text('First?'), choices: [choice('on', 'name')] },
        name: capture('person.name', 'name', 'email'),
        email: {
          ...capture('person.email', 'email', 'lead'),
          silence: { giveUp: { afterSeconds: 60, next: 'lead' } },
        },
        lead: { kind: 'result', result: 'lead', title: text('Lead'), next: 'bye' },
        ...end,
      }),
    );
    expect(card.offline).toBe('name');
    const other = added(
      playbookOf({
        company: capture('organisation.name', 'text', 'first'),
        first: { kind: 'question', text: text('First?'), choices: [choice('on', 'email')] },
        email: {
          ...capture('person.email', 'email', 'lead'),
          silence: { giveUp: { afterSeconds: 60, next: 'lead' } },
        },
        lead: { kind: 'result', result: 'lead', title: text('Lead'), next: 'bye' },
        ...end,
      }),
    );
    expect(other.card.offline).toBe('email');
  });

  it('asks a question of its own behind the first words where there is none', () => {
    const { definition } = added(
      playbookOf({
        hello: { kind: 'greeting', text: text('Hello'), next: 'more' },
        more: { kind: 'message', text: text('More'), next: 'topic' },
        topic: capture('topic', 'text', 'bye'),
        ...end,
      }),
    );
    expect(definition.cards.more).toMatchObject({ next: 'peopleOrBot' });
    expect(choicesOf(definition, 'peopleOrBot')).toEqual(['Chat with us → people', 'Go on here → topic']);
  });

  it('begins with that question where nothing is said first', () => {
    const { definition } = added(playbookOf({ topic: capture('topic', 'text', 'bye'), ...end }));
    expect(definition.start).toBe('peopleOrBot');
  });

  it('passes by a question that is full', () => {
    const full = Array.from({ length: 20 }, (_, no) => choice(`c${no}`, 'next'));
    const { definition } = added(
      playbookOf({
        ...ask(...full),
        next: { kind: 'question', text: text('And?'), choices: [choice('no', 'bye')] },
        ...end,
      }),
    );
    expect(choicesOf(definition, 'next')).toEqual(['no → bye', 'Chat with us → people']);
  });

  it('takes ids and texts that are free', () => {
    const { definition, id } = added(
      playbookOf({
        ...ask(choice('liveChat', 'people', ' chat with US'), choice('other', 'people', 'Talk to a person')),
        people: { kind: 'message', text: text('No people'), next: 'askName' },
        askName: capture('topic', 'text', 'bye'),
        ...end,
      }),
    );
    expect(id).toBe('people2');
    expect(definition.cards.ask).toMatchObject({
      choices: [{}, {}, { id: 'liveChat2', text: { en: 'Chat with us (2)' } }],
    });
    expect(definition.cards.people2).toMatchObject({ offline: 'askName2' });
  });

  it('speaks every language of the playbook', () => {
    const words = { de: 'Was?', 'es-MX': '¿Qué?', en: 'What?' };
    const { card } = added(
      playbookOf(
        { ask: { kind: 'question', text: words, choices: [{ id: 'no', text: words, next: 'bye' }] }, ...end },
        { languages: ['de', 'es-MX', 'en'] },
      ),
    );
    expect(card.onlineText).toEqual({
      de: expect.stringMatching(/Great/),
      'es-MX': expect.stringMatching(/Genial/),
      en: expect.stringMatching(/Great/),
    });
  });

  it('refuses a playbook that has one', () => {
    const once = added(playbookOf({ ...ask(choice('no', 'bye')), ...end }));
    expect(addLiveChat(once.definition)).toEqual({ ok: false, reason: 'has_live_chat', cardId: once.id });
  });

  it('refuses a playbook with problems, and tells them', () => {
    const definition = playbookOf({ ...ask(choice('no', 'nowhere')), ...end });
    expect(addLiveChat(definition)).toMatchObject({
      ok: false,
      reason: 'invalid_playbook',
      problems: [{ code: 'dangling_card' }, { code: 'unreachable_card' }],
    });
    expect(addLiveChat('nothing')).toMatchObject({ ok: false, reason: 'invalid_playbook' });
  });
});
