import { interpolate } from '../texts/interpolate.ts';
import type { CardRules } from './card.ts';
import { keepField } from './fields.ts';

/** Gives a field a value made of text and other fields, or forgets it. Nothing is asked and nothing is shown. */
export const setField: CardRules<'setField'> = {
  enter(card, turn) {
    keepField(turn, card.id, card.field, interpolate(card.value, turn.fields));
    return { goTo: card.next };
  },
  exits: (card) => [{ path: ['next'], to: card.next, waits: false }],
  texts: () => [],
};
