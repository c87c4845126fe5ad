import { text } from '../specs/builders.ts';
import { type Json, problemsOf, sound } from './test/sound.ts';

/** `sound` with the choice "again" leading to `first`; cards are added or take the place of others. */
const withCards = (first: string, cards: Json, more: Json = {}): Json => {
  const playbook = sound();
  playbook.cards.ask.choices[1].next = first;
  Object.assign(playbook.cards, cards);
  return Object.assign(playbook, more);
};

const message = (next: string, words = 'Hm'): Json => ({ kind: 'message', text: text(words), next });
const question = (next: string, more: Json = {}): Json => ({
  kind: 'question',
  text: text('Which?'),
  choices: [{ id: 'one', text: text('One'), next }],
  ...more,
});
const giveUp = (next: string, afterSeconds = 60): Json => ({ silence: { giveUp: { afterSeconds, next } } });
const capture = (field: string, next: string, more: Json = {}): Json => ({
  kind: 'capture',
  field,
  type: 'text',
  text: text('Say'),
  next,
  ...more,
});
const lead = (next = 'bye'): Json => ({ kind: 'result', result: 'lead', title: text('Lead'), next });
const liveChat = (offline: string, more: Json = {}): Json => ({
  kind: 'liveChat',
  onlineText: text('Calling'),
  offline,
  ...more,
});
const known = (field: string): Json => ({ test: 'field', field });
const condition = (when: Json, next: string, otherwise: string): Json => ({
  kind: 'condition',
  branches: [{ when, next }],
  otherwise,
});
const http = (next: string, failed: string): Json => ({ kind: 'http', url: 'https://example.com/', next, failed });

type Case = { name: string; playbook: Json; problems: string[] };

describe('loops', () => {
  it.each<Case>([
    {
      name: 'by a question’s choice',
      playbook: withCards('a', { a: question('b'), b: message('a') }),
      problems: [],
    },
    {
      name: 'by a wait of an hour',
      playbook: withCards('a', { a: { kind: 'wait', seconds: 3_600, next: 'b' }, b: message('a') }),
      problems: [],
    },
    {
      name: 'by waits of less than an hour',
      playbook: withCards('a', { a: { kind: 'wait', seconds: 3_599, next: 'b' }, b: message('a') }),
      problems: ['loop_too_fast at cards.b.next'],
    },
    {
      name: 'by short silence',
      playbook: withCards('a', { a: question('bye', giveUp('b')), b: message('a') }),
      problems: ['loop_too_fast at cards.b.next'],
    },
    {
      name: 'by long silence, reminders counted',
      playbook: withCards('a', {
        a: question('bye', {
          silence: {
            reminders: [{ afterSeconds: 1_800, text: text('Still there?') }],
            giveUp: { afterSeconds: 1_800, next: 'b' },
          },
        }),
        b: message('a'),
      }),
      problems: [],
    },
    {
      name: 'by a wait that the visitor may end',
      playbook: withCards('a', {
        a: { kind: 'wait', seconds: 60, onMessage: 'b', next: 'bye' },
        b: message('a'),
      }),
      problems: [],
    },
    {
      name: 'by a jump',
      playbook: withCards('a', { a: message('b'), b: { kind: 'jump', to: 'a' } }),
      problems: ['loop_without_wait at cards.b.to'],
    },
    {
      name: 'by one branch of a condition',
      playbook: withCards('a', { a: message('b'), b: condition(known('person.email'), 'a', 'bye') }),
      problems: ['loop_without_wait at cards.b.branches[0].next'],
    },
    {
      name: 'by another service that fails',
      playbook: withCards('a', { a: http('bye', 'a') }),
      problems: ['loop_without_wait at cards.a.failed'],
    },
    {
      name: 'by opening hours that may be open all the time',
      playbook: withCards('a', { a: { kind: 'schedule', next: 'b' }, b: message('a') }),
      problems: ['loop_without_wait at cards.b.next'],
    },
    {
      name: 'of a card with itself',
      playbook: withCards('a', { a: { kind: 'jump', to: 'a' } }),
      problems: ['loop_without_wait at cards.a.to'],
    },
  ])('$name: $problems', ({ playbook, problems }) => {
    expect(problemsOf(playbook)).toEqual(problems);
  });

  it('are found in walks longer than the stack is deep', () => {
    const playbook = sound();
    const cards: Json = {};
    for (let n = 0; n < 20_000; n += 1) cards[`m${n}`] = message(n < 19_999 ? `m${n + 1}` : 'm0');
    playbook.cards.ask.choices[1].next = 'm0';
    Object.assign(playbook.cards, cards);
    expect(problemsOf(playbook, { cards: 30_000, playbookBytes: 1 << 24 })).toEqual([
      'loop_without_wait at cards.m19999.next',
    ]);
  });
});

