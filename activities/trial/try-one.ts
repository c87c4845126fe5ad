import type { Entry, EntryBody, PlaybookDefinition, ResultKind, TriedSession } from '#libs/contracts';
import type { SessionToTry } from '#libs/database';
import { EngineError, SimulatedSession } from '#libs/playbook';
import { doIfItFits } from './fits.ts';
import { type Act, actsOf, availabilityOf, knownAtStart } from './recorded.ts';

/** Later than every deadline of a session. */
const FOR_EVER = '9999-12-31T00:00:00.000Z';

/** How a session went, and how it would have gone with another definition. */
export interface Tried extends TriedSession {
  /** The playbook came to its end. */
  ended: { before: boolean; after: boolean };
  /** Cards of the other definition that the session came by. */
  reached: string[];
  /** The card on which the visitor fell silent; null: somebody or something else ended it, or it is not over. */
  dropped: string | null;
}

const closedBy = (entries: readonly Entry[]): EntryBody<'closed'>['reason'] | null => {
  const closed = entries.findLast(({ kind }) => kind === 'closed');
  return closed?.kind === 'closed' ? closed.body.reason : null;
};

const resultsOfAgents = (entries: readonly Entry[]): ResultKind[] =>
  entries.flatMap((entry) => (entry.kind === 'resultRequested' && entry.author === 'agent' ? [entry.body.result] : []));

/** Names of the teams that the playbook calls or asks for: what was seen of people is taken to be true of each. */
function teamsOf(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const inside = Object.values(value).flatMap(teamsOf);
  return 'team' in value && typeof value.team === 'string' ? [value.team, ...inside] : inside;
}
const teamNames = new WeakMap<PlaybookDefinition, ReadonlySet<string>>();
function teamNamesOf(definition: PlaybookDefinition): ReadonlySet<string> {
  const known = teamNames.get(definition) ?? new Set(teamsOf(definition.cards));
  teamNames.set(definition, known);
  return known;
}

/** One session, gone through again. */
class Trying {
  readonly sim: SimulatedSession;
  readonly #definition: PlaybookDefinition;
  readonly #onlineAt: (at: string) => boolean;
  /** What was done and did not fit yet: it may, once the draft comes to it. */
  readonly #waiting: Act[] = [];
  joined = false;

  constructor(definition: PlaybookDefinition, recorded: SessionToTry) {
    const { language, seed, returning, startedAt: startAt, pageUrl } = recorded;
    const facts = { language, seed, returning, startAt, ...(pageUrl !== null && { pageUrl }) };
    this.#definition = definition;
    this.#onlineAt = availabilityOf(recorded);
    this.sim = new SimulatedSession(definition, { ...facts, online: this.#onlineAt(startAt) });
    Object.assign(this.sim.session.state.fields, knownAtStart(recorded));
  }

  /** Somebody did something. */
  do(act: Act): void {
    this.until(act.at);
    this.#setOnline(act.at);
    this.#waiting.push(act);
    this.#doWhatFits();
  }

  /** Time passes; deadlines take place, and with them what was done too early. */
  until(at: string): void {
    for (;;) {
      const due = this.sim.nextDeadline();
      if (!due || due.at > at) break;
      this.#setOnline(due.at);
      this.sim.passNext(at);
      this.#doWhatFits();
    }
    if (at > this.sim.now && at !== FOR_EVER) this.sim.now = at;
  }

  #setOnline(at: string): void {
    const online = this.#onlineAt(at);
    this.sim.setOnline(online, undefined);
    for (const team of teamNamesOf(this.#definition)) this.sim.setOnline(online, team);
  }

  #doWhatFits(): void {
    for (let index = 0; index < this.#waiting.length; index++) {
      const act = this.#waiting[index] as Act;
      if (!doIfItFits(this.sim, act, this.#definition)) continue;
      if (act.type === 'joined') this.joined = true;
      this.#waiting.splice(index, 1);
      // the first that fits may make an earlier one fit
      index = -1;
    }
  }
}

/**
 * Goes through a session of the past with another definition: the same visitor, agents, other services and times. What
 * people did is done again as soon as the definition comes to it; agents join once they are called, if they did. After
 * the last recorded act nobody does anything any more: a session that was closed goes on until it ends by itself, one
 * that is open until `now`. Pure.
 */
export function tryOne(definition: PlaybookDefinition, recorded: SessionToTry, now: string): Tried {
  const { sessionId, card, phase, results: resultsBefore, entries } = recorded;
  const before = { card, phase, results: resultsBefore };
  const ended = closedBy(entries) === 'playbook_ended';
  const trying = new Trying(definition, recorded);
  const { sim } = trying;
  let broken = false;
  try {
    for (const act of actsOf(recorded)) trying.do(act);
    trying.until(phase === 'closed' ? FOR_EVER : now);
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    broken = true;
  }
  const { state, phase: phaseAfter } = sim.session;
  const results = [
    ...sim.results.map(({ kind }) => kind),
    // what agents asked for came of their talk: no talk, no result
    ...(trying.joined ? resultsOfAgents(entries) : []),
  ];
  const reason = closedBy(sim.entries);
  return {
    sessionId,
    before,
    after: { card: state.cardId, phase: phaseAfter, results },
    note: noteOf(sim, recorded, broken),
    ended: { before: ended, after: reason === 'playbook_ended' },
    reached: [...sim.visited],
    dropped: reason === 'idle' && state.wait.for !== 'people' ? state.cardId : null,
  };
}

/** Where what was recorded says nothing: what the visitor was left at. */
function noteOf(sim: SimulatedSession, { card, entries }: SessionToTry, broken: boolean): string | null {
  const { wait, cardId: at } = sim.session.state;
  if (broken) return `The draft cannot go on at “${at}”`;
  if (wait.for === 'answer' && at !== card) return `Left at “${at}”: nothing recorded answers it`;
  const asked = new Set(entries.flatMap(({ kind, body }) => (kind === 'httpRequested' ? [body.cardId] : [])));
  const unknown = sim.entries.find(({ kind, body }) => kind === 'httpRequested' && !asked.has(body.cardId));
  return unknown?.kind === 'httpRequested'
    ? `“${unknown.body.cardId}” was not asked then: taken for a failed request`
    : null;
}
