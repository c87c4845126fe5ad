import { type Script, type ScriptStep, scriptSchema } from '#libs/contracts';
import { type CardsInput, playbookOf, text } from '../specs/builders.ts';
import { runTests, simulate } from './index.ts';

const scriptOf = (steps: ScriptStep[], more: Partial<Script> = {}): Script => scriptSchema.parse({ steps, ...more });

const CARDS: CardsInput = {
  ask: {
    kind: 'question',
    text: text('How can we help?'),
    choices: [
      { id: 'chat', text: text('Chat'), next: 'people' },
      { id: 'leave', text: text('Leave a message'), next: 'email' },
      { id: 'later', text: text('Write me later'), next: 'month' },
      { id: 'check', text: text('Check me'), next: 'lookUp' },
    ],
  },
  people: {
    kind: 'liveChat',
    onlineText: text('Calling'),
    waitSeconds: 60,
    offline: 'email',
    offlineText: text('Nobody here'),
    unansweredText: text('Nobody came'),
  },
  month: { kind: 'wait', seconds: 30 * 86_400, next: 'back' },
  back: { kind: 'message', text: text('A month has passed'), next: 'email' },
  lookUp: {
    kind: 'http',
    method: 'GET',
    url: 'https://api.example.com/tier',
    save: [{ path: 'customer.tier', field: 'tier' }],
    next: 'email',
    failed: 'bye',
  },
  email: { kind: 'capture', field: 'person.email', type: 'email', text: text('Your e-mail?'), next: 'good' },
  good: { kind: 'qualify', next: 'lead' },
  lead: { kind: 'result', result: 'lead', title: text('Lead {{person.email}}'), next: 'bye' },
  bye: { kind: 'end', text: text('Goodbye') },
};
const definition = playbookOf(CARDS);
const EMAIL = 'ana@example.com';

