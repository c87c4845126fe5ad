import { DEFAULT_TEXTS, defaultText } from '../texts/defaults.ts';
import type { Arrival, Turn } from '../turn.ts';
import type { CardRules, Placed } from './card.ts';

/** Seconds that people have to pick up where no live-chat card says it. */
export const DEFAULT_WAIT_SECONDS = 60;

/** Waits for people from the event's time on. `seq` of the entry that called them makes the deadline's id unique. */
export function waitForPeople(turn: Turn, seq: number, waitSeconds: number): Arrival {
  return { wait: { for: 'pickUp', deadlineId: `pickUp-${seq}`, deadlineAt: turn.timeIn(waitSeconds) } };
}

/** Nobody picked up in time: says so, gives the lead back to the bot and takes the offline path. */
export function nobodyPickedUp(card: Placed<'liveChat'>, turn: Turn): Arrival {
  const text = card.unansweredText
    ? turn.text(card.unansweredText)
    : defaultText(DEFAULT_TEXTS.unanswered, turn.context.language);
  turn.say(card.id, text);
  turn.put({
    type: 'append',
    kind: 'phaseChanged',
    body: { from: 'waiting', to: 'bot', reason: 'nobody_picked_up' },
  });
  return { goTo: card.offline };
}

/** Calls people and waits for them; takes the offline path when nobody is online or nobody picks up in time. */
export const liveChat: CardRules<'liveChat'> = {
  enter(card, turn) {
    if (!turn.context.agentsOnline) {
      if (card.offlineText) turn.say(card.id, turn.text(card.offlineText));
      return { goTo: card.offline };
    }
    turn.say(card.id, turn.text(card.onlineText));
    const seq = turn.put({
      type: 'append',
      kind: 'phaseChanged',
      body: { from: 'bot', to: 'waiting', reason: 'people_called' },
    });
    return waitForPeople(turn, seq, card.waitSeconds);
  },

  exits: (card) => [{ path: ['offline'], to: card.offline }],

  texts: (card) => [
    { path: ['onlineText'], text: card.onlineText },
    ...(card.offlineText ? [{ path: ['offlineText'], text: card.offlineText }] : []),
    ...(card.unansweredText ? [{ path: ['unansweredText'], text: card.unansweredText }] : []),
  ],
};
