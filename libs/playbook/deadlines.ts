import type { Deadline } from '#libs/contracts';
import type { EngineState } from './types.ts';

/** The deadlines that the engine itself set: the pick-up of a live chat. Those for silence are the caller's. */
export function deadlinesOf(state: EngineState): Deadline[] {
  const { wait } = state;
  return wait.for === 'pickUp' ? [{ id: wait.deadlineId, kind: 'pickUp', at: wait.deadlineAt }] : [];
}
