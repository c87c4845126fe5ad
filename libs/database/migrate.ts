import { type DatabaseOptions, openOrm } from './orm.ts';

/** Any number: whoever migrates a database holds it alone, so that processes that start together take turns. */
const MIGRATION_LOCK = 7_046_100;

/** Brings the schema up to date, on connections of its own without time limits. */
export async function migrate(options: DatabaseOptions): Promise<void> {
  const { orm, pool } = await openOrm({ ...options, poolSize: 2 }, false);
  try {
    const holder = await pool.connect();
    try {
      await holder.query(`select pg_advisory_lock(${MIGRATION_LOCK})`);
      await orm.migrator.up();
    } finally {
      // closing the connection gives the lock back, whatever happened
      holder.release(true);
    }
  } finally {
    await orm.close(true);
  }
}
