/**
 * The floor's worker: a local activity with one transaction that locks the room's row, reads what is unread, answers
 * and moves the cursor. A process of its own, started by `workflow-floor.ts`, which it tells of every answer.
 */
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { NativeConnection, Runtime, Worker } from '@temporalio/worker';
import pg from 'pg';

const { DATABASE_URL, TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE, TASK_QUEUE } = process.env as Record<string, string>;

const pool = new pg.Pool({ connectionString: DATABASE_URL, max: 10 });
await pool.query(`
  create table if not exists floor_room (room text primary key, last_seq int not null default 0, cursor int not null default 0);
  create table if not exists floor_entry (room text, seq int, author text not null, text text not null, primary key (room, seq))`);

async function look(room: string): Promise<{ cursor: number }> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const { rows } = await client.query('select last_seq, cursor from floor_room where room = $1 for update', [room]);
    const { last_seq: lastSeq, cursor } = rows[0];
    await client.query('select * from floor_entry where room = $1 and seq > $2 order by seq', [room, cursor]);
    await client.query('insert into floor_entry values ($1, $2, $3, $4)', [room, lastSeq + 1, 'bot', 'And then?']);
    await client.query('update floor_room set last_seq = $2, cursor = $2 where room = $1', [room, lastSeq + 1]);
    await client.query('commit');
    process.send?.({ room });
    return { cursor: lastSeq + 1 };
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}

Runtime.install({ shutdownSignals: ['SIGTERM'] });
const connection = await NativeConnection.connect({ address: TEMPORAL_ADDRESS });
const worker = await Worker.create({
  connection,
  namespace: TEMPORAL_NAMESPACE,
  taskQueue: TASK_QUEUE!,
  workflowsPath: fileURLToPath(new URL(`./bare-workflow${extname(import.meta.url)}`, import.meta.url)),
  activities: { look },
});
process.on('disconnect', () => process.exit(0));
process.send?.({ ready: true });
await worker.run();
await connection.close();
await pool.end();
process.exit(0);
