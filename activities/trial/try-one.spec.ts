import type { PlaybookDefinition, ScriptStep } from '#libs/contracts';
import { emptyReport, withTried } from './report.ts';
import { CARDS, playbookOf, recordingOf, SESSION_ID } from './test/recordings.ts';
import { tryOne } from './try-one.ts';

/** Long after every recording. */
const NOW = '2026-06-01T10:00:00.000Z';
const EMAIL = 'vera@example.org';
const en = (text: string) => ({ en: text });

const LEFT: ScriptStep[] = [{ choose: 'leave' }, { answer: 'Vera' }, { wait: '5m' }, { answer: EMAIL }];
const SERVED: ScriptStep[] = [
  { choose: 'people' },
  { wait: '30s' },
  { agent: 'joins' },
  { visitor: 'What does it cost?' },
  { agentSays: 'Nothing' },
  { wait: '10m' },
  { agent: 'closes' },
];

describe('tryOne', () => {
  const own = playbookOf();

  describe('with the definition that the session had, everything goes as it went:', () => {
    it.each<[string, ScriptStep[], boolean]>([
      ['a lead by clicks and forms', LEFT, false],
      ['a lead by typing', [{ visitor: 'leave a message' }, { visitor: 'Vera' }, { visitor: EMAIL }], false],
      ['a visitor who is asked again', [{ visitor: 'what?' }, { visitor: 'Leave a message' }, { visitor: 'V' }], false],
      [
        'a visitor who is asked again for an address',
        [...LEFT.slice(0, 2), { visitor: 'no' }, { answer: EMAIL }],
        false,
      ],
      ['nobody online', [{ choose: 'people' }, { answer: 'Vera' }], false],
      ['nobody picks up', [{ choose: 'people' }, { wait: '2m' }, { answer: 'Vera' }, { answer: EMAIL }], true],
      ['an agent talks and closes', SERVED, true],
      ['an agent hands back', [...SERVED.slice(0, -1), { agent: 'handsBack' }, { answer: 'Vera' }], true],
      ['an agent is there and leaves it at that', SERVED.slice(0, -1), true],
      ['a live chat that falls asleep', [...SERVED.slice(0, -1), { wait: '9h' }], true],
      ['a visitor who falls silent', [{ choose: 'leave' }, { wait: '25h' }], false],
      ['a service that answered', [{ choose: 'check' }, { http: { ok: true } }, { answer: 'Vera' }], false],
      ['a service that refused', [{ choose: 'check' }, { http: { ok: false } }], false],
      ['a service that never answered', [{ choose: 'check' }, { wait: '2m' }], false],
      ['nothing wanted', [{ choose: 'bye' }], false],
    ])('%s', (_, steps, online) => {
      const recorded = recordingOf(steps, { online });
      const tried = tryOne(own, recorded, recorded.entries.at(-1)!.at);
      expect(tried.after).toEqual(tried.before);
      expect(tried.ended.after).toBe(tried.ended.before);
      expect(tried.note).toBeNull();
    });
  });

  /** With another definition: where it ends, what it produces, and what is noted. */
  const cases: [
    string,
    ScriptStep[],
    boolean,
    PlaybookDefinition,
    { card: string; phase: string; results: string[] },
    RegExp | null,
  ][] = [
    [
      'a card that is gone loses nothing',
      LEFT,
      false,
      playbookOf({ name: null, ask: withNext('leave', 'email'), people: null, check: null }),
      { card: 'end', phase: 'closed', results: ['lead'] },
      null,
    ],
    [
      'a new question leaves the visitor there',
      LEFT,
      false,
      playbookOf({
        email: { ...CARDS.email, next: 'budget' } as never,
        budget: { kind: 'capture', field: 'budget', type: 'number', text: en('Budget?'), next: 'lead' } as never,
      }),
      { card: 'budget', phase: 'closed', results: [] },
      /^Left at “budget”/,
    ],
    [
      'a new question that may be left goes on by its silence',
      LEFT,
      false,
      playbookOf({
        email: { ...CARDS.email, next: 'budget' } as never,
        budget: {
          kind: 'capture',
          field: 'budget',
          type: 'number',
          text: en('Budget?'),
          silence: { reminders: [], giveUp: { afterSeconds: 600, next: 'lead' } },
          next: 'lead',
        } as never,
      }),
      { card: 'end', phase: 'closed', results: ['lead'] },
      null,
    ],
    [
      'what is asked in another order is answered all the same',
      LEFT,
      false,
      playbookOf({
        ask: withNext('leave', 'email'),
        email: { ...CARDS.email, next: 'name' } as never,
        name: { ...CARDS.name, next: 'lead' } as never,
      }),
      { card: 'end', phase: 'closed', results: ['lead'] },
      null,
    ],
    [
      'a card with another name that keeps the same field is answered',
      LEFT,
      false,
      playbookOf({ name: { ...CARDS.name, next: 'mail' } as never, email: null, mail: CARDS.email! }),
      { card: 'end', phase: 'closed', results: ['lead'] },
      null,
    ],
    [
      'a choice is found by its text where its id is another',
      LEFT,
      false,
      playbookOf({
        ask: {
          ...CARDS.ask,
          choices: [{ id: 'write', text: en('Leave a message'), next: 'email' }],
        } as never,
        people: null,
        check: null,
        name: null,
      }),
      { card: 'end', phase: 'closed', results: ['lead'] },
      null,
    ],
    [
      'a choice that is gone leaves the visitor at the question',
      LEFT,
      false,
      playbookOf({
        ask: { ...CARDS.ask, choices: [{ id: 'bye', text: en('Nothing'), next: 'end' }] } as never,
        ...{ people: null, check: null, name: null, email: null, lead: null },
      }),
      { card: 'ask', phase: 'closed', results: [] },
      /^Left at “ask”/,
    ],
    [
      'who was served meets nobody where people are not called any more',
      SERVED,
      true,
      playbookOf({ ask: withNext('people', 'end'), people: null }),
      { card: 'end', phase: 'closed', results: [] },
      null,
    ],
    [
      'agents join later where they are called later',
      SERVED,
      true,
      playbookOf({
        ask: withNext('people', 'moment'),
        moment: { kind: 'wait', seconds: 300, next: 'people' },
      }),
      { card: 'people', phase: 'closed', results: [] },
      null,
    ],
    [
      'nobody waits for an agent who came too late for the draft',
      SERVED,
      true,
      playbookOf({ people: { ...CARDS.people, waitSeconds: 20, unanswered: 'end' } as never }),
      { card: 'end', phase: 'closed', results: [] },
      null,
    ],
    [
      'what a service would have answered is not known',
      LEFT,
      false,
      playbookOf({ ask: withNext('leave', 'check') }),
      { card: 'end', phase: 'closed', results: [] },
      /^“check” was not asked then/,
    ],
  ];
  it.each(cases)('%s', (_, steps, online, draft, after, note) => {
    const tried = tryOne(draft, recordingOf(steps, { online }), NOW);
    expect(tried.after).toEqual(after);
    if (note === null) expect(tried.note).toBeNull();
    else expect(tried.note).toMatch(note);
  });

  it('does not ask what the website had said of the visitor', () => {
    const signed = { 'person.name': 'Vera', 'person.email': EMAIL };
    const recorded = recordingOf([{ choose: 'bye' }]);
    const draft = playbookOf({ ask: withNext('bye', 'name') });
    expect(tryOne(draft, recorded, NOW).after).toMatchObject({ card: 'name', results: [] });
    const known = { ...recorded, fields: { ...recorded.fields, ...signed } };
    expect(tryOne(draft, known, NOW)).toMatchObject({ after: { card: 'end', results: ['lead'] }, note: null });
  });

  it('goes on with a session that is open until now, and no further', () => {
    const recorded = recordingOf([{ choose: 'leave' }]);
    const draft = playbookOf({
      name: { ...CARDS.name, silence: { reminders: [], giveUp: { afterSeconds: 3_600, next: 'end' } } } as never,
    });
    expect(tryOne(draft, recorded, '2026-01-05T10:59:00.000Z').after).toMatchObject({ card: 'name', phase: 'bot' });
    expect(tryOne(draft, recorded, '2026-01-05T11:01:00.000Z').after).toMatchObject({ card: 'end', phase: 'closed' });
  });

  it('says where a draft with a mistake cannot go on', () => {
    const broken = playbookOf({ name: { ...CARDS.name, next: 'nowhere' } as never });
    expect(tryOne(broken, recordingOf(LEFT), NOW).note).toBe('The draft cannot go on at “name”');
  });

  it('says by which cards a visitor came, and on which they fell silent', () => {
    const { reached, dropped } = tryOne(own, recordingOf([{ choose: 'leave' }, { wait: '25h' }]), NOW);
    expect(reached.toSorted()).toEqual(['ask', 'hello', 'name']);
    expect(dropped).toBe('name');
    expect(tryOne(own, recordingOf(LEFT), NOW).dropped).toBeNull();
    expect(tryOne(own, recordingOf(SERVED.slice(0, -1), { online: true }), NOW).dropped).toBeNull();
  });

  it('tries at least 200 sessions a second', () => {
    const recorded = [recordingOf(LEFT), recordingOf(SERVED, { online: true })];
    const draft = playbookOf({ end: { kind: 'end', text: en('Farewell') } });
    const sessions = 2_000;
    const began = performance.now();
    for (let index = 0; index < sessions; index++) tryOne(draft, recorded[index % 2]!, NOW);
    const seconds = (performance.now() - began) / 1_000;
    expect(seconds).toBeLessThan(sessions / 200);
  });
});

