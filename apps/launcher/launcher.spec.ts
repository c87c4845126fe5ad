import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import pg from 'pg';
import { accepts, identify, isRunning, type ProcessIdentity, removePostgres, signalProcess } from '#libs/services';
import { callApi, createDatabaseFromTemplate, eventually, mustCall, signIn, testTemporal, track } from '#libs/testing';

/** These tests start the built launcher as people do, in folders of their own. They need `npm run build`. */
const MAIN = join(import.meta.dirname, '../../dist/apps/launcher/src/main.js');
const START_TIMEOUT_MS = 90_000;
jest.setTimeout(180_000);

const folders: string[] = [];
function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'foyer-launcher-'));
  folders.push(folder);
  return folder;
}

class Start {
  readonly #child: ChildProcess;
  readonly ended: Promise<number | null>;
  output = '';

  constructor(folder: string, args: string[] = [], env: NodeJS.ProcessEnv = {}) {
    this.#child = spawn(process.execPath, [MAIN, ...args], {
      cwd: folder,
      env: { ...process.env, NODE_OPTIONS: '', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.#child.stdout!, this.#child.stderr!]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        this.output += text;
      });
    }
    this.ended = new Promise((resolve) => this.#child.once('close', resolve));
    const identity = identify(this.#child.pid!);
    if (identity !== null) track(identity);
  }

  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** Waits for a text in what it prints after `from`. */
  async says(text: string | RegExp, from = 0): Promise<void> {
    await eventually(() => expect(this.output.slice(from)).toMatch(text), { timeout: START_TIMEOUT_MS, every: 50 });
  }

  async runs(): Promise<void> {
    const ended = this.ended.then((code) => {
      throw new Error(`ended with ${code}:\n${this.output}`);
    });
    await Promise.race([this.says('Ctrl-C stops it'), ended]);
  }

  /** The URL in a row of the panel, without its path. */
  url(row: string): string {
    return new URL(new RegExp(`${row} +(\\S+)`).exec(this.output)?.[1] ?? 'missing:').origin;
  }

  async stop(): Promise<void> {
    this.signal('SIGINT');
    await this.ended;
  }
}

const processesOf = (folder: string): Record<string, ProcessIdentity> => {
  const file = join(folder, '.foyer', 'state.json');
  if (!existsSync(file)) return {};
  return (JSON.parse(readFileSync(file, 'utf8')) as { processes: Record<string, ProcessIdentity> }).processes;
};
const running = (folder: string): string[] =>
  Object.entries(processesOf(folder)).flatMap(([name, identity]) => (isRunning(identity) ? [name] : []));

afterAll(() => {
  for (const folder of folders) {
    for (const identity of Object.values(processesOf(folder))) {
      if (isRunning(identity)) signalProcess(identity.pid, 'SIGKILL');
    }
    removePostgres(join(folder, '.foyer', 'postgres'));
    rmSync(folder, { recursive: true, force: true });
  }
});

const ALL = ['PostgreSQL', 'Temporal', 'Worker', 'Gateway'];

