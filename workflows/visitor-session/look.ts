import { isCancellation, log, proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import type { Decision, SessionActivities } from '#libs/contracts/process';
import { errorIdOf, isFinalFailure } from '../failures.ts';

const quick = proxyLocalActivities<SessionActivities>({
  startToCloseTimeout: '1s',
  retry: { maximumAttempts: 2, initialInterval: '100ms' },
  summary: 'advance',
});

// retried by the server, which writes nothing into the history while it retries
const patient = proxyActivities<SessionActivities>({
  startToCloseTimeout: '10s',
  retry: { initialInterval: '500ms', backoffCoefficient: 2, maximumInterval: '10s' },
  summary: 'advance, patiently',
});

const lastResort = proxyActivities<SessionActivities>({
  startToCloseTimeout: '10s',
  retry: { maximumInterval: '1m' },
  summary: 'hand over to people',
});

/**
 * One look at the log. The usual way costs one event and no round trip; when the database does not answer, the same
 * function waits as an ordinary activity; when it fails by its own fault again and again, people get the visitor.
 */
export async function look(sessionId: string): Promise<Decision | null> {
  try {
    return await quick.advance({ sessionId, workflowTime: Date.now() });
  } catch (error) {
    if (isCancellation(error)) throw error;
    log.warn('advance did not work at once, trying patiently', { errorId: errorIdOf(error) });
  }
  try {
    return await patient.advance({ sessionId, workflowTime: Date.now() });
  } catch (error) {
    if (!isFinalFailure(error)) throw error;
    const errorId = errorIdOf(error);
    log.error('advance failed again and again, handing over to people', { errorId });
    return await lastResort.handOverStuckSession({ sessionId, errorId, workflowTime: Date.now() });
  }
}
