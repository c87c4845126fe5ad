import { createHash, randomUUID } from 'node:crypto';
import { newId, type Phase } from '#libs/contracts';
import type { Database } from '#libs/database';

const en = (text: string) => ({ en: text });

/** A playbook as the release before wrote it: format 1. */
export const DEFINITION = {
  format: 1,
  name: 'Of the release before',
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
        { id: 'leave', text: en('Leave a message'), next: 'name' },
      ],
    },
    people: {
      kind: 'liveChat',
      onlineText: en('One moment'),
      offlineText: en('Nobody is here'),
      unansweredText: en('Nobody came'),
      waitSeconds: 60,
      offline: 'name',
    },
    name: { kind: 'capture', field: 'name', text: en('Your name?'), required: true, next: 'email' },
    email: { kind: 'capture', field: 'email', text: en('{{name}}, your e-mail?'), required: true, next: 'good' },
    good: { kind: 'qualify', next: 'lead' },
    lead: { kind: 'result', result: 'lead', title: en('Lead of {{name}}'), next: 'end' },
    end: { kind: 'end', text: en('Goodbye, {{name|friend}}') },
  },
};

type OldEntry = [kind: string, author: 'visitor' | 'bot' | 'agent', body: object];

const OPENING: OldEntry[] = [
  ['message', 'bot', { text: 'Hello', cardId: 'hello' }],
  [
    'prompt',
    'bot',
    {
      text: 'How can we help?',
      cardId: 'ask',
      choices: [
        { id: 'people', text: 'Chat with us' },
        { id: 'leave', text: 'Leave a message' },
      ],
    },
  ],
];
const answer = (choiceId: string): OldEntry => ['answer', 'visitor', { promptSeq: 2, choiceId, text: choiceId }];
const CALLED: OldEntry[] = [
  ...OPENING,
  answer('people'),
  ['message', 'bot', { text: 'One moment', cardId: 'people' }],
  ['phaseChanged', 'bot', { from: 'bot', to: 'waiting', reason: 'people_called' }],
];

/** A session's row and timeline, as the release before left them. */
export interface OldSession {
  phase: Phase;
  cardId: string;
  wait: object;
  fields: Record<string, string>;
  entries: OldEntry[];
  /** Up to where the process had read. */
  cursor: number;
}

const asked = (seq: number) => ({ for: 'answer', askedSeq: seq, promptSeq: seq, attempts: 0 });

/** Where sessions of the release before may stand. `pickUpAt`: when the wait for people is over (ISO 8601). */
export const oldSessions = (pickUpAt: string) =>
  ({
    begun: {
      phase: 'bot',
      cardId: 'ask',
      wait: asked(2),
      fields: {},
      cursor: 2,
      entries: [...OPENING, answer('leave')],
    },
    asked: {
      phase: 'bot',
      cardId: 'email',
      wait: asked(7),
      fields: { name: 'Vera' },
      cursor: 7,
      entries: [
        ...OPENING,
        answer('leave'),
        ['prompt', 'bot', { text: 'Your name?', cardId: 'name', input: 'name', skippable: false }],
        ['message', 'visitor', { text: 'Vera' }],
        ['captured', 'bot', { field: 'name', value: 'Vera', cardId: 'name' }],
        ['prompt', 'bot', { text: 'Vera, your e-mail?', cardId: 'email', input: 'email', skippable: false }],
      ],
    },
    waiting: {
      phase: 'waiting',
      cardId: 'people',
      wait: { for: 'pickUp', deadlineId: 'pickUp-5', deadlineAt: pickUpAt },
      fields: {},
      cursor: 5,
      entries: CALLED,
    },
  }) satisfies Record<string, OldSession>;

const INSERT = {
  name: 'test_old_session',
  text: `
with created as (
  insert into session (id, site_id, version_id, visitor_hash, first_client_id, language, seed, state, phase, epoch,
    last_seq, cursor, wake_seq, waiting_since, conversation_at, wait_deadline_id)
  select $1, $2, $3, $4, 'first-act', 'en', 0, $5::jsonb, $6, case $6 when 'bot' then 0 else 1 end, $7, $8, 3,
    case $6 when 'waiting' then now() end, case $6 when 'waiting' then now() end, $9
), details as (
  insert into session_details (session_id) values ($1)
)
insert into entry (session_id, seq, at, kind, author, body)
select $1, e.seq, now(), e.value ->> 0, e.value ->> 1, e.value -> 2
from jsonb_array_elements($10::jsonb) with ordinality as e (value, seq)`,
};

/** Writes the playbook's version as the release before did; answers its id. */
export async function insertOldVersion({ sql }: Database): Promise<string> {
  const [playbookId, versionId] = [newId(), newId()];
  await sql.rows({ name: 'test_old_playbook', text: 'insert into playbook (id, name) values ($1, $2)' }, [
    playbookId,
    DEFINITION.name,
  ]);
  const text = 'insert into playbook_version (id, playbook_id, version, definition) values ($1, $2, 1, $3)';
  await sql.rows({ name: 'test_old_version', text }, [versionId, playbookId, JSON.stringify(DEFINITION)]);
  return versionId;
}

export async function insertOldSession(
  { sql }: Database,
  { siteId, versionId, session }: { siteId: string; versionId: string; session: OldSession },
): Promise<string> {
  const id = newId();
  const { cardId, wait, fields, phase, entries, cursor } = session;
  const state = { format: 1, cardId, wait, fields, qualified: false, resultCards: [] };
  const visitorHash = createHash('sha256').update(randomUUID()).digest('hex');
  const deadlineId = 'deadlineId' in wait ? wait.deadlineId : null;
  const values = [id, siteId, versionId, visitorHash, JSON.stringify(state), phase, entries.length, cursor, deadlineId];
  await sql.rows(INSERT, [...values, JSON.stringify(entries)]);
  return id;
}
