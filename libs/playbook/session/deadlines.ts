import { type Deadline, LIMITS, type Phase } from '#libs/contracts';
import { deadlinesOf } from '../deadlines.ts';
import type { EngineWait } from '../types.ts';
import type { LookedSession } from './types.ts';

const HOUR = 3_600_000;

const byTime = (a: Deadline, b: Deadline): number => a.at.localeCompare(b.at);

const hoursAfter = (time: string, hours: number): string => new Date(Date.parse(time) + hours * HOUR).toISOString();

/** In which phase a wait of the engine is what the session waits for; in another one it is out of date. */
const PHASE_OF: Record<EngineWait['for'], Phase> = {
  answer: 'bot',
  time: 'bot',
  http: 'bot',
  pickUp: 'waiting',
  people: 'live',
  nothing: 'closed',
};

/** The opening knows no time: what it waits for counts from the session's start. */
function inSession(deadline: Deadline, startedAt: string): Deadline {
  if (deadline.at >= startedAt) return deadline;
  return { ...deadline, at: new Date(Date.parse(startedAt) + Date.parse(deadline.at)).toISOString() };
}

/** The card's deadlines, earliest first, as far as the session's phase is the one that they are for. */
function cardDeadlines({ phase, state, startedAt }: Pick<LookedSession, 'phase' | 'state' | 'startedAt'>): Deadline[] {
  if (PHASE_OF[state.wait.for] !== phase) return [];
  const deadlines = deadlinesOf(state).map((deadline) => inSession(deadline, startedAt));
  return deadlines.length > 1 ? deadlines.toSorted(byTime) : deadlines;
}

/** Until when an agent may accept what is offered to them. */
function offerDeadline({
  phase,
  offerNo,
  offerUntil,
}: Pick<LookedSession, 'phase' | 'offerNo' | 'offerUntil'>): Deadline[] {
  return phase === 'waiting' && offerUntil !== null ? [{ id: `offer-${offerNo}`, kind: 'offer', at: offerUntil }] : [];
}

/**
 * What a session waits for no longer than. Every open phase has a deadline, so that no session lives for ever. The
 * ids of the idle deadlines stay the same while talk only moves them later.
 */
export function sessionDeadlines(
  session: Pick<LookedSession, 'phase' | 'epoch' | 'startedAt' | 'lastAt' | 'state' | 'offerNo' | 'offerUntil'>,
): Deadline[] {
  const { phase, epoch, startedAt, lastAt } = session;
  if (phase === 'closed') return [];
  const cards = cardDeadlines(session);
  if (phase === 'live') {
    return [...cards, { id: `liveIdle-${epoch}`, kind: 'liveIdle', at: hoursAfter(lastAt, LIMITS.liveIdleHours) }];
  }
  // while a card has something planned the visitor may be silent; but waits in a circle must end some day
  const silentAt =
    cards.length > 0 ? hoursAfter(startedAt, LIMITS.sessionDays * 24) : hoursAfter(lastAt, LIMITS.visitorSilentHours);
  return [...offerDeadline(session), ...cards, { id: `visitorSilent-${epoch}`, kind: 'visitorSilent', at: silentAt }];
}

export const earliestOf = (deadlines: readonly Deadline[]): Deadline | null => deadlines.toSorted(byTime)[0] ?? null;