describe('live chats', () => {
  const people = (more: Json, cards: Json = {}): Json =>
    withCards('hello', { people: liveChat('email', more), ...cards });

  it.each<Case>([
    {
      name: 'called again by the visitor’s choice',
      playbook: people({ unanswered: 'ask', handedBack: 'ask' }),
      problems: [],
    },
    {
      name: 'called again after silence',
      playbook: people({ unanswered: 'a' }, { a: question('bye', giveUp('people', 3_600)) }),
      problems: ['live_chat_repeated at cards.people.unanswered'],
    },
    {
      name: 'called again after a capture',
      playbook: people({ handedBack: 'a' }, { a: capture('topic', 'people') }),
      problems: ['live_chat_repeated at cards.people.handedBack'],
    },
    {
      name: 'called again after a silent agent',
      playbook: people({ agentSilent: { afterSeconds: 60, next: 'other' } }, { other: liveChat('bye') }),
      problems: ['live_chat_repeated at cards.people.agentSilent.next'],
    },
    {
      name: 'another team where one is offline',
      playbook: withCards('hello', { people: liveChat('other', { team: 'Sales' }), other: liveChat('email') }),
      problems: ['live_chat_repeated at cards.people.offline'],
    },
    {
      name: 'one of two teams',
      playbook: withCards('a', {
        a: condition({ test: 'team', is: 'online', team: 'Sales' }, 'sales', 'people'),
        sales: liveChat('email', { team: 'Sales' }),
      }),
      problems: [],
    },
    {
      name: 'a path for who picks up',
      playbook: people(
        { pickedUp: 'a' },
        { a: { kind: 'qualify', next: 'b' }, b: condition(known('person.email'), 'c', 'people'), c: message('people') },
      ),
      problems: [],
    },
    {
      name: 'a path for who picks up that comes back at once',
      playbook: people({ pickedUp: 'people' }),
      problems: [],
    },
    {
      name: 'a path for who picks up that asks',
      playbook: people({ pickedUp: 'a' }, { a: message('b'), b: question('people') }),
      problems: ['picked_up_does_not_return at cards.people.pickedUp'],
    },
    {
      name: 'a path for who picks up that ends',
      playbook: people({ pickedUp: 'bye' }),
      problems: ['picked_up_does_not_return at cards.people.pickedUp'],
    },
    {
      name: 'a path for who picks up that goes round in itself',
      playbook: people({ pickedUp: 'a' }, { a: message('b'), b: { kind: 'jump', to: 'a' } }),
      problems: ['loop_without_wait at cards.b.to'],
    },
    {
      name: 'a path for who picks up that calls another team',
      playbook: people({ pickedUp: 'other' }, { other: liveChat('bye') }),
      problems: ['picked_up_does_not_return at cards.people.pickedUp'],
    },
  ])('$name: $problems', ({ playbook, problems }) => {
    expect(problemsOf(playbook)).toEqual(problems);
  });
});

describe('who a result is about', () => {
  it.each<Case>([
    { name: 'nobody asked', playbook: withCards('a', { a: lead() }), problems: ['a'] },
    {
      name: 'asked, but free to skip',
      playbook: withCards('a', { a: capture('person.name', 'b', { required: false }), b: lead() }),
      problems: ['b'],
    },
    {
      name: 'asked and given up',
      playbook: withCards('a', { a: capture('person.name', 'bye', giveUp('b')), b: lead() }),
      problems: ['b'],
    },
    {
      name: 'asked twice, given up the second time',
      playbook: withCards('a', {
        a: capture('organisation.name', 'b'),
        b: capture('person.name', 'bye', giveUp('c')),
        c: lead(),
      }),
      problems: [],
    },
    {
      name: 'a field of the playbook’s own',
      playbook: withCards('a', { a: capture('nickname', 'b'), b: lead() }),
      problems: ['b'],
    },
    {
      name: 'set by a card',
      playbook: withCards('a', { a: { kind: 'setField', field: 'person.name', value: 'Ana', next: 'b' }, b: lead() }),
      problems: [],
    },
    {
      name: 'set to what may be nothing',
      playbook: withCards('a', {
        a: { kind: 'setField', field: 'person.name', value: '{{message}}', next: 'b' },
        b: lead(),
      }),
      problems: ['b'],
    },
    {
      name: 'forgotten',
      playbook: withCards('a', {
        a: capture('person.name', 'b'),
        b: { kind: 'setField', field: 'person.name', value: '', next: 'c' },
        c: lead(),
      }),
      problems: ['c'],
    },
    {
      name: 'forgotten, with another way left',
      playbook: withCards('a', {
        a: capture('person.name', 'b'),
        b: capture('organisation.name', 'c'),
        c: { kind: 'setField', field: 'person.name', value: '', next: 'd' },
        d: lead(),
      }),
      problems: [],
    },
    {
      name: 'one field on each of two ways',
      playbook: withCards('a', {
        a: condition({ test: 'visit', is: 'first' }, 'b', 'c'),
        b: capture('person.name', 'd'),
        c: capture('organisation.name', 'd'),
        d: lead(),
      }),
      problems: [],
    },
    {
      name: 'a condition that knows it',
      playbook: withCards('a', { a: condition(known('person.email'), 'b', 'bye'), b: lead() }),
      problems: [],
    },
    {
      name: 'a condition that knows one of two',
      playbook: withCards('a', {
        a: condition({ test: 'any', rules: [known('person.email'), known('message')] }, 'b', 'bye'),
        b: lead(),
      }),
      problems: ['b'],
    },
    {
      name: 'a condition that knows both of two',
      playbook: withCards('a', {
        a: condition({ test: 'all', rules: [known('person.email'), known('message')] }, 'b', 'bye'),
        b: lead(),
      }),
      problems: [],
    },
    {
      name: 'a condition that does not know it',
      playbook: withCards('a', { a: condition({ test: 'not', rule: known('person.email') }, 'b', 'bye'), b: lead() }),
      problems: ['b'],
    },
    {
      name: 'another service’s answer, which may lack it',
      playbook: withCards('a', {
        a: { ...http('b', 'bye'), save: [{ path: 'name', field: 'person.name' }] },
        b: lead(),
      }),
      problems: ['b'],
    },
  ])('$name: $problems', ({ playbook, problems }) => {
    // what something is asked as does not matter here
    const about = problemsOf(playbook).filter((problem) => !problem.startsWith('wrong_capture_type'));
    expect(about).toEqual(problems.map((id) => `result_without_contact at cards.${id}`));
  });
});

