import type { CardRules } from './card.ts';

/** The first words. A kind of its own, so that editors and reports can tell them from messages. */
export const greeting: CardRules<'greeting'> = {
  enter(card, turn) {
    turn.say(card.id, card.text);
    return { goTo: card.next };
  },
  exits: (card) => [{ path: ['next'], to: card.next, waits: false }],
  texts: (card) => [{ path: ['text'], text: card.text }],
};
