import type { CardKind } from '#libs/contracts';
import type { Placed } from './cards/card.ts';
import { rulesOf } from './cards/kinds.ts';
import { waitForPeople } from './cards/live-chat.ts';
import { deadlinesOf } from './deadlines.ts';
import { EngineError } from './errors.ts';
import { type Arrival, findCard, Turn } from './turn.ts';
import type { EngineEffect, EngineEvent, EngineState, EventOf, Step, StepFunction } from './types.ts';
import { cardAt, firstLiveChat, walk } from './walk.ts';

/** Seconds that people have to pick up where no live-chat card says it. */
const DEFAULT_WAIT_SECONDS = 60;

/** What an event leads to: where the session stands and where that leaves it; null when it changes nothing. */
type Outcome = { cardId: string; arrival: Arrival } | null;
type Reaction<E extends EngineEvent> = (turn: Turn, state: EngineState, event: E) => Outcome;

const stay = (state: EngineState, arrival: Arrival | null | undefined): Outcome =>
  arrival ? { cardId: state.cardId, arrival } : null;

const standing = (turn: Turn, state: Pick<EngineState, 'cardId'>): Placed<CardKind> =>
  cardAt(turn.definition, state.cardId);

const answered: Reaction<EventOf<'visitorMessage' | 'visitorAnswer'>> = (turn, state, event) => {
  const { wait } = state;
  if (wait.for !== 'answer' && wait.for !== 'time') return null;
  if (wait.for === 'answer') {
    if (event.seq <= wait.askedSeq) return null;
    const namesAnother =
      event.type === 'visitorAnswer' && (event.promptSeq < wait.askedSeq || event.promptSeq > wait.promptSeq);
    if (namesAnother) return null;
  }
  const card = standing(turn, state);
  return stay(state, rulesOf(card).answered?.(card, event, wait, turn));
};

/** An agent leads from now on, also where the process had not yet read that people were called. */
const agentJoined: Reaction<EventOf<'agentJoined'>> = (turn, state, event) => {
  if (state.wait.for === 'people' || state.wait.for === 'nothing') return null;
  const card = standing(turn, state);
  const own = state.wait.for === 'pickUp' ? rulesOf(card).happened?.(card, event, state.wait, turn) : null;
  return stay(state, own ?? { wait: { for: 'people', silent: null } });
};

const agentSpoke: Reaction<EventOf<'agentSpoke'>> = (_turn, state) =>
  state.wait.for === 'people' && state.wait.silent ? stay(state, { wait: { for: 'people', silent: null } }) : null;

/** The bot leads again. Where people were called past the playbook, it asks again what it asked before. */
const handedBack: Reaction<EventOf<'handedBack'>> = (turn, state, event) => {
  if (state.wait.for !== 'people') return null;
  const card = standing(turn, state);
  return stay(state, rulesOf(card).happened?.(card, event, state.wait, turn) ?? { goTo: state.cardId });
};

/** The card that calls people: the one that it stands on, else the playbook's first; without one people have the usual time. */
function callingCard(turn: Turn, { cardId }: EngineState): Parameters<typeof waitForPeople>[2] {
  const card = standing(turn, { cardId });
  const called = card.kind === 'liveChat' ? card : firstLiveChat(turn.definition);
  return called ?? { id: cardId, waitSeconds: DEFAULT_WAIT_SECONDS };
}

/** Nobody leads any more: as if people were called at this entry. Whoever is there then is not asked for. */
const returned: Reaction<EventOf<'returned'>> = (turn, state, event) => {
  const card = callingCard(turn, state);
  return { cardId: card.id, arrival: { wait: waitForPeople(turn, event.seq, card) } };
};

/** People were called past the playbook: as if the visitor had come to the first live-chat card. */
const botSilent: Reaction<EventOf<'botSilent'>> = (turn, state, event) => {
  if (state.wait.for !== 'answer' && state.wait.for !== 'time' && state.wait.for !== 'http') return null;
  const card = firstLiveChat(turn.definition);
  const wait = waitForPeople(turn, event.seq, card ?? { id: state.cardId, waitSeconds: DEFAULT_WAIT_SECONDS });
  return { cardId: card?.id ?? state.cardId, arrival: { wait } };
};

const httpAnswered: Reaction<EventOf<'httpAnswered'>> = (turn, state, event) => {
  if (state.wait.for !== 'http' || state.wait.requestSeq !== event.requestSeq) return null;
  const card = standing(turn, state);
  return stay(state, rulesOf(card).happened?.(card, event, state.wait, turn));
};

const deadlinePassed: Reaction<EventOf<'deadlinePassed'>> = (turn, state, event) => {
  if (!deadlinesOf(state).some(({ id }) => id === event.deadlineId)) return null;
  const card = standing(turn, state);
  const arrival = rulesOf(card).happened?.(card, event, state.wait, turn) ?? null;
  if (arrival || state.wait.for !== 'pickUp') return stay(state, arrival);
  // people were called past a playbook without a live-chat card: it asks again what it asked before
  turn.put({
    type: 'append',
    kind: 'phaseChanged',
    body: { from: 'waiting', to: 'bot', reason: 'nobody_picked_up' },
  });
  return stay(state, { goTo: state.cardId });
};

/** An operator's move. Not while an agent leads, nor after the end. */
const moved: Reaction<EventOf<'moved'>> = (turn, state, event) => {
  if (state.wait.for === 'people' || state.wait.for === 'nothing') return null;
  if (!findCard(turn.definition, event.cardId)) return null;
  if (state.wait.for === 'pickUp') {
    turn.put({ type: 'append', kind: 'phaseChanged', body: { from: 'waiting', to: 'bot', reason: 'moved' } });
  }
  return stay(state, { goTo: event.cardId });
};

const REACTIONS: { readonly [T in Exclude<EngineEvent['type'], 'began'>]: Reaction<EventOf<T>> } = {
  visitorMessage: answered,
  visitorAnswer: answered,
  agentJoined,
  agentSpoke,
  handedBack,
  returned,
  botSilent,
  httpAnswered,
  deadlinePassed,
  moved,
};

/**
 * One step of the engine: pure, no clock, no I/O. `state` is null for the event `began` and for no other. An event
 * that changes nothing answers the same state and no effects. Throws `EngineError` for a caller's bug or a definition
 * that the validator would refuse, never for anything a visitor does.
 */
export const step: StepFunction = (definition, state, event, context): Step => {
  const turn = new Turn(definition, context, state);
  if (event.type === 'began') {
    if (state) throw new EngineError('wrong_state', 'The session has begun already');
    return walk(turn, definition.start, { goTo: definition.start });
  }
  if (!state) throw new EngineError('wrong_state', `“${event.type}” needs the state of a session that began`);
  const react = REACTIONS[event.type] as Reaction<EngineEvent>;
  const outcome = react(turn, state, event);
  return outcome ? walk(turn, outcome.cardId, outcome.arrival) : { state, effects: [], visited: [] };
};

/** How many entries the effects make, and so how many seqs they take: one each, all of them. */
export const entryCount = (effects: readonly EngineEffect[]): number => effects.length;
