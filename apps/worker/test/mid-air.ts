import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { sessionWorkflowId } from '#libs/contracts';
import { openDatabase } from '#libs/database';
import { createTestDatabase, eventually, testTemporal } from '#libs/testing';
import { eventsOf } from './history.ts';
import { openHouse } from './house.ts';
import { openProxy } from './proxy.ts';
import { connect, startTestWorker, type TestWorker } from './worker.ts';

export const OPENING = ['bot: Hello', 'bot: How can we help?'];
export const CALLED = [...OPENING, 'visitor: people', 'bot: One moment', 'bot→waiting: people_called'];
export const LEAVING = [...OPENING, 'visitor: leave', 'bot: Your name?'];

const WAITING_FOR_A_LOCK = {
  name: 'test_waiting',
  text: `select count(*)::int as n from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock' and query like '%session%'`,
};

/** The real Temporal and PostgreSQL, the latter behind a proxy for the worker: what may happen to a session in mid-air. */
export async function openMidAir() {
  const taskQueue = randomUUID();
  const test = await createTestDatabase();
  const temporal = await connect(await testTemporal());
  const proxy = await openProxy(test.url);
  const workersDatabase = await openDatabase({ url: proxy.url, poolSize: 5 });
  let worker: TestWorker;
  const startWorker = async () => {
    worker = await startTestWorker({ database: workersDatabase, taskQueue, ...temporal });
  };
  await startWorker();
  const house = await openHouse({ database: test.database, client: temporal.client, taskQueue });

  return {
    test,
    temporal,
    proxy,
    taskQueue,
    house,
    startWorker,
    stopWorker: () => worker.stop(),
    /** What the worker's activities logged of errors. */
    logged: () => worker.logged,

    says: (sessionId: string, lines: string[]) =>
      eventually(async () => expect(await house.lines(sessionId)).toEqual(lines)),

    endsWith: (sessionId: string, line: string, options?: { timeout: number }) =>
      eventually(async () => expect((await house.lines(sessionId)).at(-1)).toBe(line), options),

    /** Holds the session's row, as a slow transaction would, until the task is done. */
    async whileLocked(sessionId: string, task: (waiting: () => Promise<void>) => Promise<void>): Promise<void> {
      const client = new pg.Client({ connectionString: test.url });
      await client.connect();
      try {
        await client.query('begin');
        await client.query('select 1 from session where id = $1 for update', [sessionId]);
        await task(() =>
          eventually(async () => {
            const [row] = await test.database.sql.rows<{ n: number }>(WAITING_FOR_A_LOCK, []);
            expect(row?.n).toBeGreaterThan(0);
          }),
        );
        await client.query('commit');
      } finally {
        await client.end();
      }
    },

    /** Begins the workflow anew after the end of its last workflow task but `back`. */
    async reset(sessionId: string, back: number): Promise<void> {
      const handle = house.workflow(sessionId);
      const ends = (await eventsOf(handle)).filter((event) => event.workflowTaskCompletedEventAttributes != null);
      const { runId } = (await handle.describe()) as { runId: string };
      await temporal.client.workflowService.resetWorkflowExecution({
        namespace: temporal.namespace,
        workflowExecution: { workflowId: sessionWorkflowId(sessionId), runId },
        workflowTaskFinishEventId: (ends.at(-1 - back) ?? ends[0])!.eventId!,
        requestId: randomUUID(),
        reason: 'test',
      });
    },

    async close(): Promise<void> {
      await worker.stop();
      await workersDatabase.close();
      await proxy.close();
      await temporal.close();
      await test.close();
    },
  };
}
export type MidAir = Awaited<ReturnType<typeof openMidAir>>;
