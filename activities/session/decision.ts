import type { Decision } from '#libs/contracts';
import type { Looked } from '#libs/database';
import { sessionDeadlines } from './deadlines.ts';

/** What the workflow is told of a look: ids, enums and times only, since it becomes part of a history. */
export function decisionOf({ session, more, pendingResults, playbookId, playbookVersion }: Looked): Decision {
  return {
    phase: session.phase,
    epoch: session.epoch,
    readTo: session.cursor,
    cardId: session.phase === 'closed' ? null : session.state.cardId,
    more,
    deadlines: sessionDeadlines(session),
    pendingResults: pendingResults.map(({ resultId, kind }) => ({ resultId, kind })),
    siteId: session.siteId,
    playbookId,
    playbookVersion,
    assigneeId: session.assigneeId,
    teamId: session.teamId,
  };
}
