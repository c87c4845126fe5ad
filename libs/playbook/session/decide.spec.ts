import { LIMITS, resultIdOfCard } from '#libs/contracts';
import type { WaitFor } from '../cards/card.ts';
import { decide, handOver } from './decide.ts';
import {
  ASKED_EMAIL,
  assigned,
  at,
  CALLED,
  choice,
  ENDED,
  entry,
  type Given,
  linesOf,
  lookAt,
  OPENED,
  SESSION_ID,
  says,
  WITH_PEOPLE,
} from './test/looks.ts';

type Case = Given & {
  name: string;
  says: string[];
  phase: string;
  /** The card and what it waits for. */
  stands: string;
};

const waiting = { phase: 'waiting' } as const;
const live = { phase: 'live' } as const;
const closed = { phase: 'closed' } as const;
const called = CALLED.wait as WaitFor<'pickUp'>;
const HOUR = 3_600;
const silent = entry(4, 'botSilent', {});
const FACTS = ['captured person.email', 'qualified', 'asked for lead', 'asked for crmActivity'];
/** A result of which the card says nothing more. */
const PLAIN = { owner: null, label: null, stage: null, visibility: 'everyone', value: null, currency: null };

const CASES: Case[] = [
  {
    name: 'nothing unread: nothing to say',
    says: [],
    phase: 'bot',
    stands: 'ask answer',
  },
  {
    name: 'a choice is answered by the next card',
    unread: [choice(3, 'leave')],
    says: ['Your e-mail?'],
    phase: 'bot',
    stands: 'email answer',
  },
  {
    name: 'people are called when somebody is online',
    unread: [choice(3, 'people')],
    says: ['One moment', 'bot→waiting: people_called'],
    phase: 'waiting',
    stands: 'people pickUp',
  },
  {
    name: 'the offline path is walked when nobody is online',
    unread: [choice(3, 'people')],
    online: false,
    says: ['bot→bot: nobody_online', 'Nobody is here', 'Your e-mail?'],
    phase: 'bot',
    stands: 'email answer',
  },
  {
    name: 'several entries are folded in one look, typed ahead or not',
    unread: [choice(3, 'leave'), says(4, 'someone@example.org')],
    says: ['Your e-mail?'],
    phase: 'bot',
    stands: 'email answer',
  },
  {
    name: 'captured, qualified, two results, goodbye and the end in one look',
    state: ASKED_EMAIL,
    unread: [says(5, 'someone@example.org')],
    says: [...FACTS, 'Goodbye', 'closed: playbook_ended'],
    phase: 'closed',
    stands: 'end nothing',
  },
  {
    name: 'the bot does not close while more is unread',
    unread: [choice(3, 'bye')],
    more: true,
    says: ['Goodbye'],
    phase: 'bot',
    stands: 'end nothing',
  },
  {
    name: 'what was said after the last card is read before the end',
    unread: [choice(3, 'bye'), says(4, 'wait!')],
    says: ['Goodbye', 'closed: playbook_ended'],
    phase: 'closed',
    stands: 'end nothing',
  },
  {
    name: 'the end that an earlier look had to leave open comes once everything is read',
    state: ENDED,
    unread: [says(4, 'wait!')],
    says: ['closed: playbook_ended'],
    phase: 'closed',
    stands: 'end nothing',
  },
  {
    name: 'the pick-up time is not over',
    state: CALLED,
    session: { ...waiting, lastSeq: 5 },
    now: 60,
    says: [],
    phase: 'waiting',
    stands: 'people pickUp',
  },
  {
    name: 'nobody picked up: the offline path',
    state: CALLED,
    session: { ...waiting, lastSeq: 5 },
    now: 61,
    says: ['Nobody came', 'waiting→bot: nobody_picked_up', 'Your e-mail?'],
    phase: 'bot',
    stands: 'email answer',
  },
  {
    name: 'the pick-up time is judged after everything is read',
    state: CALLED,
    session: waiting,
    unread: [says(6, 'hello?')],
    more: true,
    now: 100,
    says: [],
    phase: 'waiting',
    stands: 'people pickUp',
  },
  {
    name: 'a claim before the timeout was looked at wins',
    state: CALLED,
    session: live,
    unread: [assigned(6)],
    now: 100,
    says: [],
    phase: 'live',
    stands: 'people people',
  },
  {
    name: 'interleavings 7: the timeout of an earlier wait does not hit a later one',
    state: { ...CALLED, wait: { ...called, deadlineId: 'pickUp-9', deadlineAt: at(200) } },
    session: { ...waiting, lastSeq: 9 },
    now: 100,
    says: [],
    phase: 'waiting',
    stands: 'people pickUp',
  },
  {
    name: 'an agent leads: the bot keeps quiet on what it reads late',
    session: live,
    unread: [choice(3, 'leave'), assigned(4), says(5, 'hi')],
    says: [],
    phase: 'live',
    stands: 'email people',
  },
  {
    name: 'an agent leads: what was captured and produced before is kept',
    state: ASKED_EMAIL,
    session: live,
    unread: [says(5, 'someone@example.org'), entry(6, 'botSilent', {}), assigned(7)],
    says: FACTS,
    phase: 'live',
    stands: 'end nothing',
  },
  {
    name: 'a closed log takes the results of what was said before, and no facts',
    state: ASKED_EMAIL,
    session: closed,
    unread: [says(5, 'someone@example.org'), entry(6, 'closed', { reason: 'agent' })],
    says: ['asked for lead', 'asked for crmActivity'],
    phase: 'closed',
    stands: 'end nothing',
  },
  {
    name: 'closed by an agent: nothing is said any more',
    state: CALLED,
    session: closed,
    unread: [entry(6, 'closed', { reason: 'agent' })],
    now: 1_000,
    says: [],
    phase: 'closed',
    stands: 'people pickUp',
  },
  {
    name: 'people were called past the bot: the visitor is told so once',
    session: waiting,
    unread: [says(3, 'hello?'), silent],
    says: ['bot→waiting: people_called'],
    phase: 'waiting',
    stands: 'people pickUp',
  },
  {
    name: 'people were called past the bot for a visitor who asked for them: told once, by the card',
    session: waiting,
    unread: [choice(3, 'people'), silent],
    says: ['One moment', 'bot→waiting: people_called'],
    phase: 'waiting',
    stands: 'people pickUp',
  },
  {
    name: 'people were called past the bot, and their time to pick up is over by now',
    session: waiting,
    unread: [choice(3, 'people'), silent],
    now: 100,
    says: ['One moment', 'bot→waiting: people_called', 'Nobody came', 'waiting→bot: nobody_picked_up', 'Your e-mail?'],
    phase: 'bot',
    stands: 'email answer',
  },
  {
    name: 'people were called past the bot on the last card: they decide, not the playbook’s end',
    session: waiting,
    unread: [choice(3, 'bye'), silent],
    says: ['bot→waiting: people_called'],
    phase: 'waiting',
    stands: 'end nothing',
  },
  {
    name: 'an operator moves the session',
    unread: [entry(3, 'opsMoved', { cardId: 'email' })],
    says: ['Your e-mail?'],
    phase: 'bot',
    stands: 'email answer',
  },
  {
    name: 'an operator moves a waiting session back to the bot',
    state: CALLED,
    session: waiting,
    unread: [entry(6, 'opsMoved', { cardId: 'email' })],
    says: ['waiting→bot: moved', 'Your e-mail?'],
    phase: 'bot',
    stands: 'email answer',
  },
  {
    name: 'notes, reassignments and results are none of the engine’s business',
    state: WITH_PEOPLE,
    session: live,
    unread: [
      entry(6, 'note', { text: 'secret' }),
      entry(7, 'resultState', { resultId: SESSION_ID, result: 'deal', state: 'created' }),
    ],
    says: [],
    phase: 'live',
    stands: 'people people',
  },
  {
    name: 'a silent visitor has a day',
    now: 2 + LIMITS.visitorSilentHours * HOUR - 1,
    says: [],
    phase: 'bot',
    stands: 'ask answer',
  },
  {
    name: 'a visitor who is silent for a day has left',
    now: 2 + LIMITS.visitorSilentHours * HOUR,
    says: ['closed: idle'],
    phase: 'closed',
    stands: 'ask answer',
  },
  {
    name: 'a process that was away for a day answers before it judges silence',
    unread: [choice(3, 'leave')],
    now: 30 * HOUR,
    says: ['Your e-mail?'],
    phase: 'bot',
    stands: 'email answer',
  },
  {
    name: 'a live chat without a word for a working day is over',
    state: WITH_PEOPLE,
    session: { ...live, lastSeq: 6 },
    now: 6 + LIMITS.liveIdleHours * HOUR,
    says: ['closed: idle'],
    phase: 'closed',
    stands: 'people people',
  },
  {
    name: 'a live chat with a word in time goes on',
    state: WITH_PEOPLE,
    session: live,
    unread: [says(100, 'still here')],
    now: 6 + LIMITS.liveIdleHours * HOUR,
    says: [],
    phase: 'live',
    stands: 'people people',
  },
];

