import type { Turn } from '../turn.ts';
import type { CardRules, Placed } from './card.ts';

/** How often in a row a question asks again after text that is no choice; then it waits in silence. */
export const QUESTION_ATTEMPTS = 2;

/** As typed text and choices are compared: case and outer blanks do not matter. */
export const comparable = (text: string): string => text.normalize('NFKC').trim().toLowerCase();

function ask(card: Placed<'question'>, turn: Turn, again: boolean): number {
  return turn.put({
    type: 'append',
    kind: 'prompt',
    body: {
      text: turn.text(card.text),
      cardId: card.id,
      choices: card.choices.map((choice) => ({ id: choice.id, text: turn.text(choice.text) })),
      ...(again && { again }),
    },
  });
}

/** Asks to choose. Answered by a click on a choice, or by typing a choice's text in any of its languages. */
export const question: CardRules<'question'> = {
  enter(card, turn) {
    const seq = ask(card, turn, false);
    return { wait: { for: 'answer', askedSeq: seq, promptSeq: seq, attempts: 0 } };
  },

  answered(card, event, wait, turn) {
    if (event.type === 'visitorAnswer') {
      const chosen = event.skipped ? undefined : card.choices.find((choice) => choice.id === event.choiceId);
      return chosen ? { goTo: chosen.next } : null;
    }
    const typed = comparable(event.text);
    const chosen = card.choices.find((choice) =>
      [turn.text(choice.text), ...Object.values(choice.text)].some((text) => comparable(text) === typed),
    );
    if (chosen) return { goTo: chosen.next };
    if (event.seq < wait.promptSeq || wait.attempts >= QUESTION_ATTEMPTS) return null;
    return { wait: { ...wait, promptSeq: ask(card, turn, true), attempts: wait.attempts + 1 } };
  },

  exits: (card) => card.choices.map((choice, index) => ({ path: ['choices', index, 'next'], to: choice.next })),

  texts: (card) => [
    { path: ['text'], text: card.text },
    ...card.choices.map((choice, index) => ({ path: ['choices', index, 'text'], text: choice.text })),
  ],
};
