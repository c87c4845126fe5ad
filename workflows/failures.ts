import { ActivityFailure, ApplicationFailure } from '@temporalio/workflow';

/** The id under which the logs hold what an activity threw; `timeout` where it never answered. */
export function errorIdOf(error: unknown): string {
  const cause = error instanceof ActivityFailure ? error.cause : error;
  const details =
    cause instanceof ApplicationFailure ? (cause.details?.[0] as { errorId?: string } | undefined) : undefined;
  return details?.errorId ?? 'timeout';
}

/** Whether an activity gave up for good, by its own judgement: trying again would change nothing. */
export function isFinalFailure(error: unknown): boolean {
  return (
    error instanceof ActivityFailure && error.cause instanceof ApplicationFailure && error.cause.nonRetryable === true
  );
}
