import type { Decision } from '#libs/contracts';
import type { Looked } from '#libs/database';
import { sessionDeadlines } from '#libs/playbook';

/** What the workflow is told of a look: ids, enums and times only, since it becomes part of a history. */
export function decisionOf(looked: Looked): Decision {
  const { session, more, pendingResults, pendingCalls, playbookId, playbookVersion } = looked;
  return {
    phase: session.phase,
    epoch: session.epoch,
    readTo: session.cursor,
    cardId: session.phase === 'closed' ? null : session.state.cardId,
    more,
    deadlines: sessionDeadlines(session),
    pendingResults: pendingResults.map(({ resultId, kind }) => ({ resultId, kind })),
    pendingCalls: pendingCalls.map(({ callId, cardId, giveUpAt }) => ({ callId, cardId, giveUpAt })),
    siteId: session.siteId,
    playbookId,
    playbookVersion,
    assigneeId: session.assigneeId,
    teamId: session.teamId,
  };
}
