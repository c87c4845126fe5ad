import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const root = process.cwd();

/** A small house in which every room has a door and something behind it. */
const HOUSE: Record<string, string> = {
  'libs/contracts/index.ts': `export * from './process/index.ts';`,
  'libs/contracts/process/index.ts': 'export const PHASES = [];',
  'libs/contracts/inside.ts': 'export const inside = 1;',
  'libs/config/index.ts': 'export const loadConfig = 1;',
  'libs/playbook/index.ts': `import { PHASES } from '#libs/contracts'; export const step = PHASES;`,
  'libs/database/index.ts': `import '@mikro-orm/postgresql'; export const openDatabase = 1;`,
  'libs/outbound/index.ts': 'export const destinationOf = 1;',
  'libs/transcript/index.ts': `import '#libs/contracts'; export const asText = 1;`,
  'libs/services/index.ts': 'export const startPostgres = 1;',
  'libs/testing/index.ts': `import '#libs/services'; export const startStack = 1;`,
  'workflows/index.ts': `import '@temporalio/workflow'; import '#libs/contracts/process'; export const visitorSession = 1;`,
  'workflows/signals/index.ts': 'export const visitorMessage = 1;',
  'activities/index.ts': `import '#libs/database'; import '#libs/contracts'; export const createSessionActivities = 1;`,
  'activities/f.ts': 'export const f = 1;',
  'activities/g.ts': `import { f } from './f.ts'; export const g = () => f;`,
  'activities/session.spec.ts': `import '#libs/testing'; import '#libs/playbook'; import './index.ts';`,
  'apps/gateway/src/main.ts': `import '#workflows/signals'; import '#libs/database'; import '#libs/config'; export const gateway = 1;`,
  'apps/worker/src/main.ts': `import '#workflows'; import '#activities'; export const worker = 1;`,
  'apps/launcher/src/main.ts': `import '#libs/services'; import live from '../../../playbooks/live-chat.json'; export { live };`,
  'apps/inbox/src/main.ts': `import { PHASES } from '#libs/contracts'; export const inbox = PHASES;`,
  'apps/widget/src/main.ts': `import type { PHASES } from '#libs/contracts'; export type Phases = typeof PHASES;`,
  'playbooks/live-chat.json': '{}',
  'bench/main.ts': `import '#libs/testing'; import '#libs/services'; export {};`,
};

/** For each rule, imports that must not pass: [file, its source]. */
const VIOLATIONS: Record<string, [file: string, source: string][]> = {
  'room-libs-contracts': [['libs/contracts/a.ts', `import '#libs/playbook';`]],
  'room-libs-config': [['libs/config/a.ts', `import '#libs/database';`]],
  'room-libs-playbook': [['libs/playbook/a.ts', `import '#libs/database';`]],
  'room-libs-outbound': [['libs/outbound/a.ts', `import '#libs/contracts';`]],
  'room-libs-database': [['libs/database/a.ts', `import '#activities';`]],
  'room-libs-transcript': [['libs/transcript/a.ts', `import '#libs/database';`]],
  'room-libs-services': [['libs/services/a.ts', `import '#libs/database';`]],
  'room-workflows': [
    ['workflows/a.ts', `import '#libs/contracts';`],
    ['workflows/b.ts', `import type { step } from '#libs/playbook'; export type S = typeof step;`],
  ],
  'room-activities': [['activities/a.ts', `import '#workflows';`]],
  'room-apps-gateway': [
    ['apps/gateway/src/a.ts', `import '#workflows';`],
    ['apps/gateway/src/b.ts', `import '#activities';`],
  ],
  'room-apps-worker': [['apps/worker/src/a.ts', `import '#libs/playbook';`]],
  'room-apps-launcher': [['apps/launcher/src/a.ts', `import '#workflows';`]],
  'room-apps-inbox': [['apps/inbox/src/a.ts', `import '#libs/playbook';`]],
  'room-apps-widget': [['apps/widget/src/a.ts', `import type { s } from '#libs/playbook'; export type T = typeof s;`]],
  'no-app-import': [
    ['libs/testing/a.ts', `import '../../apps/gateway/src/main.ts';`],
    ['apps/worker/src/b.ts', `import '../../gateway/src/main.ts';`],
    ['activities/a.spec.ts', `import '../apps/worker/src/main.ts';`],
  ],
  'through-the-door': [
    ['activities/b.ts', `import '../libs/contracts/inside.ts';`],
    ['activities/b.spec.ts', `import '../libs/contracts/inside.ts';`],
  ],
  'services-for-launcher-and-tests': [
    ['apps/gateway/src/c.ts', `import '#libs/services';`],
    ['activities/c.spec.ts', `import '#libs/services';`],
  ],
  'config-for-apps': [['activities/d.ts', `import '#libs/config';`]],
  'testing-for-tests': [['activities/e.ts', `import '#libs/testing';`]],
  'widget-types-only': [['apps/widget/src/b.ts', `import { PHASES } from '#libs/contracts'; export const p = PHASES;`]],
  'browser-safe': [
    ['libs/playbook/b.ts', `import 'node:fs';`],
    ['apps/inbox/src/b.ts', `import 'node:fs';`],
  ],
  'workflow-safe': [['workflows/c.ts', `import 'zod';`]],
  'workflow-safe-of-node': [['workflows/d.ts', `import 'node:crypto';`]],
  'engine-is-pure': [['libs/playbook/c.ts', `import '@temporalio/workflow';`]],
  'sql-in-database': [['apps/gateway/src/d.ts', `import '@mikro-orm/core';`]],
  'no-circular': [['activities/f.ts', `import { g } from './g.ts'; export const f = () => g;`]],
  resolvable: [['activities/h.ts', `import './nowhere.ts';`]],
  'declared-package': [['activities/i.ts', `import 'semver';`]],
  'no-dev-package-in-production': [['apps/gateway/src/e.ts', `import 'preact';`]],
};