function withNext(choiceId: string, next: string) {
  const ask = CARDS.ask as { choices: { id: string; next: string }[] };
  const choices = ask.choices
    .filter(({ id }) => [choiceId, 'bye'].includes(id))
    .map((choice) => (choice.id === choiceId ? { ...choice, next } : choice));
  return { ...CARDS.ask, choices } as never;
}

describe('withTried', () => {
  it('adds up what was and what would have been, batch by batch', () => {
    const draft = playbookOf({ ask: withNext('leave', 'end'), people: null, check: null });
    const tried = [
      LEFT,
      LEFT,
      [{ choose: 'bye' } as const],
      [{ choose: 'leave' } as const, { wait: '25h' } as const],
    ].map((steps) => tryOne(draft, recordingOf(steps), NOW));
    const report = withTried(withTried(emptyReport(draft), tried.slice(0, 3)), tried.slice(3));
    expect(report.before).toEqual({ ended: 3, leads: 2, deals: 0, crmActivities: 0 });
    expect(report.after).toEqual({ ended: 4, leads: 0, deals: 0, crmActivities: 0 });
    expect(report.dropOff).toContainEqual({ cardId: 'end', reached: 4, dropped: 0 });
    expect(report.dropOff).toContainEqual({ cardId: 'name', reached: 0, dropped: 0 });
    // the one that wanted nothing goes as it went
    expect(report.tried.map(({ before, after }) => [before.card, after.card])).toEqual([
      ['end', 'end'],
      ['end', 'end'],
      ['name', 'end'],
    ]);
    expect(report.tried[0]).toEqual({
      sessionId: SESSION_ID,
      before: { card: 'end', phase: 'closed', results: ['lead'] },
      after: { card: 'end', phase: 'closed', results: [] },
      note: null,
    });
  });

  it('shows at most 200 sessions, and counts all', () => {
    const draft = playbookOf({ ask: withNext('leave', 'end'), people: null, check: null });
    const one = tryOne(draft, recordingOf(LEFT), NOW);
    const report = withTried(
      emptyReport(draft),
      Array.from({ length: 250 }, () => one),
    );
    expect(report.tried).toHaveLength(200);
    expect(report.before.leads).toBe(250);
  });
});
