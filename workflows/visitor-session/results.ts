import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { ParentClosePolicy, startChild } from '@temporalio/workflow';
import { type Decision, resultWorkflowId, WORKFLOW_TYPES } from '#libs/contracts/process';
import type { produceResult } from '../produce-result/produce-result.ts';
import { RESULT_START_OPTIONS } from '../signals/start-options.ts';

/** The results that this run has started. Results outlive the session, so they are abandoned children. */
export class Results {
  readonly #started = new Set<string>();

  /** Starts what is pending; returns once each has begun. One that runs already (the sweep was first) is fine. */
  async start(pending: Decision['pendingResults']): Promise<void> {
    await Promise.all(
      pending.filter(({ resultId }) => !this.#started.has(resultId)).map((result) => this.#begin(result)),
    );
  }

  async #begin({ resultId, kind }: Decision['pendingResults'][number]): Promise<void> {
    this.#started.add(resultId);
    try {
      await startChild<typeof produceResult>(WORKFLOW_TYPES.produceResult, {
        ...RESULT_START_OPTIONS,
        workflowId: resultWorkflowId(resultId),
        args: [{ resultId }],
        parentClosePolicy: ParentClosePolicy.ABANDON,
        staticSummary: `produce ${kind}`,
      });
    } catch (error) {
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    }
  }
}
