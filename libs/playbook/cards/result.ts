import type { CardRules } from './card.ts';

/** Asks for a lead, deal or CRM activity; once for each card, however often the visitor comes by. */
export const result: CardRules<'result'> = {
  enter(card, turn) {
    if (!turn.resultCards.includes(card.id)) {
      turn.resultCards.push(card.id);
      turn.put({
        type: 'requestResult',
        cardId: card.id,
        result: card.result,
        title: turn.title(card.title),
        dueInDays: card.dueInDays ?? null,
      });
    }
    return { goTo: card.next };
  },
  exits: (card) => [{ path: ['next'], to: card.next }],
  texts: (card) => [{ path: ['title'], text: card.title }],
};
