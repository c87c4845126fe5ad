import { type Details, type EntryBody, type InputKind, type Phase, resultIdOfCard } from '#libs/contracts';
import type { Look, LookOutcome, NewEntry } from '#libs/database';
import { type EngineEffect, type EngineEvent, type EngineState, type Step, step } from '#libs/playbook';

const DAY = 86_400_000;

/** Where the conversation's details keep what was captured. */
const DETAIL_OF: Record<InputKind, keyof Details> = {
  name: 'personName',
  email: 'email',
  phone: 'phone',
  organisation: 'organisation',
  text: 'note',
};

/** Which effects of a step take place: all, or only what is known and produced by it. */
export type Taken = 'all' | 'facts';

/** What one look writes, while it is being decided. */
export class Draft {
  state: EngineState;
  phase: Phase;
  readonly append: NewEntry[] = [];
  readonly results: LookOutcome['results'] = [];
  readonly details: Partial<Details> = {};
  readonly #look: Look;

  constructor(look: Look) {
    this.#look = look;
    this.state = look.session.state;
    this.phase = look.session.phase;
  }

  /**
   * Steps the engine over an event.
   * @param at the event's time: deadlines count from it, not from when the process got to it
   * @param taken judges the finished step
   */
  step(event: EngineEvent, at: string, taken: (step: Step) => Taken): void {
    const { session, agentsOnline, definition } = this.#look;
    const nextSeq = session.lastSeq + 1 + this.append.length;
    const { language, seed } = session;
    const done = step(definition, this.state, event, { at, language, agentsOnline, nextSeq, seed });
    this.state = done.state;
    const all = taken(done) === 'all';
    for (const effect of done.effects) this.#apply(effect, at, all);
  }

  /** Writes that the session changed its phase, and changes it. */
  changePhase(body: EntryBody<'phaseChanged'>): void {
    this.append.push({ kind: 'phaseChanged', author: 'bot', body });
    this.phase = body.to;
  }

  close(author: 'bot' | 'system', reason: EntryBody<'closed'>['reason']): void {
    this.append.push({ kind: 'closed', author, body: { reason } });
    this.phase = 'closed';
  }

  get calledPeople(): boolean {
    return this.append.some((entry) => entry.kind === 'phaseChanged' && entry.body.to === 'waiting');
  }

  #apply(effect: EngineEffect, at: string, all: boolean): void {
    if (effect.type === 'requestResult') this.#requestResult(effect, at);
    else if (effect.type === 'append' && (effect.kind === 'captured' || effect.kind === 'qualified'))
      this.#note(effect);
    else if (all && effect.type === 'append' && effect.kind === 'phaseChanged') this.changePhase(effect.body);
    else if (all && effect.type === 'append') this.append.push({ ...effect, author: 'bot' } as NewEntry);
    // `close` is judged once everything is read: see `judgeEnd`
  }

  #note(effect: Extract<EngineEffect, { kind: 'captured' | 'qualified' }>): void {
    if (effect.kind === 'captured') this.details[DETAIL_OF[effect.body.field]] = effect.body.value;
    // a closed log takes no more facts; the details do
    if (this.phase !== 'closed') this.append.push({ kind: effect.kind, author: 'bot', body: effect.body } as NewEntry);
  }

  #requestResult(
    { cardId, result, title, dueInDays }: Extract<EngineEffect, { type: 'requestResult' }>,
    at: string,
  ): void {
    const resultId = resultIdOfCard(this.#look.session.id, cardId);
    this.append.push({ kind: 'resultRequested', author: 'bot', body: { resultId, result, title, cardId } });
    const dueAt = dueInDays === null ? null : new Date(Date.parse(at) + dueInDays * DAY).toISOString();
    this.results.push({ resultId, kind: result, title, cardId, dueAt });
  }
}
