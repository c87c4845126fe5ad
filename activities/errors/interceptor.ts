import { ApplicationFailure, CancelledFailure } from '@temporalio/common';
import type { ActivityExecuteInput, ActivityInterceptorsFactory } from '@temporalio/worker';
import { ERROR_CODES, type ErrorCode, newId, Refusal } from '#libs/contracts';
import { isUnavailable } from '#libs/database';
import { describeError } from './describe.ts';

/** As much of a logger as errors need; a pino logger is one. */
export interface ErrorLog {
  error(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

/** Refusals that another try may overcome; every other one is final. */
const TRANSIENT: ReadonlySet<ErrorCode> = new Set(['unavailable', 'rate_limited']);

/** After so many tries by the server `advance` is taken to fail by its own fault, and people get the visitor. */
const ADVANCE_TRIES = 5;

/**
 * Stands between every activity and Temporal: whatever is thrown becomes an `ApplicationFailure` whose type is an
 * error code and whose details hold an `errorId`. Message, stack and cause of the original never pass, since they
 * quote what visitors typed; the log gets a description of it under the same `errorId`.
 */
export const withoutDetails =
  (log: ErrorLog): ActivityInterceptorsFactory =>
  (context) => ({
    inbound: {
      async execute(input: ActivityExecuteInput, next) {
        try {
          return await next(input);
        } catch (error) {
          if (context.cancellationSignal.aborted && isAbort(error))
            throw new CancelledFailure('The activity was cancelled');
          throw failureOf(error, context.info, log);
        }
      },
    },
  });

const isAbort = (error: unknown): boolean =>
  error instanceof CancelledFailure || (error instanceof Error && error.name === 'AbortError');

interface ActivityInfo {
  activityType: string;
  attempt: number;
  isLocal: boolean;
  workflowExecution?: { workflowId: string };
}

function failureOf(error: unknown, info: ActivityInfo, log: ErrorLog): ApplicationFailure {
  const { code, nonRetryable } = judge(error, info);
  const errorId = newId();
  const { activityType, attempt } = info;
  const fields = { errorId, code, activityType, attempt, workflowId: info.workflowExecution?.workflowId };
  const level = code === 'internal' ? 'error' : 'warn';
  log[level]({ ...fields, error: describeError(error) }, 'activity failed');
  const message = ERROR_CODES[code].title;
  const failure = ApplicationFailure.create({ message, type: code, nonRetryable, details: [{ errorId }] });
  failure.stack = '';
  return failure;
}

function judge(error: unknown, info: ActivityInfo): { code: ErrorCode; nonRetryable: boolean } {
  if (isUnavailable(error)) return { code: 'unavailable', nonRetryable: false };
  if (error instanceof Refusal) return { code: error.code, nonRetryable: !TRANSIENT.has(error.code) };
  const atFault = info.activityType === 'advance' && !info.isLocal && info.attempt >= ADVANCE_TRIES;
  return { code: 'internal', nonRetryable: atFault };
}
