import { chownSync, existsSync, mkdirSync, renameSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { messageOf, ServiceError } from '../errors.ts';
import { freePort, LOOPBACK } from '../process/ports.ts';
import { run } from '../process/run.ts';
import { type ServiceProcess, startProcess } from '../process/service-process.ts';
import { type Account, postgresAccount } from './account.ts';
import { type Binaries, postgresBinaries } from './binaries.ts';
import { clearOrphan } from './orphan.ts';
import { clusterPassword, dataFolder } from './places.ts';

const USER = 'foyer';
const READY_TIMEOUT_MS = 60_000;

export interface PostgresOptions {
  /** The folder that holds the data and the password. */
  directory: string;
  logFile: string;
  /** The port to listen on; when it is busy, the next free one. */
  wishedPort: number;
  /** Listen on the wished port or fail: for a restart, where others hold the URL. */
  exactPort?: boolean;
  /** Fast and not safe against a crash of the machine: for tests. */
  throwAway?: boolean;
}

export interface LocalPostgres {
  port: number;
  process: ServiceProcess;
  /** True when this start made the cluster. */
  created: boolean;
  /** True when a postmaster that an earlier run left behind was stopped first. */
  stoppedOrphan: boolean;
  url(database: string): string;
  stop(): Promise<void>;
}

/** Makes the cluster in a folder beside its place and moves it there, so that a half-made one is never taken for whole. */
async function initialise(binaries: Binaries, data: string, password: string, account: Account | null): Promise<void> {
  const building = `${data}.new`;
  const passwordFile = `${data}.password`;
  rmSync(building, { recursive: true, force: true });
  rmSync(passwordFile, { force: true });
  mkdirSync(building, { mode: 0o700 });
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (account !== null) {
    chownSync(building, account.uid, account.gid);
    chownSync(passwordFile, account.uid, account.gid);
  }
  const made = await run(
    binaries.initdb,
    [
      `--pgdata=${building}`,
      `--username=${USER}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      '--locale=C.UTF-8',
      '--no-sync',
      '--no-instructions',
    ],
    // From a folder that the other user may be in, and without the environment of another PostgreSQL.
    { ...account, cwd: '/', env: { ...process.env, PGDATA: building, LC_ALL: 'C.UTF-8' } },
  );
  rmSync(passwordFile, { force: true });
  if (!made.ok) {
    rmSync(building, { recursive: true, force: true });
    throw new ServiceError('PostgreSQL could not make its data folder (initdb failed).', made.output);
  }
  if (existsSync(data)) rmdirSync(data);
  renameSync(building, data);
}

async function answers(url: string): Promise<true | string> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query('select 1');
    return true;
  } catch (error) {
    return messageOf(error);
  } finally {
    // Not awaited: another program that took the port may never answer.
    void client.end().catch(() => {});
  }
}

/** Waits until the server answers a query; throws when it ends before or the time is over. */
async function untilReady(server: ServiceProcess, url: string): Promise<void> {
  const end = Date.now() + READY_TIMEOUT_MS;
  for (;;) {
    const answer = await Promise.race([answers(url), server.exited]);
    if (server.exit !== null) throw new ServiceError('PostgreSQL ended while starting.', server.logTail());
    if (answer === true) return;
    if (Date.now() > end) {
      await server.stop();
      throw new ServiceError(`PostgreSQL does not answer (${answer}).`, server.logTail());
    }
    await sleep(30);
  }
}

/** Starting is tried again after these: another process took the port, or a killed postmaster's children still run. */
const PORT_TAKEN = /could not bind|could not create any TCP\/IP sockets/;
const STILL_IN_USE = /pre-existing shared memory block|lock file "postmaster.pid" already exists/;
const TRIES = 20;

/**
 * Starts PostgreSQL on the loopback over the cluster in `directory`, making the cluster first where there is none.
 * Works as root (it runs as user `postgres`) and as an ordinary user. Throws a ServiceError with the end of its log.
 */
export async function startPostgres(options: PostgresOptions): Promise<LocalPostgres> {
  const account = await postgresAccount();
  const binaries = postgresBinaries(account);
  const data = dataFolder(options.directory, account);
  const created = !existsSync(join(data, 'PG_VERSION'));
  if (created) rmSync(join(options.directory, 'password'), { force: true });
  const password = clusterPassword(options.directory);
  const stoppedOrphan = created ? false : await clearOrphan(data);
  if (created) await initialise(binaries, data, password, account);

  const settings = {
    listen_addresses: LOOPBACK,
    unix_socket_directories: '',
    max_connections: '200',
    ...(options.throwAway ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' } : {}),
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  for (let tries = 1; ; tries++) {
    const port = options.exactPort ? options.wishedPort : await freePort(options.wishedPort);
    const url = (database: string) => `postgresql://${USER}:${password}@${LOOPBACK}:${port}/${database}`;
    const server = await startProcess({
      command: binaries.postgres,
      args: ['-D', data, '-p', String(port), ...flags],
      cwd: '/',
      ...account,
      logFile: options.logFile,
      stop: { signal: 'SIGINT', graceMs: 1_500 },
    });
    try {
      await untilReady(server, url('postgres'));
      return { port, process: server, created, stoppedOrphan, url, stop: () => server.stop() };
    } catch (error) {
      const tail = server.logTail();
      const again = STILL_IN_USE.test(tail) || (PORT_TAKEN.test(tail) && !options.exactPort);
      if (!again || tries === TRIES) throw error;
      await sleep(250);
      await clearOrphan(data);
    }
  }
}

/** Makes a database on a server where it does not exist yet; true when it was made now. */
export async function createDatabase(serverUrl: string, name: string, template?: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: serverUrl });
  await client.connect();
  try {
    const found = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (found.rowCount !== 0) return false;
    const from = template === undefined ? '' : ` template ${client.escapeIdentifier(template)} strategy file_copy`;
    await client.query(`create database ${client.escapeIdentifier(name)}${from}`);
    return true;
  } finally {
    await client.end();
  }
}
