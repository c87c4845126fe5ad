import type { CardRules } from './card.ts';

/** Says goodbye and closes the session. */
export const end: CardRules<'end'> = {
  enter(card, turn) {
    if (card.text) turn.say(card.id, card.text);
    turn.put({ type: 'close' });
    return { wait: { for: 'nothing' } };
  },
  exits: () => [],
  texts: (card) => (card.text ? [{ path: ['text'], text: card.text }] : []),
};
