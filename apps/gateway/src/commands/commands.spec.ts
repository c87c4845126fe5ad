import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { createTestDatabase, type TestDatabase } from '#libs/testing';

const ADMIN = {
  FOYER_ADMIN_EMAIL: 'ada@shop.example',
  FOYER_ADMIN_NAME: 'Ada Admin',
  FOYER_ADMIN_PASSWORD: 'long enough, surely',
};
const SITE = { FOYER_SITE_NAME: 'Shop', FOYER_SITE_ORIGINS: 'https://shop.example, https://www.shop.example' };

let test: TestDatabase;

beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.close());

/** Runs a built command as an operator does: settings from the environment, words and an exit code as the answer. */
async function run(command: string, settings: Record<string, string>): Promise<{ code: number; words: string }> {
  const env = {
    DATABASE_URL: test.url,
    FOYER_TOKEN_SECRET: 'only-for-tests-only-for-tests-only-for-tests',
    FOYER_PUBLIC_URL: 'https://chat.example',
    ...settings,
  };
  const program = `dist/apps/gateway/src/commands/${command}.js`;
  return promisify(execFile)(process.execPath, [program], { env }).then(
    ({ stdout }) => ({ code: 0, words: stdout }),
    (failed: { code: number; stderr: string }) => ({ code: failed.code, words: failed.stderr }),
  );
}

describe('the operators’ commands', () => {
  it('migrate as often as they are asked to', async () => {
    expect(await run('migrate', {})).toEqual({ code: 0, words: 'The schema is up to date.\n' });
    expect(await run('migrate', {})).toMatchObject({ code: 0 });
  });

  it('make keys for Web Push that the settings take', async () => {
    const { code, words } = await run('make-vapid-keys', {});
    expect(code).toBe(0);
    expect(
      await run(
        'migrate',
        Object.fromEntries(
          words
            .trim()
            .split('\n')
            .map((line) => line.split('=')),
        ),
      ),
    ).toMatchObject({ code: 0 });
  });

  it('say everything that is missing or wrong at once, and store nothing', async () => {
    const missing = await run('create-admin', { FOYER_ADMIN_NAME: '' });
    expect(missing).toEqual({
      code: 1,
      words: 'FOYER_ADMIN_EMAIL: is required\nFOYER_ADMIN_NAME: is required\nFOYER_ADMIN_PASSWORD: is required\n',
    });
    const short = await run('create-admin', { ...ADMIN, FOYER_ADMIN_PASSWORD: 'short' });
    expect(short).toMatchObject({ code: 1, words: expect.stringContaining('FOYER_ADMIN_PASSWORD') });
    expect(short.words).not.toContain('short');
    const path = await run('create-site', { ...SITE, FOYER_SITE_ORIGINS: 'https://shop.example/path' });
    expect(path).toMatchObject({ code: 1, words: expect.stringContaining('FOYER_SITE_ORIGINS') });
    const file = await run('create-site', { ...SITE, FOYER_SITE_PLAYBOOK: 'playbooks/nowhere.json' });
    expect(file).toMatchObject({ code: 1, words: expect.stringContaining('FOYER_SITE_PLAYBOOK') });
    expect(await test.database.agents.list()).toEqual([]);
    expect(await test.database.sites.list()).toEqual([]);
  });

  it('create the first admin, once', async () => {
    expect(await run('create-admin', ADMIN)).toMatchObject({ code: 0 });
    expect(await run('create-admin', ADMIN)).toEqual({ code: 1, words: 'FOYER_ADMIN_EMAIL: exists already\n' });
    expect(await test.database.agents.list()).toMatchObject([{ email: ADMIN.FOYER_ADMIN_EMAIL, role: 'admin' }]);
  });

  it('create a site with an active playbook, and print what to embed', async () => {
    const { code, words } = await run('create-site', SITE);
    const [site] = await test.database.sites.list();
    expect(code).toBe(0);
    expect(words).toBe(`<script async src="https://chat.example/widget/loader.js" data-site="${site?.id}"></script>\n`);
    expect(site).toMatchObject({
      origins: ['https://shop.example', 'https://www.shop.example'],
      defaultLanguage: 'en',
    });
    expect(site?.activeVersionId).not.toBeNull();
  });
});
