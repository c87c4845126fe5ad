import type { LocalizedText } from '#libs/contracts';
import { DEFAULT_TEXTS } from '../texts/defaults.ts';
import type { Turn } from '../turn.ts';
import type { EventOf } from '../types.ts';
import { fileValue, limitsOf, valueFrom } from './capture-types.ts';
import type { AnswerEvent, CardRules, Placed } from './card.ts';
import { keepAnswer } from './fields.ts';
import { heard, onlyHeard, silenceExits, silenceTexts, silent, waitForAnswer } from './silence.ts';

type Capture = Placed<'capture'>;

/** What is wrong with an answer: the value, or the box that was not ticked. */
type Fault = 'value' | 'consent';

/** What is asked for, with everything that a form needs to know. */
function ask(card: Capture, turn: Turn, text: LocalizedText, again: boolean): number {
  const limits = limitsOf(card.type, card);
  return turn.put({
    type: 'append',
    kind: 'prompt',
    body: {
      ...turn.words(text, valuesOf(limits)),
      cardId: card.id,
      input: card.type,
      ...limits,
      ...(card.type === 'money' && card.currency !== undefined && { currency: card.currency }),
      ...(card.consent && { consent: turn.words(card.consent) }),
      skippable: !card.required,
      ...(!card.required && { skipText: turn.text(card.skipText ?? DEFAULT_TEXTS.skip) }),
      ...(again && { again }),
    },
  });
}

const valuesOf = (limits: { min?: number; max?: number }): Record<string, string> =>
  Object.fromEntries(Object.entries(limits).map(([name, limit]) => [name, String(limit)]));

function againText(card: Capture, fault: Fault): LocalizedText {
  if (fault === 'consent') return DEFAULT_TEXTS.consentAgain;
  if (card.againText) return card.againText;
  if (card.type === 'rating') return DEFAULT_TEXTS.limits.both;
  const { min, max } = limitsOf(card.type, card);
  if (min !== undefined && max !== undefined) return DEFAULT_TEXTS.limits.both;
  if (min !== undefined) return DEFAULT_TEXTS.limits.min;
  return max === undefined ? DEFAULT_TEXTS.again[card.type] : DEFAULT_TEXTS.limits.max;
}

/** What the answer gives for the field; null when it cannot be right. A file is no text, nor the other way round. */
function answerOf(card: Capture, event: AnswerEvent, turn: Turn): string | null {
  const fileId = event.type === 'visitorAnswer' ? event.fileId : undefined;
  if (card.type === 'file') return fileId === undefined ? null : fileValue(fileId);
  return fileId === undefined ? valueFrom(event.text, card, turn.context.language) : null;
}

/**
 * Asks for one detail, unless it is known already. Asks again for as long as the answer cannot be right, or the box is
 * not ticked that the card shows; the visitor may skip what is not required.
 */
export const capture: CardRules<'capture'> = {
  enter(card, turn) {
    if (Object.hasOwn(turn.fields, card.field)) return { goTo: card.next };
    return { wait: waitForAnswer(card, turn, ask(card, turn, card.text, false)) };
  },

  answered(card, event, wait, turn) {
    if (wait.for !== 'answer') return null;
    const clicked: Partial<EventOf<'visitorAnswer'>> = event.type === 'visitorAnswer' ? event : {};
    if (clicked.skipped && !card.required) return { goTo: card.next };
    if (clicked.skipped || clicked.choiceId !== undefined) return onlyHeard(card, wait, turn);
    const value = answerOf(card, event, turn);
    if (value !== null && (!card.consent || clicked.consent)) {
      if (card.consent) {
        turn.put({ type: 'append', kind: 'consented', body: { cardId: card.id, text: turn.text(card.consent) } });
      }
      keepAnswer(turn, card.id, card.field, value);
      return { goTo: card.next };
    }
    if (event.seq < wait.promptSeq) return onlyHeard(card, wait, turn);
    const text = againText(card, value === null ? 'value' : 'consent');
    const promptSeq = ask(card, turn, text, true);
    return { wait: { ...heard(card, wait, turn), promptSeq, attempts: wait.attempts + 1 } };
  },

  happened: silent,

  exits: (card) => [{ path: ['next'], to: card.next, waits: false }, ...silenceExits(card)],

  texts: (card) => [
    { path: ['text'], text: card.text },
    ...(['againText', 'skipText', 'consent'] as const).flatMap((key) => {
      const text = card[key];
      return text === undefined ? [] : [{ path: [key], text }];
    }),
    ...silenceTexts(card),
  ],
};
