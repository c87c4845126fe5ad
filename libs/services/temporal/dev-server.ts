import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { Connection } from '@temporalio/client';
import { SEARCH_ATTRIBUTES } from '#libs/contracts/process';
import { ServiceError } from '../errors.ts';
import { poll } from '../process/poll.ts';
import { anyPort, freePort, LOOPBACK } from '../process/ports.ts';
import { type ServiceProcess, startProcess } from '../process/service-process.ts';
import type { TemporalCli } from './locate.ts';

const READY_TIMEOUT_MS = 60_000;
const TRIES = 3;
/**
 * A history shard looks for new work at most so often a second. Temporal's default of 20 is meant for hundreds of
 * shards; the dev server has a single one, so that after a burst every bot step would wait for its turn, 50 ms.
 */
const READS_OF_THE_ONLY_SHARD = {
  'history.transferProcessorMaxPollRPS': '1000',
  'history.timerProcessorMaxPollRPS': '1000',
};

export interface DevServerOptions {
  cli: TemporalCli;
  namespace: string;
  logFile: string;
  /** The port of the gRPC service; when it is busy, the next free one. */
  wishedPort: number;
  /** Listen on the wished ports or fail: for a restart, where others hold the address. */
  exactPorts?: boolean;
  /** The UI's port, or null for no UI. */
  wishedUiPort: number | null;
  /** The database's file; null keeps everything in memory. */
  databaseFile: string | null;
  /** The server's own limits and switches by name, e.g. `limit.historyCount.suggestContinueAsNew`. */
  dynamicConfig?: Record<string, string>;
  /** Told of the process at once, before it is ready. */
  onSpawn?: (process: ServiceProcess) => void;
}

export interface LocalTemporal {
  address: string;
  port: number;
  uiPort: number | null;
  /** `http://…`, without a slash at the end; null without UI. */
  uiUrl: string | null;
  process: ServiceProcess;
  stop(): Promise<void>;
}

const ATTRIBUTE_TYPES = { KEYWORD: 'Keyword', INT: 'Int' } as const;

async function serves(address: string, namespace: string): Promise<true | null> {
  const connection = Connection.lazy({ address, connectTimeout: '2s' });
  try {
    await connection.withDeadline(Date.now() + 2_000, () =>
      connection.workflowService.describeNamespace({ namespace }),
    );
    return true;
  } catch {
    return null;
  } finally {
    await connection.close();
  }
}

/** The UI has a connection of its own to the server, which may come later than ours. */
async function uiServes(uiUrl: string, namespace: string): Promise<true | null> {
  try {
    const { ok } = await fetch(`${uiUrl}/api/v1/namespaces/${namespace}`, { signal: AbortSignal.timeout(2_000) });
    return ok ? true : null;
  } catch {
    return null;
  }
}

/**
 * Starts Temporal's dev server on the loopback with namespace and search attributes. Throws a ServiceError with the end
 * of its log.
 */
export async function startTemporal(options: DevServerOptions): Promise<LocalTemporal> {
  const { cli, namespace, databaseFile } = options;
  if (databaseFile !== null) mkdirSync(dirname(databaseFile), { recursive: true });
  for (let tries = 1; ; tries++) {
    const port = options.exactPorts ? options.wishedPort : await freePort(options.wishedPort);
    const wishedUi = options.wishedUiPort;
    const uiPort = wishedUi === null || options.exactPorts ? wishedUi : await freePort(wishedUi);
    const server = await startProcess({
      command: cli.executable,
      args: [
        ...['server', 'start-dev', '--ip', LOOPBACK, '--log-level', 'warn', '--namespace', namespace],
        ...['--port', String(port), '--http-port', String(await anyPort())],
        ...(uiPort === null ? ['--headless'] : ['--ui-port', String(uiPort)]),
        ...(databaseFile === null ? [] : ['--db-filename', databaseFile]),
        ...Object.entries({ ...READS_OF_THE_ONLY_SHARD, ...options.dynamicConfig }).flatMap(([name, value]) => [
          '--dynamic-config-value',
          `${name}=${value}`,
        ]),
        ...Object.entries(SEARCH_ATTRIBUTES).flatMap(([name, type]) => [
          '--search-attribute',
          `${name}=${ATTRIBUTE_TYPES[type]}`,
        ]),
      ],
      logFile: options.logFile,
      stop: { signal: 'SIGTERM', graceMs: 1_500 },
    });
    options.onSpawn?.(server);
    const address = `${LOOPBACK}:${port}`;
    const uiUrl = uiPort === null ? null : `http://${LOOPBACK}:${uiPort}`;
    const ready = async () =>
      (await serves(address, namespace)) && (uiUrl === null || (await uiServes(uiUrl, namespace)));
    const answer = await poll(async () => (server.exit !== null ? 'ended' : await ready()), {
      timeoutMs: READY_TIMEOUT_MS,
      everyMs: 50,
    });
    // A server that ended while another one answers at its port was not started.
    if (answer === true && server.exit === null) {
      return { address, port, uiPort, uiUrl, process: server, stop: () => server.stop() };
    }
    await server.stop();
    // somebody else may have taken a port meanwhile, one of ours or one of those that the server chooses by itself
    if (answer !== null && !options.exactPorts && tries < TRIES) continue;
    const what = answer === null ? 'does not answer' : 'ended while starting';
    throw new ServiceError(`Temporal (${cli.executable}, ${cli.source}) ${what}.`, server.logTail());
  }
}
