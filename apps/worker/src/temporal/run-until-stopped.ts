import { IllegalStateError } from '@temporalio/common';
import type { Worker } from '@temporalio/worker';

/**
 * Runs the worker until it was shut down and has drained. After that the SDK may find its native half still letting go
 * of the last task: it says so by an `IllegalStateError`, which concerns nobody any more.
 */
export async function runUntilStopped(worker: Pick<Worker, 'run' | 'getState'>): Promise<void> {
  try {
    await worker.run();
  } catch (error) {
    if (!(error instanceof IllegalStateError) || worker.getState() !== 'STOPPED') throw error;
  }
}