describe('simulate', () => {
  it('walks a script: timeline, results, fields and where it ends', () => {
    const done = simulate(
      definition,
      scriptOf([
        { expect: { says: ['How can we help?'], card: 'ask' } },
        { choose: 'leave' },
        { visitor: 'not an address' },
        { expect: { card: 'email', phase: 'bot' } },
        { visitor: EMAIL },
        {
          expect: {
            says: ['Goodbye'],
            phase: 'closed',
            results: [{ kind: 'lead', title: `Lead ${EMAIL}` }],
            fields: { 'person.email': EMAIL },
            qualified: true,
          },
        },
      ]),
    );
    expect(done).toMatchObject({ ok: true, failure: null, phase: 'closed', card: 'bye', qualified: true });
    expect(done.entries.map(({ seq }) => seq)).toEqual(done.entries.map((_, index) => index + 1));
  });

  it('tells the timers that went off and those that are set, not those that were called off', () => {
    const { timers } = simulate(definition, scriptOf([{ choose: 'chat' }, { agent: 'joins' }], { online: true }));
    expect(timers.map(({ kind, passed }) => [kind, passed])).toEqual([['liveIdle', false]]);
  });

  it('speaks the script’s language', () => {
    const { entries } = simulate(definition, scriptOf([{ choose: 'leave' }], { language: 'es-MX' }));
    expect(JSON.stringify(entries)).toContain('Your e-mail? (es)');
  });

  it('lets a month pass in no time, and each timer at its own', () => {
    const began = performance.now();
    const done = simulate(
      definition,
      scriptOf([
        { choose: 'later' },
        { wait: '29d' },
        { expect: { card: 'month', says: [] } },
        { wait: '2d' },
        { expect: { card: 'email', says: ['A month has passed'] } },
        { wait: '1d' },
        { expect: { phase: 'closed' } },
      ]),
    );
    expect(done.failure).toBeNull();
    expect(done.timers.find(({ kind }) => kind === 'wait')).toMatchObject({
      passed: true,
      at: '2026-02-04T10:00:00.000Z',
    });
    expect(performance.now() - began).toBeLessThan(1_000);
  });

  it.each<[string, ScriptStep[], Partial<Script>]>([
    ['nobody is online', [{ choose: 'chat' }, { expect: { says: ['Nobody here'], card: 'email' } }], {}],
    [
      'nobody picks up',
      [{ choose: 'chat' }, { wait: '61s' }, { expect: { says: ['Nobody came'], card: 'email', phase: 'bot' } }],
      { online: true },
    ],
    [
      'an agent leads until the close',
      [
        { choose: 'chat' },
        { expect: { says: ['Calling'], phase: 'waiting' } },
        { agent: 'joins' },
        { visitor: 'Hello' },
        { agentSays: 'Hi' },
        { wait: '1h' },
        { expect: { phase: 'live' } },
        { agent: 'closes' },
        { expect: { phase: 'closed', results: [] } },
      ],
      { online: true },
    ],
    [
      'an agent hands back to the offline path',
      [{ choose: 'chat' }, { agent: 'joins' }, { agent: 'handsBack' }, { expect: { phase: 'bot', card: 'email' } }],
      { online: true },
    ],
    ['somebody comes online', [{ team: 'online' }, { choose: 'chat' }, { expect: { phase: 'waiting' } }], {}],
    [
      'a service answers',
      [
        { choose: 'check' },
        { http: { ok: true, answer: { customer: { tier: 'gold' } } } },
        { expect: { card: 'email', fields: { tier: 'gold' } } },
      ],
      {},
    ],
    [
      'a service fails',
      [{ choose: 'check' }, { http: { ok: false } }, { expect: { phase: 'closed', card: 'bye' } }],
      {},
    ],
    ['a service never answers', [{ choose: 'check' }, { wait: '2m' }, { expect: { card: 'bye' } }], {}],
  ])('%s', (_, steps, more) => {
    expect(simulate(definition, scriptOf(steps, more)).failure).toBeNull();
  });

  it.each<[string, ScriptStep[], string]>([
    [
      'an unknown choice',
      [{ choose: 'nope' }],
      'Step 1: there is no choice “nope”; offered: “chat”, “leave”, “later”, “check”.',
    ],
    [
      'joining what does not wait',
      [{ agent: 'joins' }],
      'Step 1: joining needs phase waiting, the session is in phase bot.',
    ],
    [
      'words after the end',
      [{ choose: 'leave' }, { visitor: EMAIL }, { visitor: 'Hi' }],
      'Step 3: the session is closed.',
    ],
    ['an answer without a request', [{ http: { ok: true } }], 'Step 1: no request is waiting for an answer.'],
    [
      'other words',
      [{ choose: 'leave' }, { expect: { says: ['Your name?'] } }],
      'Step 2: expected the bot to say “Your name?”, it said “Your e-mail?”.',
    ],
    ['another card', [{ expect: { card: 'bye' } }], 'Step 1: expected card “bye”, it stands on “ask”.'],
    ['another phase', [{ expect: { phase: 'live' } }], 'Step 1: expected phase live, it is bot.'],
    [
      'other results',
      [{ expect: { results: [{ kind: 'deal' }] } }],
      'Step 1: expected the results “deal”, there are nothing.',
    ],
    ['an unknown field', [{ expect: { fields: { tier: 'x' } } }], 'Step 1: expected tier to be “x”, it is unknown.'],
    ['another judgement', [{ expect: { qualified: true } }], 'Step 1: expected qualified true, it is null.'],
  ])('stops at %s and says so', (_, steps, failure) => {
    expect(simulate(definition, scriptOf(steps))).toMatchObject({ ok: false, failure });
  });
});

it.each<[string, number, string]>([
  ['before a step', 1, 'Step 1: The script takes too long.'],
  ['while time passes', 3, 'Step 2: The script takes too long.'],
])('stops when it is told that it takes too long, %s', (_, no, failure) => {
  let asked = 0;
  const script = scriptOf([{ choose: 'later' }, { wait: '30d' }]);
  expect(simulate(definition, script, () => ++asked < no)).toMatchObject({ ok: false, failure });
});

it('runs a playbook’s own tests', () => {
  const tests = [
    { name: 'good', script: scriptOf([{ choose: 'leave' }, { expect: { card: 'email' } }]) },
    { name: 'bad', script: scriptOf([{ choose: 'leave' }, { expect: { card: 'ask' } }]) },
  ];
  expect(runTests(playbookOf(CARDS, { tests }))).toEqual([
    { name: 'good', ok: true, failure: null },
    { name: 'bad', ok: false, failure: 'Step 2: expected card “ask”, it stands on “email”.' },
  ]);
});
