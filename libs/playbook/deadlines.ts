import type { Deadline, DeadlineKind } from '#libs/contracts';
import type { Due, EngineState } from './types.ts';

const deadline = (kind: DeadlineKind, due: Due | null): Deadline[] =>
  due ? [{ id: due.deadlineId, kind, at: due.deadlineAt }] : [];

/** The deadlines that the card set on which the session stands. Those for silence for ever are not among them. */
export function deadlinesOf({ wait }: Pick<EngineState, 'wait'>): Deadline[] {
  switch (wait.for) {
    case 'answer':
      return deadline('reminder', wait.reminder);
    case 'pickUp':
      return [...deadline('pickUp', wait), ...deadline('queueNotice', wait.notice)];
    case 'people':
      return deadline('agentSilent', wait.silent);
    case 'time':
      return deadline('wait', wait);
    case 'http':
      return deadline('http', wait);
    case 'nothing':
      return [];
  }
}
