import type { CardRules } from './card.ts';

/** Marks the visitor as worth a salesperson's time, once. */
export const qualify: CardRules<'qualify'> = {
  enter(card, turn) {
    if (!turn.qualified) turn.put({ type: 'append', kind: 'qualified', body: { cardId: card.id } });
    turn.qualified = true;
    return { goTo: card.next };
  },
  exits: (card) => [{ path: ['next'], to: card.next }],
  texts: () => [],
};
