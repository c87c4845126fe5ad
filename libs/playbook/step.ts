import { rulesOf } from './cards/kinds.ts';
import { DEFAULT_WAIT_SECONDS, nobodyPickedUp, waitForPeople } from './cards/live-chat.ts';
import { EngineError } from './errors.ts';
import { type Arrival, findCard, Turn } from './turn.ts';
import type { EngineEffect, EngineEvent, EngineState, Step, StepFunction } from './types.ts';
import { cardAt, firstLiveChat, walk } from './walk.ts';

type EventOf<T extends EngineEvent['type']> = Extract<EngineEvent, { type: T }>;

/** What an event leads to: where the session stands and where that leaves it; null when it changes nothing. */
type Outcome = { cardId: string; arrival: Arrival } | null;
type Reaction<E extends EngineEvent> = (turn: Turn, state: EngineState, event: E) => Outcome;

const stay = (state: EngineState, arrival: Arrival): Outcome => ({ cardId: state.cardId, arrival });

const answered: Reaction<EventOf<'visitorMessage' | 'visitorAnswer'>> = (turn, state, event) => {
  const { wait } = state;
  if (wait.for !== 'answer' || event.seq <= wait.askedSeq) return null;
  const namesAnother =
    event.type === 'visitorAnswer' && (event.promptSeq < wait.askedSeq || event.promptSeq > wait.promptSeq);
  if (namesAnother) return null;
  const card = cardAt(turn.definition, state.cardId);
  const arrival = rulesOf(card).answered?.(card, event, wait, turn) ?? null;
  return arrival && stay(state, arrival);
};

/** An agent leads from now on, also where the process had not yet read that people were called. */
const agentJoined: Reaction<EventOf<'agentJoined'>> = (_turn, state) =>
  state.wait.for === 'answer' || state.wait.for === 'pickUp' ? stay(state, { wait: { for: 'people' } }) : null;

/** People were called past the playbook: as if the visitor had come to the first live-chat card. */
const botSilent: Reaction<EventOf<'botSilent'>> = (turn, state, event) => {
  if (state.wait.for !== 'answer') return null;
  const card = firstLiveChat(turn.definition);
  const arrival = waitForPeople(turn, event.seq, card?.waitSeconds ?? DEFAULT_WAIT_SECONDS);
  return { cardId: card?.id ?? state.cardId, arrival };
};

const deadlinePassed: Reaction<EventOf<'deadlinePassed'>> = (turn, state, event) => {
  if (state.wait.for !== 'pickUp' || state.wait.deadlineId !== event.deadlineId) return null;
  const card = cardAt(turn.definition, state.cardId);
  if (card.kind === 'liveChat') return stay(state, nobodyPickedUp(card, turn));
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
  botSilent,
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
  return outcome ? walk(turn, outcome.cardId, outcome.arrival) : { state, effects: [] };
};

/** How many entries the effects make, and so how many seqs they take: one each, `requestResult` and `close` too. */
export const entryCount = (effects: readonly EngineEffect[]): number => effects.length;
