import { type Entry, httpCallIdOf, type Phase } from '#libs/contracts';
import { decide } from './decide.ts';
import {
  afterwards,
  agentSays,
  assigned,
  at,
  choice,
  ENDED,
  entry,
  handedBack,
  linesOf,
  lookAt,
  OPENED_PLANS,
  PLANS,
  returned,
  SESSION_ID,
  says,
} from './test/looks.ts';
import type { Look, LookOutcome } from './types.ts';

type Happened = (seq: number) => Entry;

/** One look of the process, and what had happened since the one before, at which second. */
interface Scene {
  now: number;
  happened?: [second: number, what: Happened][];
  queuePlace?: number;
  says: string[];
  phase?: Phase;
  /** The card and what it waits for. */
  stands: string;
}
interface Story {
  name: string;
  scenes: Scene[];
}

const DAY = 86_400;
/** Commands change the phase of the row as they are written. */
const ENTERS: Record<string, Phase> = {
  assigned: 'live',
  returned: 'waiting',
  handedBack: 'bot',
  botSilent: 'waiting',
  closed: 'closed',
};

const chooses =
  (id: string): Happened =>
  (seq) =>
    choice(seq, id);
const writes =
  (text: string): Happened =>
  (seq) =>
    says(seq, text);
const agentWrites: Happened = (seq) => agentSays(seq, 'Hi');
const botSilent: Happened = (seq) => entry(seq, 'botSilent', {});
const answered =
  (requestSeq: number, ok: boolean): Happened =>
  (seq) =>
    entry(seq, 'httpAnswered', { requestSeq, cardId: 'tier', ok, fields: ok ? { tier: 'gold' } : {} });

const asksEmail: Scene = { now: 3, happened: [[3, chooses('leave')]], says: ['Your e-mail?'], stands: 'email answer' };
const callsPeople: Scene = {
  now: 3,
  happened: [[3, chooses('people')]],
  says: ['One moment', 'bot→waiting: people_called'],
  phase: 'waiting',
  stands: 'people pickUp',
};
const isMet: Scene = {
  now: 10,
  happened: [[10, assigned]],
  says: ['You talk to a person now'],
  phase: 'live',
  stands: 'people people',
};
// the request is entry 4
const asksTier: Scene = { now: 3, happened: [[3, chooses('tier')]], says: ['httpRequested'], stands: 'tier http' };
const goodbye = ['captured person.email', 'Goodbye', 'closed: playbook_ended'];