let house: string;

beforeAll(async () => {
  house = await mkdtemp(join(tmpdir(), 'foyer-walls-'));
  for (const file of ['package.json', 'tsconfig.json', '.dependency-cruiser.mjs'])
    await copyFile(join(root, file), join(house, file));
  await symlink(join(root, 'node_modules'), join(house, 'node_modules'));
  for (const [file, source] of Object.entries(HOUSE)) await put(file, source);
});

afterAll(() => rm(house, { recursive: true, force: true }));

async function put(file: string, source: string): Promise<void> {
  await mkdir(dirname(join(house, file)), { recursive: true });
  await writeFile(join(house, file), `${source}\n`);
}

/** Runs the walls' own command line over the house; answers what was violated as "rule < file". */
async function violated(): Promise<string[]> {
  const depcruise = join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
  const rooms = ['apps', 'workflows', 'activities', 'libs', 'bench'];
  const { stdout, stderr } = await promisify(execFile)(
    process.execPath,
    [depcruise, '--config', '.dependency-cruiser.mjs', '--output-type', 'json', ...rooms],
    { cwd: house, maxBuffer: 64 << 20 },
  ).catch((failed: { stdout: string; stderr: string }) => failed);
  if (stdout === '') throw new Error(stderr);
  const { summary } = JSON.parse(stdout) as {
    summary: { violations: { rule: { name: string }; from: string }[] };
  };
  return summary.violations.map(({ rule, from }) => `${rule.name} < ${from}`);
}

describe('the walls', () => {
  test('let everything pass that the design allows', async () => {
    expect(await violated()).toEqual([]);
  });

  test('cover every rule with an example', async () => {
    const { default: config } = (await import(join(root, '.dependency-cruiser.mjs'))) as {
      default: { forbidden: { name: string }[] };
    };
    expect(Object.keys(VIOLATIONS).sort()).toEqual(config.forbidden.map((rule) => rule.name).sort());
  });

  test('name the rule and the file of every import that is not allowed', async () => {
    const examples = Object.entries(VIOLATIONS).flatMap(([rule, files]) => files.map((file) => ({ rule, file })));
    for (const { file } of examples) await put(...file);
    const found = await violated();
    const missed = examples.map(({ rule, file }) => `${rule} < ${file[0]}`).filter((each) => !found.includes(each));
    expect(missed).toEqual([]);
  });
});