describe('npm start', () => {
  const folder = newFolder();
  let first: Start;
  /** A token of the first start: it is good as long as the secret and the accounts are the same. */
  let token: string;
  const whoAmI = (url: string) => callApi<{ name: string }>(url, 'GET', '/auth/me', { token });

  beforeAll(async () => {
    first = new Start(folder);
    await first.runs();
    token = (await signIn(first.url('Inbox'), 'ana@foyer.local', 'foyer-demo')).token;
  });

  it('tells each step in order, and how long it took', () => {
    const steps = ['PostgreSQL', 'Migrations', 'Temporal', 'Namespace and search attributes', 'Worker', 'Gateway'];
    const told = [...first.output.matchAll(/^([^:\n]+): .*\(\d+\.\d s\)$/gm)].map(([, step]) => step);
    expect(told).toEqual(steps);
  });

  it('prints the addresses, one a line, and they answer', async () => {
    const urls = [...first.output.matchAll(/^ {2}(Demo page|Inbox|API docs|Temporal UI) +(\S+)$/gm)].map(
      (row) => row[2]!,
    );
    expect(urls).toHaveLength(4);
    for (const url of urls) expect([url, (await fetch(url)).status]).toEqual([url, 200]);
  });

  it('has a demo site, the Live Chat template, two agents and an admin', async () => {
    const url = first.url('Inbox');
    const { token: admin } = await signIn(url, 'admin@foyer.local', 'foyer-demo');
    const [agents, sites, playbooks] = await Promise.all(
      ['/agents', '/sites', '/playbooks'].map((path) =>
        mustCall<unknown>(url, 'GET', path, { token: admin }).then((body) => JSON.stringify(body)),
      ),
    );
    expect(agents).toMatch(/Alex Admin.*Ana Silva.*Ben Carter/);
    expect(sites).toContain('00000000-0000-7000-8000-000000000001');
    expect(playbooks).toContain('Live');
  });

  it('keeps its secrets readable by their owner only', () => {
    for (const name of ['token-secret', 'postgres/password']) {
      expect(statSync(join(folder, '.foyer', name)).mode & 0o777).toBe(0o600);
    }
  });

  it('listens on the loopback only', async () => {
    const port = Number(new URL(first.url('Inbox')).port);
    expect([await accepts(port), await accepts(port, '127.0.0.2')]).toEqual([true, false]);
  });

  it('refuses a second start in the same folder, and says where the first one is', async () => {
    const second = new Start(folder);
    expect(await second.ended).toBe(1);
    expect(second.output).toContain(`Foyer already runs in this folder at ${first.url('Inbox')}`);
    expect(running(folder)).toEqual(ALL);
  });

  it.each(ALL)('starts %s again after kill -9, says so, and goes on at the same addresses', async (name) => {
    const before = first.output.length;
    const { pid } = processesOf(folder)[name]!;
    signalProcess(pid, 'SIGKILL');
    await first.says(`${name} ended (signal SIGKILL); starting it again in 0.5 s`, before);
    await first.says(`${name} runs again`, before);
    expect(processesOf(folder)[name]?.pid).not.toBe(pid);
    const { body } = await eventually(async () => {
      const answer = await whoAmI(first.url('Inbox'));
      expect(answer.status).toBe(200);
      return answer;
    });
    expect(body.name).toBe('Ana Silva');
    expect((await fetch(first.url('Temporal UI'))).status).toBe(200);
  });

  it('recovers after kill -9 of the launcher: its orphans are stopped, the data is there', async () => {
    const orphans = processesOf(folder);
    first.signal('SIGKILL');
    await first.ended;
    expect(running(folder)).toEqual(ALL);
    const next = new Start(folder);
    await next.runs();
    expect(Object.values(orphans).filter(isRunning)).toEqual([]);
    expect(next.output).toMatch(/Left behind by an earlier start: stopped .*Worker \(process \d+\)/);
    expect(next.output).toContain('after stopping the one that an earlier start left behind');
    expect(next.output).not.toContain('demo accounts made');
    expect((await whoAmI(next.url('Inbox'))).body.name).toBe('Ana Silva');
    first = next;
  });

  it('recovers after kill -9 of everything at once', async () => {
    const all = Object.values(processesOf(folder));
    first.signal('SIGKILL');
    for (const { pid } of all) signalProcess(pid, 'SIGKILL');
    await first.ended;
    first = new Start(folder);
    await first.runs();
    expect((await whoAmI(first.url('Inbox'))).status).toBe(200);
  });

  it('stops everything within 5 s on Ctrl-C, and the next start goes on with the data', async () => {
    const began = Date.now();
    first.signal('SIGINT');
    expect(await first.ended).toBe(0);
    expect(Date.now() - began).toBeLessThan(5_000);
    expect(first.output).toMatch(/Stopped \(\d\.\d s\)\n$/);
    expect(running(folder)).toEqual([]);
    first = new Start(folder);
    await first.runs();
    expect(first.output).not.toContain('Left behind');
    expect((await whoAmI(first.url('Inbox'))).status).toBe(200);
    await first.stop();
  });

  it('does not begin anew without asking', async () => {
    const start = new Start(folder, ['--fresh']);
    expect(await start.ended).toBe(1);
    expect(start.output).toContain('add --yes to agree');
    expect(existsSync(join(folder, '.foyer', 'postgres', 'data'))).toBe(true);
  });

  it('begins anew with --fresh --yes', async () => {
    const start = new Start(folder, ['--fresh', '--yes']);
    await start.runs();
    expect(start.output).toContain('demo accounts made');
    expect((await whoAmI(start.url('Inbox'))).status).toBe(401);
    await start.stop();
  });
});

describe('npm start with settings', () => {
  it('takes what is given, and puts no demo into somebody’s database', async () => {
    const { url, drop } = await createDatabaseFromTemplate();
    const { address, namespace } = await testTemporal();
    const folder = newFolder();
    const start = new Start(folder, [], {
      DATABASE_URL: url,
      TEMPORAL_ADDRESS: address,
      TEMPORAL_NAMESPACE: namespace,
      TEMPORAL_TASK_QUEUE: `launcher-${crypto.randomUUID()}`,
    });
    await start.runs();
    expect(running(folder)).toEqual(['Worker', 'Gateway']);
    expect(start.output).not.toContain('foyer-demo');
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    expect((await client.query('select email from agent')).rows).toEqual([]);
    await client.end();
    await start.stop();
    await drop();
  });

  it('takes the next port when nobody asked for one, and says that a wished one is taken', async () => {
    const other = createServer((socket) => socket.destroy());
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as { port: number };
    const start = new Start(newFolder(), [], { FOYER_PORT: String(port) });
    expect(await start.ended).toBe(1);
    expect(start.output).toContain(`Port ${port} (FOYER_PORT) is taken by another program`);
    await new Promise((resolve) => other.close(resolve));
  });

  it('lists every wrong setting before it starts anything', async () => {
    const folder = newFolder();
    const start = new Start(folder, [], { FOYER_PORT: 'seven', TEMPORAL_ADDRESS: 'nowhere' });
    expect(await start.ended).toBe(1);
    expect(start.output).toMatch(/TEMPORAL_ADDRESS: must be host:port/);
    expect(start.output).toMatch(/FOYER_PORT: /);
    expect(start.output).not.toContain('PostgreSQL ...');
  });

  it('says that a database given to it does not answer', async () => {
    const start = new Start(newFolder(), [], { DATABASE_URL: 'postgresql://foyer:hunter2@127.0.0.1:1/foyer' });
    expect(await start.ended).toBe(1);
    expect(start.output).toContain('The database that DATABASE_URL names cannot be used');
    expect(start.output).not.toContain('hunter2');
  });
});

describe('the command line', () => {
  it('has a help text', async () => {
    const start = new Start(newFolder(), ['--help']);
    expect(await start.ended).toBe(0);
    expect(start.output).toContain('npm start -- --fresh');
  });

  it('refuses what it does not know', async () => {
    const start = new Start(newFolder(), ['--frehs']);
    expect(await start.ended).toBe(1);
    expect(start.output).toContain('--frehs');
  });
});
