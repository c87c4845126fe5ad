import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { eventually } from '#libs/testing';
import type { TestGateway } from './harness.ts';

/** A gateway as a process of its own, run from source, which a test may kill. */
export interface GatewayProcess {
  url: string;
  /** All that it has written so far. */
  output(): string;
  /** Waits until it is gone; answers its exit code, null after SIGKILL. */
  kill(signal: NodeJS.Signals): Promise<number | null>;
  running(): boolean;
}

const path = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  return port;
}

/** With the settings of the gateway in this process, on the same database. */
export async function startGatewayProcess(
  { config }: TestGateway,
  env: Record<string, string> = {},
): Promise<GatewayProcess> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child: ChildProcess = spawn(
    process.execPath,
    ['--conditions=source', '--import', path('./run-source.mjs'), path('../src/main.ts')],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: process.env.PATH,
        DATABASE_URL: config.databaseUrl,
        TEMPORAL_ADDRESS: config.temporal.address,
        FOYER_TOKEN_SECRET: config.tokenSecret,
        FOYER_PORT: String(port),
        FOYER_LOG_LEVEL: 'info',
        FOYER_SESSIONS_PER_ADDRESS: '100000',
        FOYER_MESSAGES_PER_MINUTE: '100000',
        ...env,
      },
    },
  );
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => {
      output += chunk.toString();
    });
  const exited = once(child, 'exit').then(([code]) => code as number | null);
  const running = () => child.exitCode === null && child.signalCode === null;
  const answers = eventually(() => fetch(`${url}/health/live`), { timeout: 25_000, every: 50 });
  const ended = exited.then(() => {
    throw new Error(output);
  });
  await Promise.race([answers, ended]);
  return {
    url,
    output: () => output,
    running,
    kill(signal) {
      child.kill(signal);
      return exited;
    },
  };
}
