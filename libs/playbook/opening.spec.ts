import { readFileSync } from 'node:fs';
import type { PlaybookDefinition } from '#libs/contracts';
import { type OpeningInput, openingOf } from './opening.ts';
import { NO_OFFER } from './routing/types.ts';
import { sessionDeadlines } from './session/deadlines.ts';
import { type CardsInput, playbookOf, text } from './specs/builders.ts';
import { validatePlaybook } from './validate/index.ts';

const opened = (definition: PlaybookDefinition, more: Partial<OpeningInput> = {}) =>
  openingOf(definition, { language: 'en', seed: 1, pageUrl: null, returning: false, ...more });

const ask: CardsInput = {
  ask: {
    kind: 'question',
    text: text('Which, {{nick|you}}?'),
    choices: [{ id: 'a', text: text('A'), next: 'end' }],
    silence: { reminders: [{ afterSeconds: 60, text: text('Well?') }] },
  },
  end: { kind: 'end' },
};

describe('the opening', () => {
  it('says and asks up to the first question, the same each time', () => {
    const json: unknown = JSON.parse(readFileSync(new URL('../../playbooks/live-chat.json', import.meta.url), 'utf8'));
    const validated = validatePlaybook(json);
    if (!validated.ok) throw new Error(JSON.stringify(validated.problems));
    const opening = opened(validated.definition, { language: 'es' });
    expect(opening.entries.map(({ kind }) => kind)).toEqual(['message', 'prompt']);
    expect(opening.state.wait).toMatchObject({ for: 'answer', askedSeq: 2, promptSeq: 2, attempts: 0 });
    expect(opening.visited).toHaveLength(2);
    expect(opened(validated.definition, { language: 'es' })).toEqual(opening);
  });

  const branching = playbookOf(
    {
      which: {
        kind: 'condition',
        branches: [
          { when: { test: 'visit', is: 'repeat' }, next: 'again' },
          { when: { test: 'page', oneOf: ['/pricing'] }, next: 'pricing' },
          { when: { test: 'language', oneOf: ['es'] }, next: 'jump' },
          { when: { test: 'arm', experiment: 'hello', is: 'loud' }, next: 'loud' },
        ],
        otherwise: 'ask',
      },
      again: { kind: 'message', text: text('Welcome back'), next: 'ask' },
      pricing: { kind: 'message', text: text('About prices'), next: 'ask' },
      loud: { kind: 'message', text: text('HELLO'), next: 'ask' },
      jump: { kind: 'jump', to: 'nick' },
      nick: { kind: 'setField', field: 'nick', value: 'amigo', next: 'note' },
      note: { kind: 'setField', field: 'message', value: 'From {{nick}}', next: 'ask' },
      ...ask,
    },
    { experiments: { hello: { arms: [{ id: 'loud' }, { id: 'quiet', weight: 1_000 }] } } },
  );

  it.each<{ name: string; input: Partial<OpeningInput>; says: string[]; arm: string | null }>([
    { name: 'a first visitor', input: {}, says: ['Which, you?'], arm: 'quiet' },
    { name: 'one who comes again', input: { returning: true }, says: ['Welcome back', 'Which, you?'], arm: null },
    {
      name: 'a page',
      input: { pageUrl: 'https://a.example/pricing?x=1' },
      says: ['About prices', 'Which, you?'],
      arm: null,
    },
    {
      name: 'a language, with fields that it sets',
      input: { language: 'es' },
      says: ['From amigo', 'Which, amigo? (es)'],
      arm: null,
    },
  ])('depends on $name', ({ input, says, arm }) => {
    const { entries, visited } = opened(branching, input);
    expect(entries.map(({ body }) => ('text' in body ? body.text : body.value))).toEqual(says);
    expect(visited[0]).toEqual({ cardId: 'which', arm });
  });

  it('tells the fields that the details know', () => {
    const { entries, state } = opened(branching, { language: 'es' });
    expect(entries[0]).toEqual({ kind: 'captured', body: { field: 'message', value: 'From amigo', cardId: 'note' } });
    expect(state.fields).toEqual({ nick: 'amigo', message: 'From amigo' });
    expect(state.wait).toMatchObject({ for: 'answer', askedSeq: 2, promptSeq: 2 });
  });

  it('has reminders that count from the session’s start', () => {
    const { state } = opened(playbookOf(ask));
    const startedAt = '2026-03-01T10:00:00.000Z';
    const session = { phase: 'bot', epoch: 0, startedAt, lastAt: startedAt, state, ...NO_OFFER } as const;
    expect(sessionDeadlines(session)[0]).toMatchObject({ kind: 'reminder', at: '2026-03-01T10:01:00.000Z' });
  });

  it.each<{ name: string; cards: CardsInput }>([
    { name: 'ends without asking', cards: { bye: { kind: 'end', text: text('Bye') } } },
    { name: 'waits', cards: { nap: { kind: 'wait', seconds: 5, next: 'ask' }, ...ask } },
    {
      name: 'asks other services',
      cards: { call: { kind: 'http', url: 'https://a.example', next: 'ask', failed: 'ask' }, ...ask },
    },
    { name: 'does more than speak', cards: { good: { kind: 'qualify', next: 'ask' }, ...ask } },
  ])('is refused where the playbook $name', ({ cards }) => {
    expect(() => opened(playbookOf(cards))).toThrow(expect.objectContaining({ code: 'silent_opening' }));
  });
});
