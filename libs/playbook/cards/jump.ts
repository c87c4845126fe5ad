import type { CardRules } from './card.ts';

/** Goes on elsewhere. A kind of its own, so that a path can be led back to an earlier card in plain sight. */
export const jump: CardRules<'jump'> = {
  enter: (card) => ({ goTo: card.to }),
  exits: (card) => [{ path: ['to'], to: card.to, waits: false }],
  texts: () => [],
};
