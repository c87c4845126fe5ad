import { DEFAULT_TEXTS, defaultText } from '../texts/defaults.ts';
import type { Turn } from '../turn.ts';
import { CAPTURE_FIELDS } from './capture-fields.ts';
import type { CardRules, Placed } from './card.ts';

function ask(card: Placed<'capture'>, turn: Turn, text: string, again: boolean): number {
  return turn.put({
    type: 'append',
    kind: 'prompt',
    body: { text, cardId: card.id, input: card.field, skippable: !card.required, ...(again && { again }) },
  });
}

/**
 * Asks for one detail, unless it is known already. Asks again for as long as the answer cannot be right; the visitor
 * may skip what is not required.
 */
export const capture: CardRules<'capture'> = {
  enter(card, turn) {
    if (Object.hasOwn(turn.fields, card.field)) return { goTo: card.next };
    const seq = ask(card, turn, turn.text(card.text), false);
    return { wait: { for: 'answer', askedSeq: seq, promptSeq: seq, attempts: 0 } };
  },

  answered(card, event, wait, turn) {
    if (event.type === 'visitorAnswer') return event.skipped && !card.required ? { goTo: card.next } : null;
    const value = CAPTURE_FIELDS[card.field](event.text);
    if (value !== null) {
      turn.fields[card.field] = value;
      turn.put({ type: 'append', kind: 'captured', body: { field: card.field, value, cardId: card.id } });
      return { goTo: card.next };
    }
    if (event.seq < wait.promptSeq) return null;
    const text = card.againText
      ? turn.text(card.againText)
      : defaultText(DEFAULT_TEXTS.again[card.field], turn.context.language);
    return { wait: { ...wait, promptSeq: ask(card, turn, text, true), attempts: wait.attempts + 1 } };
  },

  exits: (card) => [{ path: ['next'], to: card.next }],

  texts: (card) => [
    { path: ['text'], text: card.text },
    ...(card.againText ? [{ path: ['againText'], text: card.againText }] : []),
  ],
};
