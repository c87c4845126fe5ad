import { holds } from '../rules/holds.ts';
import type { CardRules } from './card.ts';

/** Goes on along the first branch whose rule holds. */
export const condition: CardRules<'condition'> = {
  enter: (card, turn) => ({ goTo: card.branches.find(({ when }) => holds(when, turn))?.next ?? card.otherwise }),
  exits: (card) => [
    ...card.branches.map(({ next }, index) => ({ path: ['branches', index, 'next'], to: next, waits: false })),
    { path: ['otherwise'], to: card.otherwise, waits: false },
  ],
  texts: () => [],
};
