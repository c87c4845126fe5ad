import {
  ApplicationFailure,
  CancellationScope,
  continueAsNew,
  defineQuery,
  isCancellation,
  proxyActivities,
  setCurrentDetails,
  setHandler,
  workflowInfo,
} from '@temporalio/workflow';
import { TRIAL_PROGRESS_QUERY, type TrialActivities, type TrialEnd, type TrialProgress } from '#libs/contracts/process';
import { errorIdOf } from '../failures.ts';

const trying = proxyActivities<TrialActivities>({
  startToCloseTimeout: '2m',
  heartbeatTimeout: '20s',
  // a draft that breaks the engine is not tried for ever
  retry: { initialInterval: '1s', maximumInterval: '10s', maximumAttempts: 10 },
  summary: 'try the next sessions',
});

const bookkeeping = proxyActivities<TrialActivities>({
  startToCloseTimeout: '10s',
  retry: { maximumInterval: '1m' },
  summary: 'write how it ended',
});

export interface TryOnSessionsInput {
  trialId: string;
  /** Where the run before this one left off. */
  afterId?: string | null;
  done?: number;
}

/**
 * Tries a draft on sessions of the past, batch by batch. Everything that is found stands in the trial's row; here is
 * only how far it has come. A cancellation takes effect at once, and nothing is added to the report after it.
 */
export async function tryOnSessions({ trialId, afterId = null, done = 0 }: TryOnSessionsInput): Promise<void> {
  const progress: TrialProgress = { done };
  setHandler(defineQuery<TrialProgress>(TRIAL_PROGRESS_QUERY), () => progress);
  let at = afterId;
  do {
    // a run that begins anew would not know that it was cancelled
    if (workflowInfo().continueAsNewSuggested && !CancellationScope.current().consideredCancelled)
      await continueAsNew<typeof tryOnSessions>({ trialId, afterId: at, done: progress.done });
    setCurrentDetails(`${progress.done} sessions tried`);
    const batch = await tryNext(trialId, at);
    progress.done = batch.done;
    at = batch.afterId;
  } while (at !== null);
  setCurrentDetails(`all ${progress.done} sessions tried`);
  await finish(trialId, 'done');
}

async function tryNext(trialId: string, afterId: string | null): ReturnType<TrialActivities['tryBatch']> {
  try {
    return await trying.tryBatch({ trialId, afterId });
  } catch (error) {
    const cancelled = isCancellation(error);
    await finish(trialId, cancelled ? 'cancelled' : 'failed');
    if (cancelled) throw error;
    throw ApplicationFailure.nonRetryable('The trial failed', 'trial_failed', { errorId: errorIdOf(error) });
  }
}

/** Also where the workflow was cancelled: the row must not say `running` for ever. */
const finish = (trialId: string, state: TrialEnd): Promise<void> =>
  CancellationScope.nonCancellable(() => bookkeeping.finishTrial({ trialId, state }));
