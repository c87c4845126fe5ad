import type { LocalizedText } from '#libs/contracts';
import { armOf } from '../experiments.ts';
import type { Turn } from '../turn.ts';
import type { CardRules, Placed } from './card.ts';

/** What is said: the card's text, or the one of its variants that this visitor always gets. */
function textFor(card: Placed<'message'>, turn: Turn): { text?: LocalizedText; variant?: string } {
  if (!card.variants) return { text: card.text ?? card.image?.alt };
  const variant = armOf(turn.context.seed, card.id, card.variants);
  return { text: card.variants.find(({ id }) => id === variant)?.text, variant };
}

/** Says its text, or one of several, with an image where it has one, and goes on. */
export const message: CardRules<'message'> = {
  enter(card, turn) {
    const { text, variant } = textFor(card, turn);
    const visit = turn.visited.at(-1);
    if (visit && variant !== undefined) visit.arm = variant;
    const image = card.image && { url: card.image.url, alt: turn.text(card.image.alt) };
    if (text) turn.say(card.id, text, { ...(image && { image }), ...(variant !== undefined && { variant }) });
    return { goTo: card.next };
  },

  exits: (card) => [{ path: ['next'], to: card.next, waits: false }],

  texts: (card) => [
    ...(card.text ? [{ path: ['text'], text: card.text }] : []),
    ...(card.variants ?? []).map(({ text }, index) => ({ path: ['variants', index, 'text'], text })),
    ...(card.image ? [{ path: ['image', 'alt'], text: card.image.alt }] : []),
  ],
};
