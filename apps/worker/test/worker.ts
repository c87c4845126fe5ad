import { NativeConnection, Worker, type WorkflowBundleOption } from '@temporalio/worker';
import type { Database } from '#libs/database';
import { HintPublisher } from '#libs/database';
import { bundleWorkflows } from '../src/bundle/bundle-workflows.ts';
import { workerOptions } from '../src/temporal/worker-options.ts';

let bundle: Promise<{ code: string }> | undefined;

export interface TestWorkerOptions {
  database: Database;
  connection: NativeConnection;
  namespace: string;
  taskQueue: string;
  /** Other workflows than the project's own. */
  workflowBundle?: WorkflowBundleOption;
}

export interface TestWorker {
  /** What activities logged of errors. */
  logged: object[];
  stop(): Promise<void>;
}

/** Runs a worker as the app does, in this process. */
export async function startTestWorker({ database, ...options }: TestWorkerOptions): Promise<TestWorker> {
  bundle ??= bundleWorkflows();
  const logged: object[] = [];
  const note = (fields: object, message: string) => void logged.push({ ...fields, message });
  const hints = new HintPublisher(database);
  const worker = await Worker.create({
    ...workerOptions({ database, hints, log: { error: note, warn: note } }),
    workflowBundle: await bundle,
    ...options,
  });
  const run = worker.run();
  // a worker that ends by itself shows in the test that waits for it; `stop` reports it
  run.catch(() => undefined);
  return {
    logged,
    async stop() {
      if (worker.getState() === 'RUNNING') worker.shutdown();
      await run;
      await hints.flush();
    },
  };
}
