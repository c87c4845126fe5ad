import type { EntryBody } from '#libs/contracts';
import { DEFAULT_TEXTS } from '../texts/defaults.ts';
import type { Values } from '../texts/interpolate.ts';
import { type Arrival, dueAt, type Turn } from '../turn.ts';
import type { Due } from '../types.ts';
import type { CardRules, Placed, WaitFor } from './card.ts';

/** What a card says of the wait for people. */
type Call = Pick<Placed<'liveChat'>, 'id' | 'waitSeconds' | 'team' | 'waitMessage'>;

/** Waits for people from the event's time on. `seq` of the entry that called them makes the deadline's id unique. */
export function waitForPeople(turn: Turn, seq: number, call: Call): WaitFor<'pickUp'> {
  const due: Due = { deadlineId: `pickUp-${seq}`, deadlineAt: turn.timeIn(call.waitSeconds) };
  return { for: 'pickUp', team: call.team ?? null, ...due, notice: nextNotice(turn, call, due) };
}

/** When the visitor is told their place again; null when the wait is over by then. */
function nextNotice(turn: Turn, { id, waitMessage }: Call, { deadlineAt }: Due): Due | null {
  if (!waitMessage) return null;
  const notice = turn.dueIn('queueNotice', id, waitMessage.everySeconds);
  return notice.deadlineAt < deadlineAt ? notice : null;
}

function changePhase(
  turn: Turn,
  from: 'bot' | 'waiting' | 'live',
  body: Omit<EntryBody<'phaseChanged'>, 'from'>,
): number {
  return turn.put({ type: 'append', kind: 'phaseChanged', body: { from, ...body } });
}

function isOnline({ team }: Call, { context: { online } }: Turn): boolean {
  return team === undefined ? online.anybody : online.teams.includes(team);
}

/** Nobody picked up in time: says so, and the bot leads again. */
function nobodyPickedUp(card: Placed<'liveChat'>, turn: Turn): Arrival {
  turn.say(card.id, card.unansweredText ?? DEFAULT_TEXTS.unanswered);
  changePhase(turn, 'waiting', { to: 'bot', reason: 'nobody_picked_up' });
  return { goTo: card.unanswered ?? card.offline };
}

/** The visitor still waits: says at which place, unless the wait is over as well by now. */
function tellPlace(card: Placed<'liveChat'>, wait: WaitFor<'pickUp'>, turn: Turn): Arrival {
  if (!card.waitMessage || wait.deadlineAt <= turn.now) return { wait: { ...wait, notice: null } };
  const { queuePlace } = turn.context;
  const values: Values = queuePlace === null ? {} : { 'queue.place': String(queuePlace) };
  turn.say(card.id, card.waitMessage.text, {}, values);
  return { wait: { ...wait, notice: nextNotice(turn, card, wait) } };
}

/** An agent leads. What the card does for it is done on the way; a first word is expected from the joining on. */
function pickedUp(card: Placed<'liveChat'>, turn: Turn): Arrival {
  const silent = card.agentSilent ? dueAt('agentSilent', card.id, turn.timeIn(card.agentSilent.afterSeconds)) : null;
  const wait = { for: 'people', silent } as const;
  return card.pickedUp === undefined ? { wait } : { goTo: card.pickedUp, backAt: { cardId: card.id, wait } };
}

/** Who picked up has not written a word: the bot leads again. */
function agentWasSilent(card: Placed<'liveChat'>, turn: Turn): Arrival | null {
  if (!card.agentSilent) return null;
  if (card.agentSilent.text) turn.say(card.id, card.agentSilent.text);
  changePhase(turn, 'live', { to: 'bot', reason: 'agent_silent' });
  return { goTo: card.agentSilent.next };
}

/**
 * Calls people and waits for them: everybody of the team at once, then the deadline. Takes the offline path when
 * nobody is online; goes on with the bot when nobody picks up, who picked up stays silent or hands the visitor back.
 */
export const liveChat: CardRules<'liveChat'> = {
  enter(card, turn) {
    if (!isOnline(card, turn)) {
      const asked = card.team === undefined ? {} : { team: card.team };
      changePhase(turn, 'bot', { to: 'bot', reason: 'nobody_online', ...asked });
      if (card.offlineText) turn.say(card.id, card.offlineText);
      return { goTo: card.offline };
    }
    turn.say(card.id, card.onlineText);
    const seq = changePhase(turn, 'bot', { to: 'waiting', reason: 'people_called' });
    return { wait: waitForPeople(turn, seq, card) };
  },

  happened(card, event, wait, turn) {
    if (wait.for === 'pickUp') {
      if (event.type === 'agentJoined') return pickedUp(card, turn);
      if (event.type !== 'deadlinePassed') return null;
      return event.deadlineId === wait.deadlineId ? nobodyPickedUp(card, turn) : tellPlace(card, wait, turn);
    }
    if (wait.for !== 'people') return null;
    if (event.type === 'handedBack') return { goTo: card.handedBack ?? card.offline };
    return event.type === 'deadlinePassed' ? agentWasSilent(card, turn) : null;
  },

  exits: (card) => [
    { path: ['offline'], to: card.offline, waits: false },
    ...(['pickedUp', 'handedBack', 'unanswered'] as const).flatMap((key) => {
      const to = card[key];
      return to === undefined ? [] : [{ path: [key], to, waits: true }];
    }),
    ...(card.agentSilent ? [{ path: ['agentSilent', 'next'], to: card.agentSilent.next, waits: true }] : []),
  ],

  texts: (card) => [
    { path: ['onlineText'], text: card.onlineText },
    ...(['offlineText', 'unansweredText'] as const).flatMap((key) => {
      const text = card[key];
      return text === undefined ? [] : [{ path: [key], text }];
    }),
    ...(card.waitMessage ? [{ path: ['waitMessage', 'text'], text: card.waitMessage.text }] : []),
    ...(card.agentSilent?.text ? [{ path: ['agentSilent', 'text'], text: card.agentSilent.text }] : []),
  ],
};