const STORIES: Story[] = [
  {
    name: 'an agent who is gone: the visitor waits anew, and nobody comes',
    scenes: [
      callsPeople,
      isMet,
      { now: 20, happened: [[20, returned]], says: [], phase: 'waiting', stands: 'people pickUp' },
    ],
  },
  {
    name: 'who picked up and left before it was read is not announced, who came after is',
    scenes: [
      callsPeople,
      {
        now: 20,
        happened: [
          [10, assigned],
          [12, returned],
          [15, assigned],
        ],
        says: ['You talk to a person now'],
        phase: 'live',
        stands: 'people people',
      },
    ],
  },
  {
    name: 'a silent visitor is reminded of the opening’s question, from the session’s start on',
    scenes: [
      { now: 59, says: [], stands: 'ask answer' },
      { now: 60, says: ['Well?'], stands: 'ask answer' },
      { now: 3_600, says: [], stands: 'ask answer' },
      { now: 60 + DAY, says: ['closed: idle'], phase: 'closed', stands: 'ask answer' },
    ],
  },
  {
    name: 'a silent visitor is reminded twice, then given up',
    scenes: [
      asksEmail,
      { now: 62, says: [], stands: 'email answer' },
      { now: 63, says: ['Still there?'], stands: 'email answer' },
      { now: 123, says: ['Anybody?'], stands: 'email answer' },
      { now: 183, says: ['Goodbye', 'closed: playbook_ended'], phase: 'closed', stands: 'bye nothing' },
    ],
  },
  {
    name: 'after an outage a reminder is said once, and the next counts from then on',
    scenes: [
      asksEmail,
      { now: 10 * DAY, says: ['Still there?'], stands: 'email answer' },
      { now: 10 * DAY + 59, says: [], stands: 'email answer' },
      { now: 10 * DAY + 60, says: ['Anybody?'], stands: 'email answer' },
    ],
  },
  {
    name: 'an answer is heard before the reminder that is due in the same look',
    scenes: [
      asksEmail,
      { now: 100, happened: [[90, writes('a@example.org')]], says: goodbye, phase: 'closed', stands: 'bye nothing' },
    ],
  },
  {
    name: 'no reminder of what was asked only now, however late the answer before it was read',
    scenes: [
      { ...asksEmail, now: 500 },
      { now: 559, says: [], stands: 'email answer' },
      { now: 560, says: ['Still there?'], stands: 'email answer' },
    ],
  },
  {
    name: 'a wait of a month is not ended by silence',
    scenes: [
      { now: 3, happened: [[3, chooses('month')]], says: [], stands: 'month time' },
      { now: 2 * DAY, happened: [[2 * DAY, writes('Are you there?')]], says: [], stands: 'month time' },
      { now: 30 * DAY + 2, says: [], stands: 'month time' },
      { now: 30 * DAY + 3, says: ['Your e-mail?'], stands: 'email answer' },
    ],
  },
  {
    name: 'waits in a circle end after the longest time that a session may last',
    scenes: [
      { now: 3, happened: [[3, chooses('circle')]], says: [], stands: 'second time' },
      { now: 4, says: ['Tick'], stands: 'second time' },
      { now: 50, says: ['Tick'], stands: 'second time' },
      { now: 90 * DAY - 1, says: ['Tick'], stands: 'second time' },
      { now: 90 * DAY, says: ['Tick', 'closed: idle'], phase: 'closed', stands: 'second time' },
    ],
  },
  {
    name: 'who waits is told their place again and again, then that nobody came',
    scenes: [
      callsPeople,
      { now: 22, says: [], phase: 'waiting', stands: 'people pickUp' },
      { now: 23, queuePlace: 3, says: ['You are number 3'], phase: 'waiting', stands: 'people pickUp' },
      { now: 45, says: ['You are number one'], phase: 'waiting', stands: 'people pickUp' },
      {
        now: 63,
        says: ['Nobody came', 'waiting→bot: nobody_picked_up', 'Your e-mail?'],
        stands: 'email answer',
      },
    ],
  },
  {
    name: 'after an outage nobody is told a place in a queue that they have left',
    scenes: [
      callsPeople,
      { now: 500, says: ['Nobody came', 'waiting→bot: nobody_picked_up', 'Your e-mail?'], stands: 'email answer' },
    ],
  },
  {
    name: 'a place in the queue is not told while a claim is unread',
    scenes: [callsPeople, { ...isMet, now: 24 }],
  },
  {
    name: 'an agent who stays silent is relieved by the bot',
    scenes: [
      callsPeople,
      isMet,
      { now: 39, happened: [[20, writes('Hello?')]], says: [], phase: 'live', stands: 'people people' },
      {
        now: 40,
        says: ['They seem busy', 'live→bot: agent_silent', 'Your e-mail?'],
        stands: 'email answer',
      },
    ],
  },
  {
    name: 'a first word counts, though it comes late and is read in the same look as the deadline',
    scenes: [
      callsPeople,
      isMet,
      { now: 45, happened: [[44, agentWrites]], says: [], phase: 'live', stands: 'people people' },
      { now: 500, says: [], phase: 'live', stands: 'people people' },
    ],
  },
  {
    name: 'an agent who has written is not silent, though the claim is read late',
    scenes: [
      callsPeople,
      {
        ...isMet,
        now: 62,
        happened: [
          [10, assigned],
          [12, agentWrites],
        ],
      },
    ],
  },
  {
    name: 'who is handed back goes on with the bot',
    scenes: [
      callsPeople,
      isMet,
      { now: 20, happened: [[20, handedBack]], says: ['Your e-mail?'], stands: 'email answer' },
    ],
  },
  {
    name: 'who was met and handed back between two looks is not greeted any more',
    scenes: [
      callsPeople,
      {
        now: 60,
        happened: [
          [10, assigned],
          [11, writes('Hi')],
          [12, agentWrites],
          [13, handedBack],
          [14, writes('And now?')],
        ],
        says: ['Your e-mail?'],
        stands: 'email answer',
      },
    ],
  },
  {
    name: 'who was handed back may be met again',
    scenes: [
      callsPeople,
      isMet,
      {
        now: 60,
        happened: [
          [13, handedBack],
          [50, botSilent],
          [55, assigned],
        ],
        says: ['You talk to a person now'],
        phase: 'live',
        stands: 'people people',
      },
    ],
  },
  {
    name: 'an agent’s close is not followed by a word of the bot',
    scenes: [
      callsPeople,
      {
        now: 500,
        happened: [
          [10, assigned],
          [12, (seq) => entry(seq, 'closed', { reason: 'agent' })],
        ],
        says: [],
        phase: 'closed',
        stands: 'people people',
      },
    ],
  },
  {
    name: 'another service’s answer leads on',
    scenes: [
      asksTier,
      { now: 20, happened: [[10, writes('Well?')]], says: [], stands: 'tier http' },
      { now: 30, happened: [[30, answered(4, true)]], says: ['You are gold', 'Your e-mail?'], stands: 'email answer' },
    ],
  },
  {
    name: 'another service’s refusal leads elsewhere',
    scenes: [
      asksTier,
      { now: 30, happened: [[30, answered(4, false)]], says: ['Your e-mail?'], stands: 'email answer' },
    ],
  },
  {
    name: 'an answer in time counts, though it is read after its deadline',
    scenes: [
      asksTier,
      { now: 70, happened: [[60, answered(4, true)]], says: ['You are gold', 'Your e-mail?'], stands: 'email answer' },
    ],
  },
  {
    name: 'a late answer of another service changes nothing',
    scenes: [
      asksTier,
      { now: 63, says: ['Your e-mail?'], stands: 'email answer' },
      { now: 64, happened: [[64, answered(4, true)]], says: [], stands: 'email answer' },
    ],
  },
  {
    name: 'people who were called past a service’s answer lead',
    scenes: [
      asksTier,
      {
        now: 40,
        happened: [
          [34, botSilent],
          [35, assigned],
          [36, answered(4, true)],
        ],
        says: ['You talk to a person now'],
        phase: 'live',
        stands: 'people people',
      },
    ],
  },
];

