import { type Deadline, LIMITS } from '#libs/contracts';
import type { SessionRow } from '#libs/database';
import { deadlinesOf } from '#libs/playbook';

const HOUR = 3_600_000;

const hoursAfter = (time: string, hours: number): string => new Date(Date.parse(time) + hours * HOUR).toISOString();

/**
 * What a session waits for no longer than. Every open phase has a deadline, so that no session lives for ever. The
 * ids of the idle deadlines stay the same while talk only moves them later.
 */
export function sessionDeadlines({
  phase,
  epoch,
  lastAt,
  state,
}: Pick<SessionRow, 'phase' | 'epoch' | 'lastAt' | 'state'>): Deadline[] {
  if (phase === 'closed') return [];
  if (phase === 'live') {
    return [{ id: `liveIdle-${epoch}`, kind: 'liveIdle', at: hoursAfter(lastAt, LIMITS.liveIdleHours) }];
  }
  const engine = phase === 'waiting' ? deadlinesOf(state) : [];
  if (engine.length > 0) return engine;
  return [{ id: `visitorSilent-${epoch}`, kind: 'visitorSilent', at: hoursAfter(lastAt, LIMITS.visitorSilentHours) }];
}