describe('the opening', () => {
  const opening = (cards: Json, more: Json = {}): Json => {
    const playbook = sound();
    Object.assign(playbook.cards, cards);
    return Object.assign(playbook, { start: 'first', ...more });
  };

  it.each<Case>([
    {
      name: 'speaks, branches, jumps and sets fields',
      playbook: opening(
        {
          first: {
            kind: 'condition',
            branches: [
              { when: { test: 'page', oneOf: ['/pricing*'] }, next: 'hello' },
              { when: { test: 'not', rule: { test: 'utm', name: 'source', oneOf: ['news'] } }, next: 'note' },
              { when: { test: 'any', rules: [{ test: 'language', oneOf: ['es'] }] }, next: 'email' },
              { when: { test: 'arm', experiment: 'tone', is: 'warm' }, next: 'meet' },
            ],
            otherwise: 'hop',
          },
          note: { kind: 'setField', field: 'interest', value: 'none', next: 'hello' },
          hop: { kind: 'jump', to: 'hello' },
          meet: {
            kind: 'meeting',
            text: text('Meet us'),
            url: 'https://example.com/meet?who={{person.email}}',
            linkText: text('Book'),
            next: 'bye',
            later: 'bye',
          },
        },
        { experiments: { tone: { arms: [{ id: 'warm' }, { id: 'dry' }] } } },
      ),
      problems: [],
    },
    {
      name: 'asks for what is not known yet',
      playbook: opening({
        first: condition(
          {
            test: 'all',
            rules: [
              { test: 'hours', are: 'open' },
              { test: 'visit', is: 'first' },
            ],
          },
          'hello',
          'x',
        ),
        x: condition({ test: 'team', is: 'online' }, 'hello', 'y'),
        y: condition({ test: 'qualified', is: true }, 'hello', 'z'),
        z: condition(known('person.email'), 'hello', 'hello'),
      }),
      problems: [
        'opening_depends_on_moment at cards.first.branches[0].when.rules[0]',
        'opening_depends_on_moment at cards.x.branches[0].when',
        'opening_depends_on_moment at cards.y.branches[0].when',
        'opening_depends_on_moment at cards.z.branches[0].when',
      ],
    },
    ...[
      ['a wait', { kind: 'wait', seconds: 5, next: 'hello' }],
      ['opening hours', { kind: 'schedule', next: 'hello' }],
      ['another service', http('hello', 'hello')],
      ['a live chat', liveChat('email')],
      ['a qualification', { kind: 'qualify', next: 'hello' }],
      ['the end', { kind: 'end' }],
    ].map(([name, first]) => ({
      name: `begins with ${name as string}`,
      playbook: opening({ first: message('second'), second: first }),
      problems: ['opening_does_not_ask at cards.second'],
    })),
    {
      name: 'asks for a field that it has set itself, and so does not ask',
      playbook: opening({
        first: { kind: 'setField', field: 'topic', value: 'chat', next: 'x' },
        x: capture('topic', 'people'),
      }),
      problems: ['opening_does_not_ask at cards.people'],
    },
  ])('$name: $problems', ({ playbook, problems }) => {
    const about = problemsOf(playbook).filter((problem) => problem.startsWith('opening'));
    expect(about.sort()).toEqual([...problems].sort());
  });
});
