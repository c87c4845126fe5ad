import fc from 'fast-check';
import {
  APPEND_RULES,
  type AuthorKind,
  ENTRY_BODIES,
  type Entry,
  type EntryBody,
  type EntryKind,
  type InputKind,
  type Phase,
  type PlaybookDefinition,
} from '#libs/contracts';
import { deadlinesOf } from '../deadlines.ts';
import { openingOf } from '../opening.ts';
import { NO_OFFER } from '../routing/types.ts';
import { earliestOf, sessionDeadlines } from '../session/deadlines.ts';
import { decide } from '../session/decide.ts';
import type { Look, LookedSession } from '../session/types.ts';

const START = '2026-01-01T10:00:00.000Z';
const ID = '00000000-0000-7000-8000-000000000001';

const HOSTILE = [
  '',
  '{{person.name}}',
  '$&',
  '__proto__',
  '👋',
  'ana@example.com',
  '12.50 EUR',
  '**x**',
  'Choice 0 (es)',
];

/** What makes sense as an answer to an input. */
const FITTING: Readonly<Record<InputKind, string>> = {
  name: 'Ana',
  email: 'ana@example.com',
  phone: '+351210000000',
  organisation: 'Acme',
  text: 'Hello',
  number: '12',
  money: '12.50 EUR',
  date: '2026-01-31',
  url: 'https://example.com',
  rating: '3',
  file: 'a.pdf',
};

const often = <T>(times: number, act: T): T[] => Array.from({ length: times }, () => act);

/** What a visitor, an agent, another service or the clock does next; turned into an entry of the moment. */
export const acts = fc.record({
  does: fc.constantFrom(
    ...often(12, 'goOn' as const),
    ...often(5, 'passTime' as const),
    ...often(2, 'say' as const),
    ...often(2, 'choose' as const),
    ...often(2, 'answerHttp' as const),
    ...(['skip', 'join', 'agentSays', 'giveBack', 'handBack', 'close', 'move', 'botSilent'] as const),
  ),
  words: fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 })),
  pick: fc.nat({ max: 3 }),
  right: fc.boolean(),
  online: fc.constantFrom(true, true, true, false),
  seconds: fc.constantFrom(0, 1, 60, 4_000, 90_000),
  /** The process looks only after more has happened. */
  late: fc.constantFrom(false, false, false, false, true),
});
export type Act = typeof acts extends fc.Arbitrary<infer A> ? A : never;

type Doing = Record<Act['does'], (session: RandomSession, act: Act) => unknown>;

/** Looks of a session that are repeated, and whose outcome goes through JSON. */
const CHECKED_TWICE = 40;
/** Looks that a session may take to come to its end by time alone. */
const MOST_LOOKS = 30_000;

const throughJson = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

/**
 * A session as rows would hold it, with a process that looks at it by `decide`; checks of every look that it is
 * repeatable, that what it writes may be written, and that the state fits the phase.
 */
export class RandomSession {
  readonly entries: Entry[] = [];
  session: LookedSession;
  now = Date.parse(START);
  looks = 0;
  readonly #definition: PlaybookDefinition;
  readonly #deadlines = new Map<string, string>();
  #online = false;

  constructor(definition: PlaybookDefinition) {
    this.#definition = definition;
    const input = { language: 'en', seed: 1, pageUrl: 'https://example.com/pricing?utm_source=news', returning: false };
    const { state, entries } = openingOf(definition, input);
    this.session = {
      ...input,
      id: ID,
      phase: 'bot',
      epoch: 0,
      lastSeq: 0,
      cursor: 0,
      state,
      startedAt: START,
      lastAt: START,
      ...NO_OFFER,
    };
    for (const { kind, body } of entries) this.#write(kind, 'bot', body);
    this.session.cursor = this.session.lastSeq;
  }

  do(act: Act): void {
    this.#online = act.online;
    DOING[act.does](this, act);
    if (!act.late) this.look();
  }

  pass(milliseconds: number): void {
    this.now += milliseconds;
  }

  /** The next deadline, in milliseconds; null once it is closed. */
  get nextDeadline(): number | null {
    const due = earliestOf(sessionDeadlines(this.session));
    return due && Date.parse(due.at);
  }

  /** Writes what somebody does, where that may be done now. */
  act(kind: EntryKind, author: AuthorKind, body: object, phase: Phase = this.session.phase): void {
    if (!APPEND_RULES[kind][author]?.phases.includes(this.session.phase)) return;
    this.#write(kind, author, body);
    this.#enter(phase);
  }

  get lastPrompt(): Extract<Entry, { kind: 'prompt' }> | null {
    return this.entries.findLast((entry) => entry.kind === 'prompt') ?? null;
  }

