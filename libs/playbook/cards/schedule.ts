import { LIMITS } from '#libs/contracts';
import { nextOpening } from '../hours/index.ts';
import { dueAt } from '../turn.ts';
import type { CardRules } from './card.ts';
import { onMessageExit, waitingRules } from './waiting.ts';

const DAY_SECONDS = 86_400;

/** Waits until the opening hours begin; goes on at once while they are. */
export const schedule: CardRules<'schedule'> = {
  ...waitingRules,

  enter(card, turn) {
    const { openingHours } = turn.definition;
    if (!openingHours) return { goTo: card.next };
    const opensAt = nextOpening(openingHours, turn.now);
    if (opensAt !== null && opensAt <= turn.now) return { goTo: card.next };
    // hours that never come: the session ends before this does
    const due =
      opensAt === null
        ? turn.dueIn('wait', card.id, LIMITS.sessionDays * DAY_SECONDS)
        : dueAt('wait', card.id, opensAt);
    return { wait: { for: 'time', ...due } };
  },

  exits: (card) => [{ path: ['next'], to: card.next, waits: false }, ...onMessageExit(card)],
};
