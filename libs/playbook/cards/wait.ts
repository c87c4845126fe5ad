import type { CardRules } from './card.ts';
import { onMessageExit, waitingRules } from './waiting.ts';

/** Lets some time pass before it goes on. */
export const wait: CardRules<'wait'> = {
  ...waitingRules,
  enter: (card, turn) => ({ wait: { for: 'time', ...turn.dueIn('wait', card.id, card.seconds) } }),
  exits: (card) => [{ path: ['next'], to: card.next, waits: true }, ...onMessageExit(card)],
};
