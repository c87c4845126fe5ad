import type { Card, CardKind, CardOf, PlaybookDefinition } from '#libs/contracts';
import type { Placed } from './cards/card.ts';
import { rulesOf } from './cards/kinds.ts';
import { EngineError } from './errors.ts';
import { type Arrival, findCard, type Turn } from './turn.ts';
import type { EngineState, Step } from './types.ts';

/** The card with its id. Throws `EngineError` unknown_card. */
export function cardAt(definition: PlaybookDefinition, cardId: string): Placed<CardKind> {
  const card = findCard(definition, cardId);
  if (!card) throw new EngineError('unknown_card', `There is no card “${cardId}”`);
  return { ...card, id: cardId };
}

/**
 * Goes on from `cardId` until a card waits. A walk never comes by the same card twice: nothing that it could wait for
 * happens on the way. Throws `EngineError` endless_walk, which the validator rules out.
 */
export function walk(turn: Turn, cardId: string, arrival: Arrival): Step {
  const backAt = 'goTo' in arrival ? arrival.backAt : undefined;
  const passed = new Set<string>();
  let at = cardId;
  let now = arrival;
  while ('goTo' in now) {
    at = now.goTo;
    if (at === backAt?.cardId) {
      now = { wait: backAt.wait };
      break;
    }
    if (passed.has(at)) throw new EngineError('endless_walk', `Card “${at}” leads back to itself without waiting`);
    passed.add(at);
    turn.visited.push({ cardId: at, arm: null });
    const card = cardAt(turn.definition, at);
    now = rulesOf(card).enter(card, turn);
  }
  const state: EngineState = {
    format: 2,
    cardId: at,
    wait: now.wait,
    fields: turn.fields,
    qualified: turn.qualified,
    resultCards: turn.resultCards,
  };
  return { state, effects: turn.effects, visited: turn.visited };
}

/** Cards in the order in which one comes by them from the start: nearest first. Unknown exits are passed over. */
export function* walkingOrder(definition: PlaybookDefinition): Generator<{ id: string; card: Card }> {
  const found = new Set([definition.start]);
  for (const id of found) {
    const card = findCard(definition, id);
    if (!card) continue;
    yield { id, card };
    for (const exit of rulesOf(card).exits(card)) found.add(exit.to);
  }
}

/** The live-chat card that is nearest to the start; null where the playbook has none. */
export function firstLiveChat(definition: PlaybookDefinition): Placed<'liveChat'> | null {
  for (const { id, card } of walkingOrder(definition)) {
    if (card.kind === 'liveChat') return { ...(card as CardOf<'liveChat'>), id };
  }
  return null;
}