describe('decide', () => {
  it.each(CASES)('$name', ({ says: lines, phase, stands, ...given }) => {
    const look = lookAt(given);
    const outcome = decide(look);
    expect(linesOf(outcome)).toEqual(lines);
    expect(outcome.phase).toBe(phase);
    expect(`${outcome.state.cardId} ${outcome.state.wait.for}`).toBe(stands);
    expect(outcome.cursor).toBe(look.unread.at(-1)?.seq ?? look.session.cursor);
    expect(decide(look)).toEqual(outcome);
  });

  it('counts a deadline from the entry, not from when the process got to it', () => {
    const outcome = decide(lookAt({ unread: [choice(3, 'people')], now: 40 }));
    expect(outcome.state.wait).toEqual({ ...called, deadlineId: outcome.waitDeadlineId, deadlineAt: at(63) });
  });

  it('fills details, and asks for each result by an id that a repeat makes again', () => {
    const outcome = decide(lookAt({ state: ASKED_EMAIL, unread: [says(5, 'someone@example.org')] }));
    expect(outcome.details).toEqual({ email: 'someone@example.org' });
    expect(outcome.results).toEqual([
      {
        resultId: resultIdOfCard(SESSION_ID, 'lead'),
        kind: 'lead',
        title: 'Lead someone@example.org',
        cardId: 'lead',
        ...PLAIN,
        dueAt: null,
      },
      {
        resultId: resultIdOfCard(SESSION_ID, 'call'),
        kind: 'crmActivity',
        title: 'Call back',
        cardId: 'call',
        ...PLAIN,
        dueAt: at(5 + 2 * 24 * HOUR),
      },
    ]);
  });

  it('names the seq of the prompt that it writes', () => {
    const { state } = decide(lookAt({ unread: [says(3, 'what?'), choice(4, 'leave')] }));
    // 5 asks the question again, 6 asks for the e-mail
    expect(state.wait).toMatchObject({ for: 'answer', promptSeq: 6 });
  });
});

describe('handOver', () => {
  it.each([
    ['bot', ['stuck', 'bot→waiting: people_called'], 'waiting'],
    ['waiting', [], 'waiting'],
    ['live', [], 'live'],
  ] as const)('in phase %s writes %j', (phase, lines, after) => {
    const look = lookAt({ state: OPENED, session: { phase }, unread: [says(3, 'poison'), says(4, 'more')] });
    const outcome = handOver(look, 'error-1');
    expect(linesOf(outcome)).toEqual(lines);
    expect(outcome).toMatchObject({ phase: after, cursor: 4, state: { wait: { for: 'people' } } });
  });

  it('is followed by looks that leave the visitor with people', () => {
    const stuck = handOver(lookAt({ unread: [says(3, 'poison')] }), 'error-1');
    const next = decide(lookAt({ state: stuck.state, session: waiting, unread: [says(6, 'poison')], now: 9_000 }));
    expect(linesOf(next)).toEqual([]);
    expect(next.phase).toBe('waiting');
  });
});