/** Plays the scenes on one session; answers each look with its outcome. */
function play(scenes: readonly Scene[]): { look: Look; outcome: LookOutcome }[] {
  let session: Partial<Look['session']> = { state: OPENED_PLANS };
  return scenes.map(({ now, happened = [], queuePlace }) => {
    const first = (session.lastSeq ?? 2) + 1;
    const unread = happened.map(([second, what], index): Entry => ({ ...what(first + index), at: at(second) }));
    const phase = unread.reduce<Phase>((before, { kind }) => ENTERS[kind] ?? before, session.phase ?? 'bot');
    const last = unread.at(-1);
    const row = { ...session, phase, ...(last && { lastSeq: last.seq, lastAt: last.at }) };
    const look = lookAt({
      definition: PLANS,
      unread,
      now,
      session: row,
      ...(queuePlace !== undefined && { queuePlace }),
    });
    const outcome = decide(look);
    session = afterwards(look, outcome);
    return { look, outcome };
  });
}

describe('what happens by itself', () => {
  it.each(STORIES)('$name', ({ scenes }) => {
    for (const [index, { look, outcome }] of play(scenes).entries()) {
      const scene = scenes[index] as Scene;
      expect([index, ...linesOf(outcome)]).toEqual([index, ...scene.says]);
      expect(outcome.phase).toBe(scene.phase ?? 'bot');
      expect(`${outcome.state.cardId} ${outcome.state.wait.for}`).toBe(scene.stands);
      expect(decide(look)).toEqual(outcome);
    }
  });

  it('names the team that is called, and when to look again', () => {
    const [{ outcome } = { outcome: null }] = play([callsPeople]);
    expect(outcome).toMatchObject({ team: 'Sales', waitDeadlineId: 'pickUp-5', deadlineAt: at(23) });
  });

  it('makes a request with its entry, with time from now on', () => {
    const [{ outcome } = { outcome: null }] = play([{ ...asksTier, now: 500 }]);
    const callId = httpCallIdOf(SESSION_ID, 4);
    expect(outcome?.append).toEqual([{ kind: 'httpRequested', author: 'bot', body: { callId, cardId: 'tier' } }]);
    expect(outcome?.calls).toMatchObject([{ callId, cardId: 'tier', seq: 4, giveUpAt: at(560) }]);
    expect(outcome?.state.wait).toMatchObject({ requestSeq: 4, deadlineAt: at(560) });
  });

  it('makes no request for who is with people by now', () => {
    const [{ outcome } = { outcome: null }] = play([
      {
        ...asksTier,
        happened: [
          [3, chooses('tier')],
          [34, botSilent],
          [35, assigned],
        ],
      },
    ]);
    expect(outcome?.calls).toEqual([]);
    expect(outcome?.state.wait).toEqual({ for: 'people', silent: expect.anything() });
  });

  it('ends a session that is handed back after the playbook’s end', () => {
    const outcome = decide(lookAt({ state: ENDED, unread: [handedBack(9)] }));
    expect(linesOf(outcome)).toEqual(['closed: playbook_ended']);
  });
});

describe('the cards that a look came by', () => {
  const left = (cardId: string) => ({ cardId, arm: null, left: true });
  const stands = (cardId: string) => ({ cardId, arm: null, left: false });

  it.each<{ name: string; scenes: Scene[]; visits: object[] }>([
    { name: 'on to the next question', scenes: [asksEmail], visits: [left('ask'), stands('email')] },
    { name: 'asked again: nowhere', scenes: [asksEmail, { ...asksEmail, happened: [[4, writes('?')]] }], visits: [] },
    {
      name: 'with somebody who picks up, and back',
      scenes: [callsPeople, isMet],
      visits: [stands('people'), left('hi')],
    },
    {
      name: 'round a circle',
      scenes: [
        { ...asksEmail, happened: [[3, chooses('circle')]] },
        { ...asksEmail, now: 4 },
      ],
      visits: [left('second'), left('tick'), left('again')],
    },
    {
      name: 'past the playbook, to people',
      scenes: [{ ...asksEmail, happened: [[34, botSilent]] }],
      visits: [left('ask'), stands('people')],
    },
  ])('$name', ({ scenes, visits }) => {
    expect(play(scenes).at(-1)?.outcome.visits).toEqual(visits);
  });
});