  get cardIds(): string[] {
    return Object.keys(this.#definition.cards);
  }

  /** One look of the process at everything that is unread. */
  look(): void {
    this.looks += 1;
    const look: Look = {
      session: this.session,
      unread: this.entries.slice(this.session.cursor),
      more: false,
      now: new Date(this.now).toISOString(),
      online: { anybody: this.#online, teams: this.#online ? ['Sales'] : [] },
      queuePlace: this.session.phase === 'waiting' ? 1 : null,
      definition: this.#definition,
      results: [],
    };
    const outcome = decide(look);
    if (this.looks <= CHECKED_TWICE) {
      expect(decide({ ...look, session: throughJson(this.session) })).toEqual(outcome);
      expect(throughJson(outcome)).toEqual(outcome);
    }
    for (const { kind, author, body } of outcome.append) {
      expect(APPEND_RULES[kind][author]?.phases).toContain(this.session.phase);
      expect(ENTRY_BODIES[kind].parse(body)).toEqual(body);
      if ((kind === 'message' || kind === 'prompt') && 'text' in body) expect(body.text.trim()).not.toBe('');
      this.#write(kind, author, body);
      if (kind === 'phaseChanged') this.#changePhase(body as EntryBody<'phaseChanged'>);
      if (kind === 'closed') this.#enter('closed');
    }
    expect(outcome.phase).toBe(this.session.phase);
    expect(this.cardIds).toContain(outcome.state.cardId);
    for (const { id, at } of deadlinesOf(outcome.state)) {
      // no deadline is mistaken for one of another wait
      expect(this.#deadlines.get(id) ?? at).toBe(at);
      this.#deadlines.set(id, at);
    }
    this.session = { ...this.session, state: outcome.state, cursor: this.session.lastSeq };
    expect(outcome.deadlineAt === null).toBe(outcome.phase === 'closed');
    if (outcome.deadlineAt !== null) expect(Date.parse(outcome.deadlineAt)).toBeGreaterThan(this.now);
  }

  /**
   * Nobody does anything any more: deadlines are followed until the session ends. Throws where that takes more looks.
   */
  rest(looks = MOST_LOOKS): void {
    const mostLooks = this.looks + looks;
    this.look();
    for (let due = this.nextDeadline; due !== null; due = this.nextDeadline) {
      if (this.looks > mostLooks) throw new Error('it goes on and on');
      this.now = Math.max(this.now, due);
      this.look();
    }
  }

  /** Milliseconds since it began. */
  get age(): number {
    return this.now - Date.parse(START);
  }

  #changePhase({ from, to }: EntryBody<'phaseChanged'>): void {
    // what the entry `botSilent` did is told afterwards
    if (to !== this.session.phase) expect(from).toBe(this.session.phase);
    this.#enter(to);
  }

  #enter(phase: Phase): void {
    if (phase !== this.session.phase) this.session = { ...this.session, phase, epoch: this.session.epoch + 1 };
  }

  #write(kind: EntryKind, author: AuthorKind, body: object): void {
    const seq = this.session.lastSeq + 1;
    const at = new Date(this.now).toISOString();
    const authorId = author === 'agent' ? ID : null;
    this.entries.push({ seq, at, kind, author, authorId, clientId: null, body } as Entry);
    this.session = { ...this.session, lastSeq: seq, lastAt: at };
  }
}

const agent = { agentId: ID, agentName: 'Ana', byAgentId: ID, byName: 'Ana' };

const answer = (session: RandomSession, { pick, right, words }: Act, more: Partial<EntryBody<'answer'>>): void => {
  const promptSeq = (session.lastPrompt?.seq ?? 1) - (right ? 0 : pick);
  session.act('answer', 'visitor', { promptSeq, text: words, ...more });
};

/** What brings the session on, as things are. */
function goOn(session: RandomSession, act: Act): void {
  const { phase, state } = session.session;
  if (phase === 'waiting') session.act('assigned', 'agent', agent, 'live');
  else if (phase === 'live') DOING[act.right ? 'agentSays' : 'handBack'](session, act);
  else if (state.wait.for === 'http') DOING.answerHttp(session, act);
  else if (state.wait.for === 'time') DOING.passTime(session, { ...act, right: true });
  else {
    const input = session.lastPrompt?.body.input;
    const fits = input ? FITTING[input] : '';
    const right = { ...act, right: true, words: fits };
    if (input) answer(session, right, { consent: true, ...(input === 'file' && { fileId: ID }) });
    else DOING.choose(session, right);
  }
}

const DOING: Doing = {
  goOn,
  say: (session, { words }) => session.act('message', 'visitor', { text: words }),
  choose: (session, act) => {
    const choices = session.lastPrompt?.body.choices ?? [];
    const choiceId = choices[act.pick % Math.max(1, choices.length)]?.id;
    const consent = act.right ? { consent: true as const } : {};
    answer(session, act, choiceId === undefined ? { ...consent, fileId: ID } : { choiceId });
  },
  skip: (session, act) => answer(session, act, { skipped: true }),
  join: (session) => session.act('assigned', 'agent', agent, 'live'),
  agentSays: (session, { words }) => session.act('message', 'agent', { text: words }),
  giveBack: (session) =>
    session.act('returned', 'system', { reason: 'agent_gone', fromAgentId: ID, fromName: 'Ana' }, 'waiting'),
  handBack: (session) => session.act('handedBack', 'agent', { byAgentId: ID, byName: 'Ana' }, 'bot'),
  close: (session, { right }) => (right ? session.act('closed', 'agent', { reason: 'agent' }, 'closed') : undefined),
  answerHttp: (session, { right, pick, words }) => {
    const asked = session.entries.findLast((entry) => entry.kind === 'httpRequested');
    if (!asked) return;
    session.act('httpAnswered', 'system', {
      requestSeq: asked.seq - (pick === 3 ? 1 : 0),
      cardId: session.session.state.cardId,
      ok: right,
      fields: right ? { message: words || 'x', choice: 'y' } : {},
    });
  },
  move: (session, { pick }) =>
    session.act('opsMoved', 'system', { cardId: session.cardIds[pick % session.cardIds.length] ?? 'nowhere' }),
  botSilent: (session, { right }) => right && session.act('botSilent', 'system', {}, 'waiting'),
  passTime: (session, { right, seconds }) => {
    const due = session.nextDeadline;
    if (right && due !== null) session.pass(Math.max(0, due - session.now));
    else session.pass(seconds * 1_000);
  },
};
