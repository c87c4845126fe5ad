import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { anyPort, findTemporal, LOOPBACK, type LocalTemporal, signalProcess, startTemporal } from '#libs/services';
import { createTestDatabase, type TestDatabase } from '../database.ts';
import { testTemporal } from '../services/ask.ts';
import { logFile, runFolder, track } from '../services/registry.ts';
import { type StackProcess, startStackProcess } from './process.ts';

export interface StackOptions {
  /** An open test database; without it the stack makes one of its own and drops it at the end. */
  database?: TestDatabase;
  gateways?: number;
  workers?: number;
  /** A Temporal of its own with its database in a file, so that the test may kill and start it. */
  ownTemporal?: boolean;
  /** Settings on top, by environment variable. */
  env?: Record<string, string>;
}

export interface StackTemporal {
  address: string;
  namespace: string;
  uiUrl: string | null;
  taskQueue: string;
  pid: number;
  /** Only with `ownTemporal`. */
  kill(): Promise<void>;
  /** Only with `ownTemporal`: at the same address, with the data it had. */
  start(): Promise<void>;
}

export interface Gateway extends StackProcess {
  url: string;
}

export interface Stack {
  /** The first gateway's URL. */
  url: string;
  database: TestDatabase;
  temporal: StackTemporal;
  gateways: Gateway[];
  workers: StackProcess[];
  /** The settings that all processes were started with. */
  env: NodeJS.ProcessEnv;
  startGateway(): Promise<Gateway>;
  startWorker(): Promise<StackProcess>;
  /** Ends all processes; drops the database when the stack made it. */
  stop(): Promise<void>;
}

const ROOT = join(import.meta.dirname, import.meta.filename.endsWith('.ts') ? '../../..' : '../../../..');

function script(app: 'gateway' | 'worker'): string {
  const file = join(ROOT, 'dist', 'apps', app, 'src', 'main.js');
  if (!existsSync(file)) throw new Error(`${file} does not exist: run \`npm run build\` first`);
  return file;
}

let stackCount = 0;

async function sharedTemporal(taskQueue: string): Promise<StackTemporal & { stop(): Promise<void> }> {
  const shared = await testTemporal();
  const forbidden = async () => {
    throw new Error('This Temporal is shared by all tests of the run: start the stack with `ownTemporal: true`');
  };
  return { ...shared, taskQueue, kill: forbidden, start: forbidden, stop: async () => {} };
}

async function startOwnTemporal(name: string, taskQueue: string): Promise<StackTemporal & { stop(): Promise<void> }> {
  const cli = findTemporal();
  // Asking the services of the run once lets them find or build what is missing.
  if (cli === null) await testTemporal();
  const ports = { wishedPort: await anyPort(), wishedUiPort: await anyPort() };
  let server: LocalTemporal;
  async function start(exactPorts: boolean): Promise<void> {
    server = await startTemporal({
      cli: findTemporal()!,
      namespace: 'foyer',
      logFile: logFile(`${name}-temporal`),
      ...ports,
      exactPorts,
      databaseFile: join(runFolder(), `${name}-temporal.db`),
    });
    track(server.process.identity);
  }
  await start(false);
  const { address, uiUrl, port, uiPort } = server!;
  Object.assign(ports, { wishedPort: port, wishedUiPort: uiPort });
  return {
    address,
    uiUrl,
    namespace: 'foyer',
    taskQueue,
    get pid() {
      return server.process.pid;
    },
    async kill() {
      signalProcess(server.process.pid, 'SIGKILL');
      await server.process.exited;
    },
    start: () => start(true),
    stop: () => server.stop(),
  };
}

/**
 * Starts built gateways and workers as child processes against the test services, on free ports and with a task queue
 * of their own. Needs `npm run build` before.
 */
export async function startStack(options: StackOptions = {}): Promise<Stack> {
  const name = `stack-${process.pid}-${++stackCount}`;
  const taskQueue = `foyer-${crypto.randomUUID()}`;
  const [database, temporal] = await Promise.all([
    options.database ?? createTestDatabase(),
    options.ownTemporal ? startOwnTemporal(name, taskQueue) : sharedTemporal(taskQueue),
  ]);
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    NODE_OPTIONS: '',
    DATABASE_URL: database.url,
    TEMPORAL_ADDRESS: temporal.address,
    TEMPORAL_NAMESPACE: temporal.namespace,
    TEMPORAL_TASK_QUEUE: taskQueue,
    ...(temporal.uiUrl === null ? {} : { TEMPORAL_UI_URL: temporal.uiUrl }),
    FOYER_TOKEN_SECRET: 'only-for-tests-only-for-tests-only-for-tests',
    ...options.env,
  };
  const gateways: Gateway[] = [];
  const workers: StackProcess[] = [];

  async function startGateway(): Promise<Gateway> {
    const port = await anyPort();
    const url = `http://${LOOPBACK}:${port}`;
    const child = await startStackProcess({
      name: `${name}-gateway-${gateways.length + 1}`,
      script: script('gateway'),
      env: { ...env, FOYER_HOST: LOOPBACK, FOYER_PORT: String(port), FOYER_PUBLIC_URL: url },
      async ready() {
        const { status } = await fetch(`${url}/health/ready`);
        if (status !== 200) throw new Error(`/health/ready answers ${status}`);
      },
    });
    const gateway = Object.defineProperties({ url } as Gateway, Object.getOwnPropertyDescriptors(child));
    gateways.push(gateway);
    return gateway;
  }
  async function startWorker(): Promise<StackProcess> {
    const worker = await startStackProcess({
      name: `${name}-worker-${workers.length + 1}`,
      script: script('worker'),
      env,
      // A worker works off what waits for it, so nobody has to wait until it polls.
      ready: async () => {},
    });
    workers.push(worker);
    return worker;
  }

  await Promise.all([
    ...Array.from({ length: options.workers ?? 1 }, startWorker),
    ...Array.from({ length: options.gateways ?? 1 }, startGateway),
  ]);
  return {
    url: gateways[0]?.url ?? '',
    database,
    temporal,
    gateways,
    workers,
    env,
    startGateway,
    startWorker,
    async stop() {
      await Promise.all([...gateways, ...workers].map((child) => child.stop()));
      await temporal.stop();
      if (options.database === undefined) await database.close();
    },
  };
}
