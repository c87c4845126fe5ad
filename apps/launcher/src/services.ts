import type { Config } from '#libs/config';
import { temporalConnectionOptions } from '#libs/config';
import { type Database, openDatabase } from '#libs/database';
import {
  createDatabase,
  ensureTemporal,
  logTail,
  prepareTemporal,
  ServiceError,
  startPostgres,
  startTemporal,
} from '#libs/services';
import type { Places } from './places.ts';
import { seedDemo } from './seed.ts';
import type { Supervisor } from './supervisor.ts';
import type { Terminal } from './terminal.ts';

const DATABASE_NAME = 'foyer';
const POSTGRES_PORT = 54_320;
const TEMPORAL_PORT = 7_233;
const TEMPORAL_UI_PORT = 8_233;

/** What every step works with. */
export interface Launch {
  terminal: Terminal;
  supervisor: Supervisor;
  places: Places;
  config: Config;
}

/** Starts PostgreSQL over the data under `.foyer/`. Answers the URL of its database. */
export async function launchPostgres({ terminal, supervisor, places }: Launch): Promise<string> {
  let url = '';
  await terminal.step('PostgreSQL', async (tell) => {
    const options = { directory: places.postgres, logFile: places.log('postgres') };
    tell('starting');
    const server = await startPostgres({ ...options, wishedPort: POSTGRES_PORT });
    supervisor.supervise('PostgreSQL', server.process, async () => {
      return (await startPostgres({ ...options, wishedPort: server.port, exactPort: true })).process;
    });
    await createDatabase(server.url('postgres'), DATABASE_NAME);
    url = server.url(DATABASE_NAME);
    const orphan = server.stoppedOrphan ? ', after stopping the one that an earlier start left behind' : '';
    return `${server.created ? 'made and started' : 'started'} on port ${server.port}${orphan}`;
  });
  return url;
}

/** Brings the schema up to date; puts the demo into a database of the launcher's own that has none. */
export async function prepareDatabase({ terminal }: Launch, url: string, isOwn: boolean): Promise<void> {
  await terminal.step('Migrations', async () => {
    const database: Database = await openDatabase({ url, poolSize: 2, applicationName: 'foyer-launcher' });
    try {
      await database.migrate();
      const seeded = isOwn && (await seedDemo(database));
      return seeded ? 'up to date, demo site and demo accounts made' : 'up to date';
    } catch (error) {
      const { message, code } = error as Error & { code?: string };
      throw isOwn ? error : new ServiceError(`The database that DATABASE_URL names cannot be used: ${message || code}`);
    } finally {
      await database.close();
    }
  });
}

/** Starts Temporal's dev server with its database under `.foyer/`. */
export async function launchTemporal({ terminal, supervisor, places, config }: Launch) {
  const server = { address: '', uiUrl: null as string | null };
  const { namespace } = config.temporal;
  await terminal.step('Temporal', async (tell) => {
    const cli = await ensureTemporal(tell);
    tell('starting');
    const options = { cli, namespace, logFile: places.log('temporal'), databaseFile: places.temporal };
    const onSpawn = (process: Parameters<Supervisor['remember']>[1]) => supervisor.remember('Temporal', process);
    const local = await startTemporal({
      ...options,
      wishedPort: TEMPORAL_PORT,
      wishedUiPort: TEMPORAL_UI_PORT,
      onSpawn,
    });
    const exact = { wishedPort: local.port, wishedUiPort: local.uiPort, exactPorts: true, onSpawn };
    supervisor.supervise(
      'Temporal',
      local.process,
      async () => (await startTemporal({ ...options, ...exact })).process,
    );
    Object.assign(server, { address: local.address, uiUrl: local.uiUrl });
    return `started on port ${local.port} (${cli.executable}, ${cli.source})`;
  });
  return server;
}

/** Makes namespace and search attributes, on a local Temporal or a given one. */
export async function prepareNamespace({ terminal }: Launch, config: Config): Promise<void> {
  const { namespace } = config.temporal;
  let problem: string | null = null;
  await terminal.step('Namespace and search attributes', async () => {
    const made = await prepareTemporal(temporalConnectionOptions(config), namespace);
    problem = made.attributesProblem;
    return `${namespace} is ${made.namespaceMade ? 'made' : 'there'}`;
  });
  if (problem !== null) terminal.warn(problem);
}

export const failedToStart = (name: string, logFile: string, why: string): ServiceError =>
  new ServiceError(`The ${name} ${why}. Its log (${logFile}) ends with:`, logTail(logFile));
