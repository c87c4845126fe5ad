import type { Entry, EntryBody, EntryKind, PlaybookDefinition } from '#libs/contracts';
import { openingOf } from '../../opening.ts';
import { NO_OFFER } from '../../routing/types.ts';
import { answerTo, OFFLINE, ONLINE, playbookOf } from '../../specs/builders.ts';
import type { EngineState } from '../../types.ts';
import type { Look, LookedSession, LookOutcome } from '../types.ts';

export const START = '2026-01-05T10:00:00.000Z';
/** A time, seconds after the session began. */
export const at = (seconds: number): string => new Date(Date.parse(START) + seconds * 1_000).toISOString();

export const SESSION_ID = '01890000-0000-7000-8000-00000000abcd';
const DAY = 86_400;

const en = (text: string) => ({ en: text });

/** ask → people | leave: details, a lead and a follow-up, the end. */
const DEFINITION = playbookOf(
  {
    hello: { kind: 'greeting', text: en('Hello'), next: 'ask' },
    ask: {
      kind: 'question',
      text: en('How can we help?'),
      choices: [
        { id: 'people', text: en('Chat with us'), next: 'people' },
        { id: 'leave', text: en('Leave a message'), next: 'email' },
        { id: 'bye', text: en('Nothing'), next: 'end' },
      ],
    },
    people: {
      kind: 'liveChat',
      onlineText: en('One moment'),
      offlineText: en('Nobody is here'),
      unansweredText: en('Nobody came'),
      waitSeconds: 60,
      offline: 'email',
    },
    email: { kind: 'capture', field: 'person.email', type: 'email', text: en('Your e-mail?'), next: 'good' },
    good: { kind: 'qualify', next: 'lead' },
    lead: { kind: 'result', result: 'lead', title: en('Lead {{person.email}}'), next: 'call' },
    call: { kind: 'result', result: 'crmActivity', title: en('Call back'), dueInDays: 2, next: 'end' },
    end: { kind: 'end', text: en('Goodbye') },
  },
  { languages: ['en'] },
);

/** Everything that happens by itself: reminders, waits, places in the queue, silent agents, other services. */
export const PLANS = playbookOf(
  {
    hello: { kind: 'greeting', text: en('Hello'), next: 'ask' },
    ask: {
      kind: 'question',
      text: en('How can we help?'),
      choices: [
        { id: 'people', text: en('Chat with us'), next: 'people' },
        { id: 'leave', text: en('Leave a message'), next: 'email' },
        { id: 'month', text: en('Write me in a month'), next: 'month' },
        { id: 'circle', text: en('Tick'), next: 'second' },
        { id: 'tier', text: en('Who am I?'), next: 'tier' },
      ],
      silence: { reminders: [{ afterSeconds: 60, text: en('Well?') }] },
    },
    email: {
      kind: 'capture',
      field: 'person.email',
      type: 'email',
      text: en('Your e-mail?'),
      silence: {
        reminders: [
          { afterSeconds: 60, text: en('Still there?') },
          { afterSeconds: 60, text: en('Anybody?') },
        ],
        giveUp: { afterSeconds: 60, next: 'bye' },
      },
      next: 'bye',
    },
    month: { kind: 'wait', seconds: 30 * DAY, next: 'email' },
    second: { kind: 'wait', seconds: 1, next: 'tick' },
    tick: { kind: 'message', text: en('Tick'), next: 'again' },
    again: { kind: 'jump', to: 'second' },
    people: {
      kind: 'liveChat',
      team: 'Sales',
      onlineText: en('One moment'),
      waitSeconds: 60,
      waitMessage: { everySeconds: 20, text: en('You are number {{queue.place|one}}') },
      pickedUp: 'hi',
      handedBack: 'email',
      offline: 'email',
      unansweredText: en('Nobody came'),
      agentSilent: { afterSeconds: 30, text: en('They seem busy'), next: 'email' },
    },
    hi: { kind: 'message', text: en('You talk to a person now'), next: 'people' },
    tier: {
      kind: 'http',
      url: 'https://api.example.com/tier',
      save: [{ path: 'tier', field: 'tier' }],
      next: 'told',
      failed: 'email',
    },
    told: { kind: 'message', text: en('You are {{tier}}'), next: 'email' },
    bye: { kind: 'end', text: en('Goodbye') },
  },
  { languages: ['en'] },
);

const opening = { language: 'en', seed: 0, pageUrl: null, returning: false };
/** Entries 1 and 2: the greeting and the question. */
export const OPENED: EngineState = openingOf(DEFINITION, opening).state;
export const OPENED_PLANS: EngineState = openingOf(PLANS, opening).state;

