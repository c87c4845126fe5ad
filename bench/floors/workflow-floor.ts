import { Client, Connection } from '@temporalio/client';
import pg from 'pg';
import type { Bot } from '../measure/bot.ts';
import { settledHistoryOf } from '../measure/history.ts';
import type { bareSession } from './bare-workflow.ts';
import { startFloor } from './child.ts';

const TASK_QUEUE = 'bench-floor';
/** More than any walk takes; the workflows are terminated at the end. */
const STEPS = 1_000_000;

export interface WorkflowFloor extends Bot {
  stop(): Promise<void>;
}

/** `walks` bare workflows; a step is: insert a row, signal, wait until the local activity's transaction is committed. */
export async function openWorkflowFloor(options: {
  databaseUrl: string;
  temporalAddress: string;
  namespace: string;
  walks: number;
}): Promise<WorkflowFloor> {
  const worker = await startFloor('bare-worker', {
    DATABASE_URL: options.databaseUrl,
    TEMPORAL_ADDRESS: options.temporalAddress,
    TEMPORAL_NAMESPACE: options.namespace,
    TASK_QUEUE,
  });
  const pool = new pg.Pool({ connectionString: options.databaseUrl, max: 10 });
  const connection = await Connection.connect({ address: options.temporalAddress });
  const client = new Client({ connection, namespace: options.namespace });
  const answered = new Map<string, () => void>();
  worker.child.on('message', ({ room }: { room: string }) => answered.get(room)?.());

  const rooms = Array.from({ length: options.walks }, (_, index) => `floor-${index}`);
  for (const room of rooms) await pool.query('insert into floor_room (room) values ($1)', [room]);
  const handles = await Promise.all(
    rooms.map((room) =>
      client.workflow.start<typeof bareSession>('bareSession', {
        workflowId: room,
        taskQueue: TASK_QUEUE,
        args: [room, STEPS],
      }),
    ),
  );
  return {
    walks: rooms.map((room, index) => ({
      async step() {
        const answer = new Promise<void>((resolve) => answered.set(room, resolve));
        const { rows } = await pool.query(
          `with taken as (update floor_room set last_seq = last_seq + 1 where room = $1 returning last_seq)
           insert into floor_entry select $1, last_seq, 'visitor', 'Yes' from taken returning seq`,
          [room],
        );
        await handles[index]!.signal('said', { seq: rows[0].seq });
        await answer;
      },
    })),
    history: () => settledHistoryOf(handles),
    async stop() {
      await Promise.all(handles.map((handle) => handle.terminate()));
      await worker.stop();
      await connection.close();
      await pool.end();
    },
  };
}
