import type { Decision, SessionActivities } from '#libs/contracts';
import type { Database, Look, Looked, LookOutcome } from '#libs/database';
import { decide, handOver } from '#libs/playbook';
import type { Hints } from '../hints.ts';
import { decisionOf } from './decision.ts';

/** The activities of `visitorSession`. Thin: what a look decides is `decide`, how it is written is the database's. */
export function createSessionActivities({ database, hints }: { database: Database; hints: Hints }): SessionActivities {
  function tell({ session, appended }: Looked): void {
    if (appended.length === 0) return;
    hints.entry(session.id, session.lastSeq, appended);
    // while the bot leads, a session is in no list
    if (session.phase !== 'bot' || appended.some(({ kind }) => kind === 'phaseChanged')) hints.place(session.id);
  }

  async function look(
    sessionId: string,
    workflowTime: number,
    decideOn: (look: Look) => LookOutcome,
  ): Promise<Decision | null> {
    const looked = await database.sessions.look(sessionId, workflowTime, decideOn);
    if (looked === null) return null;
    tell(looked);
    return decisionOf(looked);
  }
  return {
    advance: ({ sessionId, workflowTime }) => look(sessionId, workflowTime, decide),
    handOverStuckSession: ({ sessionId, errorId, workflowTime }) =>
      look(sessionId, workflowTime, (seen) => handOver(seen, errorId)),
  };
}
