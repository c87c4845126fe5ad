import type { CardOf } from '#libs/contracts';
import type { CardRules, Exit } from './card.ts';

type Waiting = CardOf<'wait' | 'schedule'>;

/** What the cards that wait for a time have in common. */
export const waitingRules = {
  /** The visitor wrote before the time had come. */
  answered: (card: Waiting) => (card.onMessage === undefined ? null : { goTo: card.onMessage }),
  happened: (card, event, wait) =>
    event.type === 'deadlinePassed' && wait.for === 'time' ? { goTo: card.next } : null,
  texts: () => [],
} satisfies Pick<CardRules<'wait' | 'schedule'>, 'answered' | 'happened' | 'texts'>;

export const onMessageExit = ({ onMessage }: Waiting): Exit[] =>
  onMessage === undefined ? [] : [{ path: ['onMessage'], to: onMessage, waits: true }];