/** A state in which the bot waits for the e-mail that it asked for at seq 4. */
export const ASKED_EMAIL: EngineState = { ...OPENED, cardId: 'email', wait: answerTo(4) };
export const CALLED: EngineState = {
  ...OPENED,
  cardId: 'people',
  wait: { for: 'pickUp', team: null, deadlineId: 'pickUp-5', deadlineAt: at(61), notice: null },
};
export const WITH_PEOPLE: EngineState = { ...CALLED, wait: { for: 'people', silent: null } };
export const ENDED: EngineState = { ...OPENED, cardId: 'end', wait: { for: 'nothing' } };

const AUTHORS: { [K in EntryKind]?: Entry['author'] } = {
  message: 'visitor',
  answer: 'visitor',
  botSilent: 'system',
  httpAnswered: 'system',
};

/** An entry by its usual author, `seq` seconds after the session began. */
export const entry = <K extends EntryKind>(seq: number, kind: K, body: EntryBody<K>): Entry =>
  ({ seq, at: at(seq), kind, author: AUTHORS[kind] ?? 'agent', authorId: null, clientId: null, body }) as Entry;

export const choice = (seq: number, choiceId: string): Entry =>
  entry(seq, 'answer', { promptSeq: 2, text: choiceId, choiceId });
export const says = (seq: number, text: string): Entry => entry(seq, 'message', { text });
export const agentSays = (seq: number, text: string): Entry => ({ ...says(seq, text), author: 'agent' }) as Entry;
export const assigned = (seq: number): Entry =>
  entry(seq, 'assigned', { agentId: SESSION_ID, agentName: 'Ana', byAgentId: SESSION_ID, byName: 'Ana' });
export const returned = (seq: number): Entry =>
  ({
    ...entry(seq, 'returned', { reason: 'agent_gone', fromAgentId: SESSION_ID, fromName: 'Ana' }),
    author: 'system',
  }) as Entry;
export const handedBack = (seq: number): Entry => entry(seq, 'handedBack', { byAgentId: SESSION_ID, byName: 'Ana' });

export interface Given extends Pick<Look, 'routing' | 'hours'> {
  definition?: PlaybookDefinition;
  state?: EngineState;
  session?: Partial<LookedSession>;
  unread?: Entry[];
  more?: boolean;
  /** Seconds after the session began. */
  now?: number;
  online?: boolean;
  queuePlace?: number;
}

/** A look at a session of which everything before `unread` was read. */
export function lookAt(given: Given): Look {
  const { definition = DEFINITION, state = OPENED, session, unread = [], more = false, now = 30 } = given;
  const { online = true, queuePlace = null, routing, hours } = given;
  const lastSeq = unread.at(-1)?.seq ?? session?.lastSeq ?? 2;
  return {
    session: {
      id: SESSION_ID,
      language: 'en',
      seed: 0,
      pageUrl: null,
      returning: false,
      phase: 'bot',
      epoch: 0,
      lastSeq,
      cursor: (unread[0]?.seq ?? lastSeq + 1) - 1,
      state,
      startedAt: START,
      lastAt: at(lastSeq),
      ...NO_OFFER,
      ...session,
    },
    unread,
    more,
    now: at(now),
    online: online ? ONLINE : OFFLINE,
    queuePlace,
    definition,
    results: [],
    ...(routing && { routing }),
    ...(hours && { hours }),
  };
}

/** The session as an outcome leaves it, for the next look. */
export function afterwards(
  { session, now }: Look,
  { append, state, phase, offer }: LookOutcome,
): Partial<LookedSession> {
  const lastSeq = session.lastSeq + append.length;
  const offered = offer
    ? { offeredTo: offer.agentId, offerNo: offer.no, offerUntil: offer.until }
    : { offeredTo: null, offerNo: session.offerNo, offerUntil: null };
  return {
    ...session,
    ...offered,
    state,
    phase,
    lastSeq,
    cursor: lastSeq,
    lastAt: append.length > 0 ? now : session.lastAt,
  };
}

/** What an outcome writes, one short line an entry. */
export function linesOf({ append }: LookOutcome): string[] {
  return append.map(({ kind, body }) => {
    if (kind === 'phaseChanged') return `${body.from}→${body.to}: ${body.reason}`;
    if (kind === 'closed') return `closed: ${body.reason}`;
    if (kind === 'resultRequested') return `asked for ${body.result}`;
    if (kind === 'captured') return `captured ${body.field}`;
    return 'text' in body ? (body.text ?? kind) : kind;
  });
}
