import type {
  Deadline,
  Entry,
  EntryBody,
  EntryKind,
  Phase,
  PlaybookDefinition,
  Script,
  Simulation,
} from '#libs/contracts';
import { openingOf } from '../opening.ts';
import { NO_OFFER } from '../routing/types.ts';
import { earliestOf, sessionDeadlines } from '../session/deadlines.ts';
import { decide } from '../session/decide.ts';
import type { LookedSession, LookOutcome } from '../session/types.ts';
import { pickLanguage } from '../texts/languages.ts';
import type { HttpRequest } from '../types.ts';

const SESSION_ID = '00000000-0000-7000-8000-000000005e55';
export const AGENT = { id: '00000000-0000-7000-8000-00000000a6e7', name: 'Agent' } as const;

/** Looks in a row that only follow deadlines: more are a playbook that never comes to rest. */
const MOST_TIMERS = 20_000;
/** Entries of one simulated session: no visitor reads more. */
const MOST_ENTRIES = 20_000;

export class ScriptError extends Error {}
export const TOO_LONG = 'The script takes too long';

type Author = Pick<Entry, 'author' | 'authorId'>;
export const VISITOR: Author = { author: 'visitor', authorId: null };
export const BY_AGENT: Author = { author: 'agent', authorId: AGENT.id };
export const SYSTEM: Author = { author: 'system', authorId: null };

/**
 * A session without database, process or clock: the log is an array, time passes when it is told to. What it decides
 * is decided by the very `decide` that the process uses.
 */
export class SimulatedSession {
  readonly entries: Entry[] = [];
  readonly results: Simulation['results'] = [];
  readonly timers = new Map<string, Simulation['timers'][number]>();
  /** The cards that it came by. */
  readonly visited = new Set<string>();
  /** The last request of an http card. */
  request: { seq: number; cardId: string; request: HttpRequest } | null = null;
  session: LookedSession;
  now: string;
  readonly #definition: PlaybookDefinition;
  readonly #mayGoOn: () => boolean;
  readonly #teams = new Set<string>();
  #anybody: boolean;
  #timersPassed = 0;

  constructor(definition: PlaybookDefinition, script: Omit<Script, 'steps'>, mayGoOn: () => boolean = () => true) {
    const { seed, returning, startAt, online, pageUrl = null } = script;
    const language = pickLanguage(definition, script.language === undefined ? [] : [script.language]);
    this.#definition = definition;
    this.#mayGoOn = mayGoOn;
    this.#anybody = online;
    this.now = new Date(startAt).toISOString();
    const opening = openingOf(definition, { language, seed, pageUrl, returning });
    this.session = {
      id: SESSION_ID,
      language,
      seed,
      pageUrl,
      returning,
      phase: 'bot',
      epoch: 0,
      lastSeq: 0,
      cursor: 0,
      state: opening.state,
      startedAt: this.now,
      lastAt: this.now,
      ...NO_OFFER,
    };
    for (const { kind, body } of opening.entries) this.#write(kind, { author: 'bot', authorId: null }, body);
    this.session.cursor = this.session.lastSeq;
    for (const { cardId } of opening.visited) this.visited.add(cardId);
    this.#noteTimers();
  }

  /** Who is online from now on; without a name everybody. */
  setOnline(online: boolean, team: string | undefined): void {
    if (team === undefined) this.#anybody = online;
    else if (online) this.#teams.add(team);
    else this.#teams.delete(team);
  }

  /** Somebody did something: the entry is written, the phase changes as the command would change it, and the process looks. */
  act<K extends EntryKind>(kind: K, by: Author, body: EntryBody<K>, phase: Phase = this.session.phase): void {
    this.#write(kind, by, body);
    this.#enter(phase);
    this.#look();
  }

  /** Time passes; what is due on the way takes place at its own time. */
  pass(seconds: number): void {
    const until = new Date(Date.parse(this.now) + seconds * 1_000).toISOString();
    while (this.passNext(until));
    this.now = until;
  }

  /** Time passes until the next deadline, and what is due takes place; false where nothing is due until then. */
  passNext(until: string): boolean {
    const due = this.nextDeadline();
    if (!due || due.at > until) return false;
    if (++this.#timersPassed > MOST_TIMERS) throw new ScriptError('The playbook goes on and on by itself');
    if (!this.#mayGoOn()) throw new ScriptError(TOO_LONG);
    if (due.at > this.now) this.now = due.at;
    const timer = this.timers.get(due.id);
    if (timer) timer.passed = true;
    this.#look();
    return true;
  }

  nextDeadline(): Deadline | null {
    return earliestOf(sessionDeadlines(this.session));
  }

  #look(): void {
    if (this.session.phase === 'closed' && this.session.cursor === this.session.lastSeq) return;
    const unread = this.entries.slice(this.session.cursor);
    const outcome = decide({
      session: this.session,
      unread,
      more: false,
      now: this.now,
      online: { anybody: this.#anybody || this.#teams.size > 0, teams: [...this.#teams] },
      queuePlace: this.session.phase === 'waiting' ? 1 : null,
      definition: this.#definition,
      results: [],
    });
    this.#apply(outcome);
  }

  #apply({ append, state, phase, results, calls, visits }: LookOutcome): void {
    for (const { cardId } of visits) this.visited.add(cardId);
    for (const { kind, author, body } of append) this.#write(kind, { author, authorId: null }, body);
    for (const { kind, title, cardId } of results) this.results.push({ kind, title, cardId, at: this.now });
    const [call] = calls;
    if (call) this.request = { seq: call.seq, cardId: call.cardId, request: call.request };
    this.session = { ...this.session, state, cursor: this.session.lastSeq };
    this.#enter(phase);
    this.#noteTimers();
  }

  #enter(phase: Phase): void {
    if (phase !== this.session.phase) this.session = { ...this.session, phase, epoch: this.session.epoch + 1 };
  }

  /** Keeps the timers that went off and those that are set; called-off ones are forgotten. */
  #noteTimers(): void {
    const set = sessionDeadlines(this.session);
    for (const { id, passed } of this.timers.values()) {
      if (!passed && !set.some((deadline) => deadline.id === id)) this.timers.delete(id);
    }
    for (const { id, kind, at } of set) {
      // the idle deadlines move on with every word and keep their id
      const known = this.timers.get(id);
      if (known) known.at = at;
      else this.timers.set(id, { id, kind, at, passed: false });
    }
  }

  #write(kind: EntryKind, { author, authorId }: Author, body: Entry['body']): void {
    const seq = this.session.lastSeq + 1;
    if (seq > MOST_ENTRIES) throw new ScriptError(`there are more than ${MOST_ENTRIES} entries`);
    this.entries.push({ seq, at: this.now, kind, author, authorId, clientId: null, body } as Entry);
    this.session = { ...this.session, lastSeq: seq, lastAt: this.now };
  }
}
