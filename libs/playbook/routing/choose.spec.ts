import type { AssignmentMode } from '#libs/contracts';
import { chooseAgent } from './choose.ts';
import type { Candidate } from './types.ts';

const candidate = (agentId: string, override: Partial<Candidate> = {}): Candidate => ({
  agentId,
  name: agentId,
  load: 0,
  lastOfferedAt: null,
  previous: false,
  owner: false,
  ...override,
});
const chosen = (mode: AssignmentMode, candidates: Candidate[]) => chooseAgent({ mode, candidates })?.agentId ?? null;
const minute = (no: number) => `2026-01-01T10:0${no}:00.000Z`;

describe('who is offered a conversation', () => {
  it.each<{ mode: AssignmentMode; candidates: Candidate[]; to: string | null }>([
    { mode: 'manual', candidates: [candidate('a')], to: null },
    { mode: 'roundRobin', candidates: [], to: null },
    { mode: 'roundRobin', candidates: [candidate('a', { lastOfferedAt: minute(1) }), candidate('b')], to: 'b' },
    {
      mode: 'roundRobin',
      candidates: [
        candidate('a', { lastOfferedAt: minute(2), load: 0 }),
        candidate('b', { lastOfferedAt: minute(1), load: 5 }),
      ],
      to: 'b',
    },
    { mode: 'leastBusy', candidates: [candidate('a', { load: 2 }), candidate('b', { load: 1 })], to: 'b' },
    {
      mode: 'leastBusy',
      candidates: [candidate('a', { load: 1, lastOfferedAt: minute(1) }), candidate('b', { load: 1 })],
      to: 'b',
    },
    { mode: 'leastBusy', candidates: [candidate('b'), candidate('a')], to: 'a' },
    { mode: 'sameAgent', candidates: [candidate('a'), candidate('b', { load: 9, previous: true })], to: 'b' },
    { mode: 'sameAgent', candidates: [candidate('a', { load: 3 }), candidate('b', { load: 2, owner: true })], to: 'b' },
    { mode: 'sameAgent', candidates: [candidate('a', { load: 1, owner: true }), candidate('b')], to: 'b' },
    {
      mode: 'owner',
      candidates: [candidate('a', { previous: true }), candidate('b', { load: 9, owner: true })],
      to: 'b',
    },
    { mode: 'owner', candidates: [candidate('a', { load: 2 }), candidate('b', { load: 1 })], to: 'b' },
  ])('$mode of $candidates.length: $to', ({ mode, candidates, to }) => {
    expect(chosen(mode, candidates)).toBe(to);
    expect(chosen(mode, candidates.toReversed())).toBe(to);
  });
});
