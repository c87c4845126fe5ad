import { ApplicationFailure, isCancellation, proxyActivities } from '@temporalio/workflow';
import type { ResultActivities } from '#libs/contracts/process';
import { errorIdOf } from '../failures.ts';

const records = proxyActivities<ResultActivities>({
  startToCloseTimeout: '10s',
  // a CRM may be away over a weekend and a bank holiday
  scheduleToCloseTimeout: '7d',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '10m' },
  summary: 'create records',
});

const bookkeeping = proxyActivities<ResultActivities>({
  startToCloseTimeout: '10s',
  retry: { maximumInterval: '1m' },
  summary: 'mark as failed',
});

export interface ProduceResultInput {
  resultId: string;
}

/**
 * Turns a pending result into CRM records, once. It tries for days; when it gives up, the result is marked `failed`
 * and the workflow fails, so that an operator may run it again.
 */
export async function produceResult({ resultId }: ProduceResultInput): Promise<void> {
  try {
    await records.createRecords({ resultId });
  } catch (error) {
    if (isCancellation(error)) throw error;
    const errorId = errorIdOf(error);
    await bookkeeping.failResult({ resultId, errorId });
    throw ApplicationFailure.nonRetryable('The result could not be produced', 'result_failed', { errorId });
  }
}
