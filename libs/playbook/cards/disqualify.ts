import type { CardRules } from './card.ts';

/** Marks the visitor as not worth a salesperson's time, unless a card did so last. */
export const disqualify: CardRules<'disqualify'> = {
  enter(card, turn) {
    if (turn.qualified !== false) turn.put({ type: 'append', kind: 'disqualified', body: { cardId: card.id } });
    turn.qualified = false;
    return { goTo: card.next };
  },
  exits: (card) => [{ path: ['next'], to: card.next, waits: false }],
  texts: () => [],
};
