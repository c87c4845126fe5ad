import { Client, Connection } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { HttpClient, Mailer } from '#activities';
import type { Database } from '#libs/database';
import { HintPublisher } from '#libs/database';
import { bundleWorkflows } from '../src/bundle/bundle-workflows.ts';
import { runUntilStopped } from '../src/temporal/run-until-stopped.ts';
import { workerOptions } from '../src/temporal/worker-options.ts';

// only what is wrong: tests stop workers in the midst of their work
Runtime.install({ logger: new DefaultLogger('ERROR'), telemetryOptions: { logging: { filter: 'ERROR' } } });

type WorkerActivities = ReturnType<typeof workerOptions>['activities'];

let bundle: Promise<{ code: string }> | undefined;

export interface TestConnection {
  client: Client;
  connection: NativeConnection;
  namespace: string;
  close(): Promise<void>;
}

/** A client's and a worker's connection to a Temporal server. */
export async function connect({
  address,
  namespace,
  identity,
}: {
  address: string;
  namespace: string;
  identity?: string;
}): Promise<TestConnection> {
  const [clientConnection, connection] = await Promise.all([
    Connection.connect({ address }),
    NativeConnection.connect({ address }),
  ]);
  return {
    client: new Client({ connection: clientConnection, namespace, ...(identity && { identity }) }),
    connection,
    namespace,
    async close() {
      await clientConnection.close();
      await connection.close();
    },
  };
}

export interface TestWorkerOptions {
  database: Database;
  connection: NativeConnection;
  namespace: string;
  taskQueue: string;
  /** As histories name the worker. */
  identity?: string;
  /** Stands in for an activity, to let it fail in ways of its own. */
  activities?: Partial<WorkerActivities>;
  /** Hosts that http cards may ask: services of the test. */
  allowedHosts?: string[];
  /** Where letters go. */
  smtp?: ConstructorParameters<typeof Mailer>[0];
}

export interface TestWorker {
  /** What it offers, to be called by hand. */
  activities: WorkerActivities;
  /** What activities logged of errors. */
  logged: object[];
  stop(): Promise<void>;
}

/** Runs a worker as the app does, in this process. */
export async function startTestWorker(options: TestWorkerOptions): Promise<TestWorker> {
  const { database, connection, namespace, taskQueue, identity, allowedHosts } = options;
  bundle ??= bundleWorkflows();
  const logged: object[] = [];
  const note = (fields: object, message: string) => void logged.push({ ...fields, message });
  const hints = new HintPublisher(database);
  const http = new HttpClient({ allowedHosts });
  const mailer = options.smtp ? new Mailer(options.smtp) : null;
  const own = workerOptions({ database, hints, http, mailer, log: { error: note, warn: note } });
  const worker = await Worker.create({
    ...own,
    activities: { ...own.activities, ...options.activities },
    workflowBundle: await bundle,
    connection,
    namespace,
    taskQueue,
    ...(identity && { identity }),
  });
  const run = runUntilStopped(worker);
  // a worker that ends by itself shows in the test that waits for it; `stop` reports it
  run.catch(() => undefined);
  return {
    activities: own.activities,
    logged,
    async stop() {
      if (worker.getState() === 'RUNNING') worker.shutdown();
      await run;
      await http.close();
      await hints.flush();
    },
  };
}
