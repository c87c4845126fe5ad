import type { Entry, EntryBody, EntryKind, PlaybookDefinition } from '#libs/contracts';
import type { Look, LookOutcome } from '#libs/database';
import { type EngineState, openingOf } from '#libs/playbook';

export const START = '2026-01-05T10:00:00.000Z';
/** A time, seconds after the session began. */
export const at = (seconds: number): string => new Date(Date.parse(START) + seconds * 1_000).toISOString();

export const SESSION_ID = '01890000-0000-7000-8000-00000000abcd';

const en = (text: string) => ({ en: text });

/** ask → people | leave: details, a lead and a follow-up, the end. */
export const DEFINITION: PlaybookDefinition = {
  format: 1,
  name: 'Fixture',
  languages: ['en'],
  appearance: { botName: 'Bot', accent: '#112233', onAccent: '#ffffff', icon: 'chat' },
  start: 'hello',
  cards: {
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
    email: { kind: 'capture', field: 'email', text: en('Your e-mail?'), required: true, next: 'good' },
    good: { kind: 'qualify', next: 'lead' },
    lead: { kind: 'result', result: 'lead', title: en('Lead {{email}}'), next: 'call' },
    call: { kind: 'result', result: 'crmActivity', title: en('Call back'), dueInDays: 2, next: 'end' },
    end: { kind: 'end', text: en('Goodbye') },
  },
};

const opening = openingOf(DEFINITION, 'en', 0);
/** Entries 1 and 2: the greeting and the question. */
export const OPENED: EngineState = opening.state;

/** A state in which the bot waits for the e-mail that it asked for at seq 4. */
export const ASKED_EMAIL: EngineState = {
  ...OPENED,
  cardId: 'email',
  wait: { for: 'answer', askedSeq: 4, promptSeq: 4, attempts: 0 },
};
export const CALLED: EngineState = {
  ...OPENED,
  cardId: 'people',
  wait: { for: 'pickUp', deadlineId: 'pickUp-5', deadlineAt: at(61) },
};
export const WITH_PEOPLE: EngineState = { ...CALLED, wait: { for: 'people' } };
export const ENDED: EngineState = { ...OPENED, cardId: 'end', wait: { for: 'nothing' } };

const AUTHORS: { [K in EntryKind]?: Entry['author'] } = { message: 'visitor', answer: 'visitor', botSilent: 'system' };

/** An entry by its usual author, `seq` seconds after the session began. */
export const entry = <K extends EntryKind>(seq: number, kind: K, body: EntryBody<K>): Entry =>
  ({ seq, at: at(seq), kind, author: AUTHORS[kind] ?? 'agent', authorId: null, clientId: null, body }) as Entry;

export const choice = (seq: number, choiceId: string): Entry =>
  entry(seq, 'answer', { promptSeq: 2, text: choiceId, choiceId });
export const says = (seq: number, text: string): Entry => entry(seq, 'message', { text });

interface Given {
  state?: EngineState;
  session?: Partial<Look['session']>;
  unread?: Entry[];
  more?: boolean;
  /** Seconds after the session began. */
  now?: number;
  agentsOnline?: boolean;
}

/** A look at a session of which everything before `unread` was read. */
export function lookAt({
  state = OPENED,
  session,
  unread = [],
  more = false,
  now = 30,
  agentsOnline = true,
}: Given): Look {
  const lastSeq = unread.at(-1)?.seq ?? session?.lastSeq ?? 2;
  return {
    session: {
      id: SESSION_ID,
      siteId: SESSION_ID,
      versionId: SESSION_ID,
      language: 'en',
      seed: 0,
      phase: 'bot',
      epoch: 0,
      assigneeId: null,
      teamId: null,
      offeredTo: null,
      offerNo: 0,
      waitDeadlineId: null,
      deadlineAt: null,
      waitingSince: null,
      lastSeq,
      cursor: (unread[0]?.seq ?? lastSeq + 1) - 1,
      state,
      wakeSeq: lastSeq,
      startedAt: START,
      lastAt: at(lastSeq),
      closedAt: null,
      ...session,
    },
    unread,
    more,
    now: at(now),
    agentsOnline,
    definition: DEFINITION,
    playbookId: SESSION_ID,
    playbookVersion: 1,
    results: [],
  };
}

/** What an outcome writes, one short line an entry. */
export function linesOf({ append }: LookOutcome): string[] {
  return append.map(({ kind, body }) => {
    if (kind === 'phaseChanged') return `${body.from}→${body.to}: ${body.reason}`;
    if (kind === 'closed') return `closed: ${body.reason}`;
    if (kind === 'resultRequested') return `asked for ${body.result}`;
    if (kind === 'captured') return `captured ${body.field}`;
    return 'text' in body ? body.text : kind;
  });
}
