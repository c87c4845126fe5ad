import type { Executor } from '../sql/sql.ts';
import type { Look, LookOutcome } from '../types.ts';
import { routingOf, takeTurn } from './candidates.ts';

/**
 * What `decide` makes of the look; where the session waits and nobody is being asked, again with those who could be.
 * Whoever it is then offered to is locked until the transaction ends. `decide` is pure: it may be asked again.
 */
export async function decideRouted(
  executor: Executor,
  look: Look,
  decide: (look: Look) => LookOutcome,
): Promise<LookOutcome> {
  const unrouted = decide(look);
  if (look.more || unrouted.phase !== 'waiting' || unrouted.offer) return unrouted;
  const { session } = look;
  const { candidates, ...routing } = await routingOf(executor, session.id, unrouted.team);
  let left = candidates;
  while (left.length > 0) {
    const outcome = decide({ ...look, routing: { ...routing, candidates: left } });
    const { offer } = outcome;
    if (!offer || (await takeTurn(executor, offer.agentId, outcome.team))) return outcome;
    left = left.filter(({ agentId }) => agentId !== offer.agentId);
  }
  return unrouted;
}
