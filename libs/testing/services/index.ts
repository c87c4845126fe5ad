import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import {
  ensureTemporal,
  ensureTimeSkippingServer,
  LOOPBACK,
  type LocalTimeSkipping,
  messageOf,
  startPostgres,
  startTemporal,
  startTimeSkipping,
} from '#libs/services';
import { beginRun, logFile, removeRun, track } from './registry.ts';

export interface TestServices {
  /** PID of the PostgreSQL server. */
  postgresPid: number;
  stop(): Promise<void>;
}

/** Where a test reaches the shared Temporal. */
export interface TestTemporal {
  address: string;
  namespace: string;
  uiUrl: string | null;
  pid: number;
}

const progress = (text: string): void => console.error(`test services: ${text}`);

/**
 * Starts the services of one run of tests (or of a benchmark): a throw-away PostgreSQL at once; Temporal's dev server
 * and time-skipping servers when somebody first asks. Test files run in other processes, so they ask over HTTP; the
 * addresses stand in `FOYER_TEST_POSTGRES_URL` and `FOYER_TEST_SERVICES_URL`, which they inherit. `durable`: PostgreSQL
 * writes to disk before it commits, as in production.
 */
export async function startServices({ durable = false }: { durable?: boolean } = {}): Promise<TestServices> {
  const folder = await beginRun();
  const postgres = await startPostgres({
    directory: join(folder, 'postgres'),
    logFile: logFile('postgres'),
    wishedPort: 54_330,
    throwAway: !durable,
  });
  track(postgres.process.identity);

  let temporal: Promise<TestTemporal> | undefined;
  async function temporalOnce(): Promise<TestTemporal> {
    const server = await startTemporal({
      cli: await ensureTemporal(progress),
      namespace: 'foyer',
      logFile: logFile('temporal'),
      wishedPort: 17_233,
      wishedUiPort: 18_233,
      databaseFile: null,
    });
    track(server.process.identity);
    return { address: server.address, namespace: 'foyer', uiUrl: server.uiUrl, pid: server.process.pid };
  }

  const skippers = new Map<string, LocalTimeSkipping>();
  let skipperCount = 0;
  async function startSkipper(): Promise<{ address: string }> {
    const name = `time-skipping-${++skipperCount}`;
    const server = await startTimeSkipping(await ensureTimeSkippingServer(progress), logFile(name));
    track(server.process.identity);
    skippers.set(server.address, server);
    return { address: server.address };
  }
  async function stopSkipper(address: string): Promise<null> {
    await skippers.get(address)?.stop();
    skippers.delete(address);
    return null;
  }

  async function answer(method: string, path: string): Promise<unknown> {
    if (path === '/temporal') {
      temporal ??= temporalOnce();
      return temporal;
    }
    return method === 'DELETE' ? stopSkipper(path.slice('/time-skipping/'.length)) : startSkipper();
  }
  const control = createServer((request, response) => {
    answer(request.method ?? 'GET', request.url ?? '/').then(
      (value) => response.end(JSON.stringify(value)),
      (error: unknown) => response.writeHead(500).end(messageOf(error)),
    );
  });
  await new Promise<void>((resolve) => control.listen(0, LOOPBACK, resolve));
  // The services must not keep the process of Jest alive when something else failed.
  control.unref();

  process.env.FOYER_TEST_POSTGRES_URL = postgres.url('postgres');
  process.env.FOYER_TEST_SERVICES_URL = `http://${LOOPBACK}:${(control.address() as AddressInfo).port}`;

  const stop = async () => {
    process.off('SIGINT', interrupted).off('SIGTERM', interrupted);
    control.close();
    control.closeAllConnections();
    await removeRun(folder);
  };
  const interrupted = () => void stop().finally(() => process.exit(130));
  process.on('SIGINT', interrupted).on('SIGTERM', interrupted);
  return { postgresPid: postgres.process.pid, stop };
}
