import type { CardRules } from './card.ts';

/** Says its text and goes on. */
export const message: CardRules<'greeting' | 'message'> = {
  enter(card, turn) {
    turn.say(card.id, turn.text(card.text));
    return { goTo: card.next };
  },
  exits: (card) => [{ path: ['next'], to: card.next }],
  texts: (card) => [{ path: ['text'], text: card.text }],
};
