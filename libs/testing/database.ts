import pg from 'pg';
import { type Database, openDatabase } from '#libs/database';

const TEMPLATE = 'foyer_template';
/** Any number: only one process at a time makes the template or a copy of it. */
const TEMPLATE_LOCK = 7_233_001;

export interface TestDatabase {
  url: string;
  database: Database;
  /** Closes the pool and drops the database. */
  close(): Promise<void>;
}

function serverUrl(database: string): string {
  const url = process.env.FOYER_TEST_POSTGRES_URL;
  if (url === undefined) throw new Error('No test services run: startServices() first (Jest’s global setup does)');
  return Object.assign(new URL(url), { pathname: `/${database}` }).href;
}

/** Runs statements on the server itself, under the lock. */
async function onServer<T>(task: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: serverUrl('postgres') });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [TEMPLATE_LOCK]);
    return await task(client);
  } finally {
    await client.end();
  }
}

/** The migrated database that all others are copied from; made by the first test file that needs it. */
async function ensureTemplate(client: pg.Client): Promise<void> {
  const found = await client.query('select 1 from pg_database where datname = $1', [TEMPLATE]);
  if (found.rowCount !== 0) return;
  const building = `${TEMPLATE}_building`;
  await client.query(`drop database if exists ${building} with (force)`);
  await client.query(`create database ${building}`);
  const database = await openDatabase({ url: serverUrl(building), poolSize: 1 });
  try {
    await database.migrate();
  } finally {
    await database.close();
  }
  await client.query(`alter database ${building} rename to ${TEMPLATE}`);
}

/** Makes an empty, migrated database and answers its URL. */
export async function createDatabaseFromTemplate(): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `t_${crypto.randomUUID().replaceAll('-', '')}`;
  await onServer(async (client) => {
    await ensureTemplate(client);
    await client.query(`create database ${name} template ${TEMPLATE} strategy file_copy`);
  });
  const drop = () => onServer(async (client) => void (await client.query(`drop database ${name} with (force)`)));
  return { url: serverUrl(name), drop };
}

/** A migrated database of its own for a test file, on real PostgreSQL, with an open `Database` on it. */
export async function createTestDatabase({ poolSize = 10 }: { poolSize?: number } = {}): Promise<TestDatabase> {
  const { url, drop } = await createDatabaseFromTemplate();
  const database = await openDatabase({ url, poolSize, applicationName: 'test' });
  return {
    url,
    database,
    async close() {
      await database.close();
      await drop();
    },
  };
}
