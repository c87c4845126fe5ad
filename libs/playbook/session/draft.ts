import { type Details, type EntryBody, httpCallIdOf, type Phase, resultIdOfCard } from '#libs/contracts';
import { isOpen } from '../hours/index.ts';
import type { Candidate, Offer } from '../routing/types.ts';
import { step } from '../step.ts';
import type { EngineEffect, EngineEvent, EngineState, Online, Step } from '../types.ts';
import { detailsOf } from './details.ts';
import type { CardVisit, Look, LookOutcome, NewEntry } from './types.ts';

/** Which effects of a step take place: all, or only what is known and produced by it. */
export type Taken = 'all' | 'facts';

type EffectOf<T extends EngineEffect['type']> = Extract<EngineEffect, { type: T }>;
type Fact = Extract<EngineEffect, { kind: 'captured' | 'consented' | 'qualified' | 'disqualified' }>;

const FACTS: ReadonlySet<string> = new Set<Fact['kind']>(['captured', 'consented', 'qualified', 'disqualified']);
const isFact = (effect: EngineEffect): effect is Fact => effect.type === 'append' && FACTS.has(effect.kind);

function offerOf({ offeredTo, offerNo, offerUntil }: Look['session']): Offer | null {
  return offeredTo !== null && offerUntil !== null ? { agentId: offeredTo, no: offerNo, until: offerUntil } : null;
}

/** What one look writes, while it is being decided. */
export class Draft {
  state: EngineState;
  phase: Phase;
  readonly append: NewEntry[] = [];
  readonly results: LookOutcome['results'] = [];
  readonly calls: LookOutcome['calls'] = [];
  readonly details: Partial<Details> = {};
  /** Whom the conversation is offered to; null: nobody in particular. */
  offer: Offer | null;
  /** Whose offer ended in this look. */
  readonly #passed = new Set<string>();
  #online: Online | null = null;
  readonly #look: Look;
  readonly #visits = new Map<string, CardVisit>();

  constructor(look: Look) {
    this.#look = look;
    this.state = look.session.state;
    this.phase = look.session.phase;
    this.offer = this.phase === 'waiting' ? offerOf(look.session) : null;
  }

  /**
   * Steps the engine over an event.
   * @param at the event's time: what people have time for counts from it, not from when the process got to it
   * @param taken judges the finished step
   */
  step(event: EngineEvent, at: string, taken: (step: Step) => Taken): void {
    const { session, queuePlace, definition, now } = this.#look;
    const nextSeq = session.lastSeq + 1 + this.append.length;
    const { language, seed, pageUrl, returning } = session;
    const online = this.#whoIsOnline();
    const context = { at, now, language, online, queuePlace, nextSeq, seed, pageUrl, returning };
    const before = this.state.cardId;
    const done = step(definition, this.state, event, context);
    this.state = done.state;
    this.#visit(before, done);
    const all = taken(done) === 'all';
    for (const effect of done.effects) this.#apply(effect, all);
  }

  /** Writes that the session changed its phase, and changes it. */
  changePhase(body: EntryBody<'phaseChanged'>): void {
    this.append.push({ kind: 'phaseChanged', author: 'bot', body });
    this.phase = body.to;
    this.offer = null;
  }

  close(author: 'bot' | 'system', reason: EntryBody<'closed'>['reason']): void {
    this.append.push({ kind: 'closed', author, body: { reason } });
    this.phase = 'closed';
    this.offer = null;
  }

  /** Offers the conversation to an agent, who has until then to accept. */
  offerTo({ agentId, name }: Candidate, until: string): void {
    const no = this.#look.session.offerNo + 1;
    this.offer = { agentId, no, until };
    this.append.push({ kind: 'offered', author: 'system', body: { agentId, agentName: name, no, until } });
  }

  /** Whoever it was offered to did not accept in time. */
  expireOffer(): void {
    if (!this.offer) return;
    const { agentId, no } = this.offer;
    const agentName = this.#look.offeredName ?? '';
    const body = { agentId, agentName, no, reason: 'expired' } as const;
    this.append.push({ kind: 'offerEnded', author: 'system', body });
    this.#passed.add(agentId);
    this.offer = null;
  }

  /** Those who may be offered it now. */
  get candidates(): Candidate[] {
    return (this.#look.routing?.candidates ?? []).filter(({ agentId }) => !this.#passed.has(agentId));
  }

  get calledPeople(): boolean {
    return this.append.some((entry) => entry.kind === 'phaseChanged' && entry.body.to === 'waiting');
  }

  /** Each card once, however often this look came by. */
  visits(): CardVisit[] {
    return [...this.#visits.values()];
  }

  #whoIsOnline(): Online {
    const { hours, online, now } = this.#look;
    this.#online ??= hours && !isOpen(hours, now) ? { anybody: false, teams: [] } : online;
    return this.#online;
  }

  #visit(before: string, { visited, state }: Step): void {
    const after = state.cardId;
    if (visited.length === 0 && before === after) return;
    // a card that is entered once more was left in between
    const entered = new Set(visited.map(({ cardId }) => cardId));
    for (const { cardId, arm } of [{ cardId: before, arm: null }, ...visited, { cardId: after, arm: null }]) {
      const known = this.#visits.get(cardId);
      const left = cardId !== after || (cardId === before && entered.has(cardId)) || known?.left === true;
      this.#visits.set(cardId, { cardId, arm: arm ?? known?.arm ?? null, left });
    }
  }

  #apply(effect: EngineEffect, all: boolean): void {
    if (effect.type === 'requestResult') this.#requestResult(effect);
    else if (isFact(effect)) this.#note(effect);
    // the end is judged once everything is read: see `judge`
    else if (effect.type === 'close' || !all) return;
    else if (effect.type === 'callHttp') this.#callHttp(effect);
    else if (effect.kind === 'phaseChanged') this.changePhase(effect.body);
    else this.append.push({ ...effect, author: 'bot' } as NewEntry);
  }

  #note(effect: Fact): void {
    if (effect.kind === 'captured') Object.assign(this.details, detailsOf(effect.body.field, effect.body.value));
    // a closed log takes no more facts; the details do
    if (this.phase !== 'closed') this.append.push({ kind: effect.kind, author: 'bot', body: effect.body } as NewEntry);
  }

  #requestResult({ type: _type, result: kind, ...request }: EffectOf<'requestResult'>): void {
    const { cardId, title } = request;
    const resultId = resultIdOfCard(this.#look.session.id, cardId);
    this.append.push({ kind: 'resultRequested', author: 'bot', body: { resultId, result: kind, title, cardId } });
    this.results.push({ resultId, kind, ...request });
  }

  #callHttp({ cardId, request, giveUpAt }: EffectOf<'callHttp'>): void {
    const seq = this.#look.session.lastSeq + 1 + this.append.length;
    const callId = httpCallIdOf(this.#look.session.id, seq);
    this.append.push({ kind: 'httpRequested', author: 'bot', body: { callId, cardId } });
    this.calls.push({ callId, cardId, seq, request, giveUpAt });
  }
}
