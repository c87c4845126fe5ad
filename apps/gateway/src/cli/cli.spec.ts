import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { PlaybookSummary, Simulation } from '#libs/contracts';
import { PASSWORD, startGateway, type TestGateway } from '../../test/harness.ts';
import { smallPlaybook, testedPlaybook } from '../../test/playbooks.ts';
import { run } from './program.ts';

let gateway: TestGateway;
let folder: string;
beforeAll(async () => {
  gateway = await startGateway();
  folder = await mkdtemp(join(tmpdir(), 'foyer-cli-'));
});
afterAll(async () => {
  await gateway.close();
  await rm(folder, { recursive: true });
});

/** As it is built, like the operators' other commands. */
const PROGRAM = 'dist/apps/gateway/src/cli/main.js';

interface Ran {
  code: number;
  out: string;
  err: string;
}

/** The command line in a process of its own; by default as an admin of the gateway. */
async function foyer(args: string[], env: Record<string, string> = {}): Promise<Ran> {
  const given = { PATH: process.env.PATH ?? '', FOYER_URL: gateway.url, FOYER_TOKEN: gateway.admin.token, ...env };
  return promisify(execFile)(process.execPath, [PROGRAM, ...args], { env: given }).then(
    ({ stdout, stderr }) => ({ code: 0, out: stdout, err: stderr }),
    (failed: { code: number; stdout: string; stderr: string }) => ({
      code: failed.code,
      out: failed.stdout,
      err: failed.stderr,
    }),
  );
}
/** The same in this process, for what does not need one of its own. */
async function here(args: string[], env: Record<string, string> = {}): Promise<Ran> {
  const [out, err]: [string[], string[]] = [[], []];
  const given = { FOYER_URL: gateway.url, FOYER_TOKEN: gateway.admin.token, ...env };
  const code = await run(args, { env: given, out: (text) => out.push(text), err: (text) => err.push(text) });
  return { code, out: out.join(''), err: err.join('') };
}
/** Without any server. */
const offline = (...args: string[]) =>
  foyer(['playbook', ...args], { FOYER_URL: 'http://127.0.0.1:1', FOYER_TOKEN: '' });
const online = (...args: string[]) => foyer(['playbook', ...args]);

async function file(name: string, content: unknown): Promise<string> {
  const at = join(folder, name);
  await writeFile(at, typeof content === 'string' ? content : JSON.stringify(content));
  return at;
}
const newest = async (name: string): Promise<PlaybookSummary | undefined> =>
  (await gateway.database.database.playbooks.list()).find((playbook) => playbook.name === name);

