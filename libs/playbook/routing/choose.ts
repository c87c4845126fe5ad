import type { AssignmentMode } from '#libs/contracts';
import type { Candidate, Routing } from './types.ts';

type Order = (a: Candidate, b: Candidate) => number;

/** Whoever was offered something longest ago, or never. Equals are told apart, so that a look may be repeated. */
const inTurns: Order = (a, b) =>
  (a.lastOfferedAt ?? '').localeCompare(b.lastOfferedAt ?? '') || a.agentId.localeCompare(b.agentId);

const byLoad: Order = (a, b) => a.load - b.load || inTurns(a, b);

const wantedFirst =
  (wanted: 'previous' | 'owner'): Order =>
  (a, b) =>
    Number(b[wanted]) - Number(a[wanted]) || byLoad(a, b);

const ORDERS: Record<Exclude<AssignmentMode, 'manual'>, Order> = {
  roundRobin: inTurns,
  leastBusy: byLoad,
  sameAgent: wantedFirst('previous'),
  owner: wantedFirst('owner'),
};

/** Who is offered the conversation next; null where agents take conversations themselves, or nobody is left. */
export function chooseAgent({ mode, candidates }: Pick<Routing, 'mode' | 'candidates'>): Candidate | null {
  if (mode === 'manual') return null;
  return candidates.toSorted(ORDERS[mode])[0] ?? null;
}
