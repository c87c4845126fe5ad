import type { CardRules } from './card.ts';

/** Marks the visitor as worth a salesperson's time, unless a card did so last. */
export const qualify: CardRules<'qualify'> = {
  enter(card, turn) {
    if (turn.qualified !== true) turn.put({ type: 'append', kind: 'qualified', body: { cardId: card.id } });
    turn.qualified = true;
    return { goTo: card.next };
  },
  exits: (card) => [{ path: ['next'], to: card.next, waits: false }],
  texts: () => [],
};