describe('playbook validate', () => {
  it('is content with a good one, and runs its tests', async () => {
    const good = await file('good.json', testedPlaybook('Good', 'How can we help?'));
    expect(await offline('validate', good)).toEqual({
      code: 0,
      out: `ok      Greets\n${good} is valid\n`,
      err: '',
    });
    const { code, out } = await offline('validate', good, '--json');
    expect([code, JSON.parse(out)]).toEqual([
      0,
      { problems: [], tests: [{ name: 'Greets', ok: true, failure: null }] },
    ]);
  });

  it('tells problems, and tests that fail, with exit code 1', async () => {
    const broken = await file('broken.json', smallPlaybook({ start: 'nowhere' }));
    const problems = await offline('validate', broken);
    expect([problems.code, problems.err]).toEqual([1, '']);
    expect(problems.out).toMatch(/^start: .+ \(start_missing\)$/m);
    const failing = await file('failing.json', testedPlaybook('Failing', 'Good morning'));
    const tests = await offline('validate', failing);
    expect(tests.code).toBe(1);
    expect(tests.out).toMatch(/^FAILED {2}Greets: .+Good morning/m);
  });

  it.each([
    ['no file', ['playbook', 'validate'], 'missing required argument'],
    ['a file that is not there', ['playbook', 'validate', 'nowhere.json'], 'nowhere.json cannot be read (ENOENT)'],
    ['an unknown option', ['playbook', 'validate', 'x', '--loud'], 'unknown option'],
    ['an unknown command', ['playbook', 'dance'], 'unknown command'],
    ['no command', [], 'Usage: foyer'],
    ['a version that is no number', ['playbook', 'pull', 'x', '--version', '1.5'], 'whole number'],
    ['no site', ['playbook', 'activate', 'x'], '--site'],
    ['no script', ['playbook', 'simulate', 'x'], '--script'],
  ])('wrong use is exit code 2: %s', async (_, args, words) => {
    const { code, out, err } = await here(args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(words);
  });

  it('wrong use is the exit code of the process too', async () => {
    expect(await foyer(['playbook', 'dance'])).toMatchObject({ code: 2, out: '' });
  });

  it('a file that is not JSON is exit code 2, as JSON where that was asked for', async () => {
    const notes = await file('notes.txt', 'hello');
    expect(await offline('validate', notes)).toMatchObject({ code: 2, err: expect.stringContaining('is not JSON') });
    const { code, out, err } = await offline('validate', notes, '--json');
    expect([code, err]).toEqual([2, '']);
    expect(JSON.parse(out).error).toContain('is not JSON');
  });

  it('help is exit code 0', async () => {
    const { code, out } = await foyer(['playbook', '--help']);
    expect(code).toBe(0);
    for (const name of ['validate', 'simulate', 'push', 'pull', 'diff', 'activate']) expect(out).toContain(name);
  });
});

describe('playbook simulate', () => {
  const steps = [{ choose: 'mail' }, { visitor: 'ana@example.com' }, { expect: { phase: 'closed' } }];

  it('walks the script without a server', async () => {
    const [playbook, script] = [await file('walk.json', smallPlaybook()), await file('script.json', { steps })];
    const { code, out, err } = await offline('simulate', playbook, '--script', script);
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('bot      How can we help? [mail] [nothing]');
    expect(out).toContain('result   lead “Lead ana@example.com”');
    const json = await offline('simulate', playbook, '--script', script, '--json');
    expect(JSON.parse(json.out) as Simulation).toMatchObject({ ok: true, phase: 'closed' });
  });

  it('an expectation that does not hold is exit code 1', async () => {
    const playbook = await file('walk.json', smallPlaybook());
    const script = await file('wrong.json', { steps: [{ expect: { card: 'bye' } }] });
    const { code, out } = await offline('simulate', playbook, '--script', script);
    expect(code).toBe(1);
    expect(out).toContain('Step 1');
  });

  it('a playbook with problems is exit code 1, a script that is none exit code 2', async () => {
    const [good, broken] = [await file('a.json', smallPlaybook()), await file('b.json', smallPlaybook({ start: 'x' }))];
    const [script, none] = [await file('c.json', { steps }), await file('d.json', { steps: [{ dance: 1 }] })];
    expect((await offline('simulate', broken, '--script', script)).code).toBe(1);
    const wrong = await offline('simulate', good, '--script', none);
    expect([wrong.code, wrong.out]).toMatchObject([2, expect.stringContaining('steps[0]')]);
  });
});

describe('with a server', () => {
  it('push, diff, pull and activate: a playbook’s way from a file to a site and back', async () => {
    const name = 'By the way';
    const first = await file('first.json', smallPlaybook({ name }));
    const second = await file('second.json', smallPlaybook({ name, description: 'Better' }));
    expect(await online('push', first)).toEqual({ code: 0, out: 'Published as version 1\n', err: '' });
    expect(await online('diff', first)).toEqual({ code: 0, out: 'The same as version 1\n', err: '' });
    const different = await online('diff', second);
    expect([different.code, different.out]).toMatchObject([1, expect.stringMatching(/^description: /)]);
    const json = await online('diff', second, '--against', name, '--json');
    expect([json.code, JSON.parse(json.out)]).toMatchObject([
      1,
      { version: 1, differences: [{ path: 'description', change: 'added' }] },
    ]);
    expect(JSON.parse((await online('push', second, '--json')).out)).toMatchObject({ version: 2 });

    const out = join(folder, 'pulled.json');
    expect((await online('pull', name, '--out', out)).code).toBe(0);
    expect(JSON.parse(await readFile(out, 'utf8'))).toMatchObject({ name, description: 'Better' });
    expect((await online('diff', out)).code).toBe(0);
    const printed = await online('pull', name, '--version', '1');
    expect(JSON.parse(printed.out)).not.toHaveProperty('description');

    expect(await online('activate', name, '--site', 'Shop')).toMatchObject({
      code: 0,
      out: `Version 2 of "${name}" is active on Shop\n`,
    });
    expect((await newest(name))?.activeOn).toMatchObject([{ siteName: 'Shop', version: 2 }]);
    expect((await online('activate', name, '--version', '1', '--site', gateway.site.id)).code).toBe(0);
    expect((await newest(name))?.activeOn).toMatchObject([{ siteName: 'Shop', version: 1 }]);
  });

  it('what the server finds wrong with the playbook is exit code 1, and it is told', async () => {
    const name = 'Never there';
    const failing = await here(['playbook', 'push', await file('failing.json', testedPlaybook(name, 'Good morning'))]);
    expect([failing.code, failing.out]).toEqual([1, '']);
    expect(failing.err).toContain('Tests of the playbook fail');
    expect(failing.err).toContain('Greets');
    const broken = await here([
      'playbook',
      'push',
      await file('broken.json', smallPlaybook({ name, start: 'x' })),
      '--json',
    ]);
    expect([broken.code, JSON.parse(broken.out)]).toMatchObject([1, { problem: { code: 'invalid_playbook' } }]);
    expect(await newest(name)).toBeUndefined();
  });

  it.each([
    ['an unknown playbook', ['pull', 'Nobody’s'], 'There is no playbook "Nobody’s"'],
    ['an unknown version', ['pull', 'Live Chat', '--version', '99'], 'has no version 99'],
    ['an unknown site', ['activate', 'Live Chat', '--site', 'Nowhere'], 'There is no site "Nowhere"'],
  ])('%s is exit code 2', async (_, args, words) => {
    const { code, err } = await here(['playbook', ...args]);
    expect([code, err]).toMatchObject([2, expect.stringContaining(words)]);
  });

  it('signs in with e-mail and password, and says who may not', async () => {
    const pull = (env: Record<string, string>, ...more: string[]) =>
      here(['playbook', 'pull', 'Live Chat', ...more], { FOYER_TOKEN: '', ...env });
    expect((await pull({ FOYER_PASSWORD: PASSWORD }, '--email', gateway.admin.email)).code).toBe(0);
    expect((await pull({}, '--token', gateway.admin.token)).code).toBe(0);
    const refused = [
      await pull({}),
      await pull({ FOYER_PASSWORD: 'wrong' }, '--email', gateway.admin.email),
      await pull({ FOYER_PASSWORD: PASSWORD }, '--email', gateway.ana.email),
      await pull({}, '--token', 'nobody'),
    ];
    expect(refused.map(({ code, out }) => [code, out])).toEqual(refused.map(() => [2, '']));
    expect(refused.map(({ err }) => err)).toMatchObject([
      expect.stringContaining('FOYER_TOKEN'),
      expect.stringContaining('wrong'),
      expect.stringContaining('may not'),
      expect.stringContaining('Sign in'),
    ]);
  });

  it('a server that does not answer is exit code 2', async () => {
    const { code, err } = await here(['playbook', 'pull', 'Live Chat', '--url', 'http://127.0.0.1:1']);
    expect([code, err]).toEqual([2, 'http://127.0.0.1:1 does not answer\n']);
  });
});
