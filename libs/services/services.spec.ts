import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { track } from '#libs/testing';
import {
  accepts,
  anyPort,
  createDatabase,
  ensureTemporal,
  findTemporal,
  isRunning,
  type LocalPostgres,
  lockHolder,
  removePostgres,
  ServiceError,
  signalProcess,
  startPostgres,
  startProcess,
  startTemporal,
  tryLock,
} from './index.ts';

const folder = mkdtempSync(join(tmpdir(), 'foyer-services-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const sleeper = (name: string, script = 'setInterval(() => {}, 1000)') =>
  startProcess({
    command: process.execPath,
    args: ['-e', script],
    logFile: join(folder, `${name}.log`),
    stop: { graceMs: 300 },
  });

describe('PostgreSQL', () => {
  // A private folder, as /root is: user `postgres` cannot pass it.
  const directory = join(folder, 'cluster');
  const logFile = join(folder, 'postgres.log');
  const started: LocalPostgres[] = [];
  const start = async (options: Partial<Parameters<typeof startPostgres>[0]> = {}): Promise<LocalPostgres> => {
    const server = await startPostgres({ directory, logFile, wishedPort: 54_400, throwAway: true, ...options });
    track(server.process.identity);
    started.push(server);
    return server;
  };
  const query = async (server: LocalPostgres, text: string): Promise<unknown[]> => {
    const client = new pg.Client({ connectionString: server.url('kept') });
    await client.connect();
    try {
      return (await client.query(text)).rows;
    } finally {
      await client.end();
    }
  };

  afterAll(async () => {
    await Promise.all(started.map((server) => server.stop()));
    removePostgres(directory);
  });

  it('is made on the first start and keeps its data', async () => {
    const first = await start();
    expect(first.created).toBe(true);
    expect(await createDatabase(first.url('postgres'), 'kept')).toBe(true);
    expect(await createDatabase(first.url('postgres'), 'kept')).toBe(false);
    await query(first, 'create table word (text text)');
    await query(first, `insert into word values ('olá')`);
    await first.stop();
    const second = await start();
    expect(second.created).toBe(false);
    expect(await query(second, 'select text from word')).toEqual([{ text: 'olá' }]);
    await second.stop();
  });

  it('listens on the loopback only, and refuses a wrong password', async () => {
    const server = await start();
    expect(await query(server, 'show listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }]);
    const url = Object.assign(new URL(server.url('kept')), { password: 'wrong' }).href;
    await expect(new pg.Client({ connectionString: url }).connect()).rejects.toThrow('password authentication failed');
    await server.stop();
  });

  it('stops the postmaster that an earlier start left behind', async () => {
    const orphan = await start();
    const next = await start();
    expect(next.stoppedOrphan).toBe(true);
    expect(isRunning(orphan.process.identity)).toBe(false);
    expect(await query(next, 'select text from word')).toHaveLength(1);
    await next.stop();
  });

  it('recovers after kill -9 of the postmaster', async () => {
    const killed = await start();
    signalProcess(killed.process.pid, 'SIGKILL');
    await killed.process.exited;
    const next = await start();
    expect(next.stoppedOrphan).toBe(false);
    expect(await query(next, 'select text from word')).toHaveLength(1);
    await next.stop();
  });

  it('starts over a pid file whose number belongs to another program by now, and leaves that alone', async () => {
    const other = await sleeper('other');
    writeFileSync(join(directory, 'data', 'postmaster.pid'), `${other.pid}\n${directory}/data\n`);
    const server = await start();
    expect(other.exit).toBeNull();
    await Promise.all([server.stop(), other.stop()]);
  });

  it('takes the next port when the wished one is busy', async () => {
    const wishedPort = await anyPort();
    const other = createServer((socket) => socket.destroy()).listen(wishedPort, '127.0.0.1');
    const server = await start({ wishedPort });
    expect(server.port).not.toBe(wishedPort);
    await server.stop();
    await new Promise((resolve) => other.close(resolve));
  });

  it('says why it could not start, with the end of its log', async () => {
    const port = await anyPort();
    const other = createServer((socket) => socket.destroy()).listen(port, '127.0.0.1');
    const failed = start({ wishedPort: port, exactPort: true });
    await expect(failed).rejects.toThrow(ServiceError);
    await expect(failed).rejects.toThrow('Address already in use');
    await new Promise((resolve) => other.close(resolve));
  });
});

describe('the Temporal CLI', () => {
  /** A machine of its own: programs on PATH, a home and a cache. */
  function machine(name: string, programs: Record<string, string>): NodeJS.ProcessEnv {
    const home = join(folder, name);
    mkdirSync(join(home, 'bin'), { recursive: true });
    for (const [program, script] of Object.entries(programs)) {
      writeFileSync(join(home, 'bin', program), `#!/bin/sh\n${script}\n`);
      chmodSync(join(home, 'bin', program), 0o755);
    }
    return { HOME: home, GOPATH: join(home, 'go'), XDG_CACHE_HOME: join(home, 'cache'), PATH: join(home, 'bin') };
  }
  const offline = async () => null;
  /** Does what `go install` does: writes the program into GOBIN. */
  const go = 'echo some/package >&2; /bin/echo built >> "$HOME/builds"; /bin/cp /bin/true "$GOBIN/temporal"';

  it('is taken from PATH first', async () => {
    const env = machine('on-path', { temporal: 'exit 0', go });
    expect(await ensureTemporal(() => {}, env, offline)).toEqual({
      executable: join(env.PATH!, 'temporal'),
      source: 'on PATH',
    });
  });

  it('is downloaded by the SDK before anything is built', async () => {
    const env = machine('download', { go });
    const cli = await ensureTemporal(
      () => {},
      env,
      async () => '/downloaded',
    );
    expect(cli).toEqual({ executable: '/downloaded', source: 'downloaded by the Temporal SDK' });
    expect(existsSync(join(env.HOME!, 'builds'))).toBe(false);
  });

  it('is built with Go once, by one of two starts at the same time, and found from then on', async () => {
    const env = machine('go', { go });
    const told: string[] = [];
    const both = await Promise.all([1, 2].map(() => ensureTemporal((text) => told.push(text), env, offline)));
    expect(both.map(({ executable }) => executable)).toEqual(
      Array(2).fill(join(env.HOME!, 'cache/foyer/bin/temporal')),
    );
    expect(readFileSync(join(env.HOME!, 'builds'), 'utf8')).toBe('built\n');
    expect(told.join()).toContain('building the Temporal CLI with Go');
    expect(findTemporal(env)?.source).toBe('built before');
    expect(readdirSync(join(env.HOME!, 'cache/foyer'))).toEqual(['bin']);
  });

  it('says what to install when there is no way', async () => {
    const env = machine('nothing', {});
    const none = ensureTemporal(() => {}, env, offline);
    await expect(none).rejects.toThrow(ServiceError);
    await expect(none).rejects.toThrow(/install the Temporal CLI[\s\S]*install Go[\s\S]*TEMPORAL_ADDRESS/);
  });

  it('shows what Go said when building fails', async () => {
    const env = machine('broken-go', { go: 'echo no network >&2; exit 1' });
    await expect(ensureTemporal(() => {}, env, offline)).rejects.toThrow('no network');
  });
});

describe('the Temporal server', () => {
  it('is started again where it ends while starting, whatever it wrote', async () => {
    const { executable } = await ensureTemporal(() => {}, process.env);
    const once = join(folder, 'panicked');
    const cli = join(folder, 'temporal-that-panics-once');
    const panics = `echo panic: address already in use; for n in 1 2 3 4 5 6 7 8 9 10 11 12 13; do echo goroutine; done; exit 2`;
    writeFileSync(cli, `#!/bin/sh\n[ -e '${once}' ] || { touch '${once}'; ${panics}; }\nexec '${executable}' "$@"\n`);
    chmodSync(cli, 0o755);
    const server = await startTemporal({
      cli: { executable: cli, source: 'a test' },
      namespace: 'default',
      logFile: join(folder, 'temporal.log'),
      wishedPort: await anyPort(),
      wishedUiPort: null,
      databaseFile: null,
      onSpawn: ({ identity }) => track(identity),
    });
    await server.stop();
    expect(existsSync(once)).toBe(true);
  }, 90_000);

  it('that never starts is told with the end of what it wrote', async () => {
    const cli = join(folder, 'temporal-that-panics');
    writeFileSync(cli, '#!/bin/sh\necho no disk left; exit 2\n');
    chmodSync(cli, 0o755);
    const started = startTemporal({
      cli: { executable: cli, source: 'a test' },
      namespace: 'default',
      logFile: join(folder, 'no-temporal.log'),
      wishedPort: await anyPort(),
      wishedUiPort: null,
      databaseFile: null,
    });
    await expect(started).rejects.toThrow(ServiceError);
    await expect(started).rejects.toThrow(/ended while starting[\s\S]*no disk left/);
  });
});

describe('processes', () => {
  it('run in a group of their own, and are killed when they do not stop', async () => {
    const stubborn = await sleeper(
      'stubborn',
      'process.on("SIGTERM", () => {}); console.log("here"); setInterval(() => {}, 9)',
    );
    while (!stubborn.logTail().includes('here')) await new Promise((resolve) => setTimeout(resolve, 10));
    await stubborn.stop();
    expect(stubborn.exit).toEqual({ code: null, signal: 'SIGKILL' });
  });

  it('keep the end of what they wrote', async () => {
    const loud = await sleeper('loud', 'for (let i = 1; i <= 50; i++) console.log("line", i); process.exit(3)');
    expect(await loud.exited).toEqual({ code: 3, signal: null });
    expect(loud.logTail().split('\n')).toEqual(Array.from({ length: 12 }, (_, index) => `line ${index + 39}`));
  });

  it('that do not exist are a ServiceError', async () => {
    const missing = startProcess({ command: join(folder, 'missing'), args: [], logFile: join(folder, 'missing.log') });
    await expect(missing).rejects.toThrow(ServiceError);
  });
});

describe('a lock', () => {
  const file = join(folder, 'some.lock');

  it('is held by one, and free again after', () => {
    const release = tryLock(file);
    expect(release).not.toBeNull();
    expect(tryLock(file)).toBeNull();
    expect(lockHolder(file)?.pid).toBe(process.pid);
    release?.();
    expect(lockHolder(file)).toBeNull();
  });

  it('of a process that is gone is taken over', async () => {
    const gone = await sleeper('gone');
    writeFileSync(file, JSON.stringify(gone.identity));
    expect(tryLock(file)).toBeNull();
    await gone.stop();
    tryLock(file)?.();
    expect(existsSync(file)).toBe(false);
  });

  it('that is damaged is taken over', () => {
    writeFileSync(file, '{');
    const release = tryLock(file);
    expect(release).not.toBeNull();
    release?.();
  });
});

it('nobody listens on a port that was just given out', async () => {
  expect(await accepts(await anyPort())).toBe(false);
});
