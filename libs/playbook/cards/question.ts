import type { Turn } from '../turn.ts';
import type { CardRules, Placed } from './card.ts';
import { choose, shown } from './choices.ts';
import { keepAnswer } from './fields.ts';
import { silenceExits, silenceTexts, silent, waitForAnswer } from './silence.ts';

function ask(card: Placed<'question'>, turn: Turn, again: boolean): number {
  return turn.put({
    type: 'append',
    kind: 'prompt',
    body: {
      ...turn.words(card.text),
      cardId: card.id,
      choices: shown(card.choices, turn),
      ...(card.style === 'list' && { style: card.style }),
      ...(again && { again }),
    },
  });
}

/** Asks to choose. Answered by a click on a choice, or by typing a choice's text in any of its languages. */
export const question: CardRules<'question'> = {
  enter: (card, turn) => ({ wait: waitForAnswer(card, turn, ask(card, turn, false)) }),

  answered(card, event, wait, turn) {
    if (wait.for !== 'answer') return null;
    const chosen = ({ id, next }: { id: string; next: string }) => {
      if (card.saveAs !== undefined) keepAnswer(turn, card.id, card.saveAs, id);
      return { goTo: next };
    };
    return choose(card, card.choices, { event, wait, turn }, { chosen, ask: () => ask(card, turn, true) });
  },

  happened: silent,

  exits: (card) => [
    ...card.choices.map((choice, index) => ({ path: ['choices', index, 'next'], to: choice.next, waits: true })),
    ...silenceExits(card),
  ],

  texts: (card) => [
    { path: ['text'], text: card.text },
    ...card.choices.map((choice, index) => ({ path: ['choices', index, 'text'], text: choice.text })),
    ...silenceTexts(card),
  ],
};
