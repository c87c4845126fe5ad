import { DEFAULT_TEXTS } from '../texts/defaults.ts';
import { piecesOf } from '../texts/interpolate.ts';
import { isSecureLink, linkOf } from '../texts/links.ts';
import type { Turn } from '../turn.ts';
import type { CardRules, Placed } from './card.ts';
import { choose, shown } from './choices.ts';
import { silenceExits, silenceTexts, silent, waitForAnswer } from './silence.ts';

const choicesOf = (card: Placed<'meeting'>) => [
  { id: 'booked', text: card.bookedText ?? DEFAULT_TEXTS.booked, next: card.next },
  { id: 'later', text: card.laterText ?? DEFAULT_TEXTS.later, next: card.later },
];

/** The link with fields filled in; none where they make it too long. */
function linkTo(card: Placed<'meeting'>, turn: Turn): { link?: { url: string; text: string } } {
  const pieces = piecesOf(card.url);
  const url = isSecureLink(pieces) ? linkOf(pieces, turn.fields) : null;
  return url === null ? {} : { link: { url, text: turn.text(card.linkText) } };
}

function ask(card: Placed<'meeting'>, turn: Turn, again: boolean): number {
  return turn.put({
    type: 'append',
    kind: 'prompt',
    body: {
      ...turn.words(card.text),
      cardId: card.id,
      ...linkTo(card, turn),
      choices: shown(choicesOf(card), turn),
      ...(again && { again }),
    },
  });
}

/** Shows a link to a page where the visitor books a meeting, and asks whether that is done. */
export const meeting: CardRules<'meeting'> = {
  enter: (card, turn) => ({ wait: waitForAnswer(card, turn, ask(card, turn, false)) }),

  answered(card, event, wait, turn) {
    if (wait.for !== 'answer') return null;
    const chosen = ({ next }: { next: string }) => ({ goTo: next });
    return choose(card, choicesOf(card), { event, wait, turn }, { chosen, ask: () => ask(card, turn, true) });
  },

  happened: silent,

  exits: (card) => [
    { path: ['next'], to: card.next, waits: true },
    { path: ['later'], to: card.later, waits: true },
    ...silenceExits(card),
  ],

  texts: (card) => [
    { path: ['text'], text: card.text },
    { path: ['linkText'], text: card.linkText },
    ...(['bookedText', 'laterText'] as const).flatMap((key) => {
      const text = card[key];
      return text === undefined ? [] : [{ path: [key], text }];
    }),
    ...silenceTexts(card),
  ],
};
