/**
 * The walls of the house (docs/ARCHITECTURE.md, "Rooms and doors"). A room is a folder; its door is its `index.ts`.
 * `npm run walls` fails on every import that is not allowed here; `scripts/walls.spec.ts` shows each rule failing.
 */

/** Rooms, and through which other rooms' doors each may go. Specs may enter every room that is not an app. */
const MAY_IMPORT = {
  'libs/contracts': [],
  'libs/config': ['libs/contracts'],
  'libs/playbook': ['libs/contracts'],
  'libs/outbound': [],
  'libs/database': ['libs/contracts', 'libs/playbook'],
  'libs/services': ['libs/contracts'],
  'libs/transcript': ['libs/contracts'],
  workflows: ['libs/contracts/process'],
  activities: ['libs/database', 'libs/contracts', 'libs/playbook', 'libs/outbound', 'libs/transcript'],
  'apps/gateway': [
    'workflows/signals',
    'libs/database',
    'libs/contracts',
    'libs/playbook',
    'libs/config',
    'libs/outbound',
    'libs/transcript',
  ],
  'apps/worker': ['workflows', 'activities', 'libs/database', 'libs/contracts', 'libs/config'],
  'apps/launcher': ['libs/services', 'libs/database', 'libs/contracts', 'libs/playbook', 'libs/config', 'playbooks'],
  'apps/inbox': ['libs/contracts'],
  'apps/widget': ['libs/contracts'],
};

/** Doors beside a room's `index.ts`: safe for workflow code and browsers, where the whole room is not. */
const SIDE_DOORS = [
  'libs/contracts/process',
  'libs/contracts/links',
  'libs/contracts/amend',
  'libs/contracts/preferences',
  'workflows/signals',
];

/** Tests, and what only they use. */
const SPEC = '(?:\\.spec\\.tsx?$|^apps/[^/]+/test/|^libs/playbook/(?:specs|session/test)/)';
/** What Vite runs, beside its sources. */
const BUILD_CONFIG = '^apps/[^/]+/[^/]+\\.config\\.ts$';
const ANY_ROOM = '^(?:(?:apps|libs)/[^/]+|workflows|activities|playbooks|bench|e2e|scripts)/';
const THIS_ROOM = '^((?:apps|libs)/[^/]+|workflows|activities|playbooks|bench|e2e|scripts)/';
const npm = (...names) => `node_modules/(?:${names.join('|')})(?:/|$)`;
const literally = (path) => path.replaceAll('.', '\\.');
const door = (path) =>
  path === 'playbooks'
    ? '^playbooks/[^/]+\\.json$'
    : `^${literally(path)}/${SIDE_DOORS.includes(path) ? 'index\\.ts$' : ''}`;

const roomRules = Object.entries(MAY_IMPORT).map(([room, others]) => ({
  name: `room-${room.replace('/', '-')}`,
  comment: `${room} may import ${others.join(', ') || 'no other room'}.`,
  severity: 'error',
  from: { path: `^${room}/`, pathNot: [SPEC, BUILD_CONFIG] },
  to: { path: ANY_ROOM, pathNot: [`^${room}/`, ...others.map(door)] },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    ...roomRules,
    {
      name: 'no-app-import',
      comment: 'Nobody imports an app; what two need lives in libs.',
      severity: 'error',
      from: { path: THIS_ROOM },
      to: { path: '^apps/', pathNot: '^$1/' },
    },
    {
      name: 'through-the-door',
      comment: "Nobody passes a room's door: import its index.ts, by its name (#libs/…, #workflows, #activities).",
      severity: 'error',
      from: { path: THIS_ROOM },
      to: {
        path: ANY_ROOM,
        pathNot: [
          '^$1/',
          '^apps/',
          '^libs/[^/]+/index\\.ts$',
          '^(?:workflows|activities)/index\\.ts$',
          '^playbooks/[^/]+\\.json$',
          ...SIDE_DOORS.map(door),
        ],
      },
    },
    {
      name: 'services-for-launcher-and-tests',
      comment: 'libs/services starts local services: only apps/launcher, libs/testing and bench use it.',
      severity: 'error',
      from: { path: '^', pathNot: '^(?:libs/services|apps/launcher|libs/testing|bench)/' },
      to: { path: '^libs/services/' },
    },
    {
      name: 'config-for-apps',
      comment: 'Settings are parsed once, by the apps; everything else gets what it needs handed in.',
      severity: 'error',
      from: { path: '^', pathNot: ['^(?:libs/config|libs/testing|apps|bench|e2e|scripts)/', SPEC] },
      to: { path: '^libs/config/' },
    },
    {
      name: 'testing-for-tests',
      comment: 'libs/testing is for specs, e2e and bench.',
      severity: 'error',
      from: { path: '^', pathNot: ['^(?:libs/testing|e2e|bench)/', SPEC] },
      to: { path: '^libs/testing/' },
    },
    {
      name: 'widget-types-only',
      comment:
        'The widget takes types only from contracts (import type), so that zod stays out of what websites embed; what a link is and what an edit does know no zod.',
      severity: 'error',
      from: { path: '^apps/widget/', pathNot: [SPEC, BUILD_CONFIG] },
      to: { path: '^libs/', pathNot: '^libs/contracts/(?:links|amend)/index\\.ts$', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'browser-safe',
      comment: 'Contracts, engine, inbox and widget run in a browser: nothing from Node.',
      severity: 'error',
      from: { path: '^(?:libs/contracts|libs/playbook|apps/inbox|apps/widget)/', pathNot: [SPEC, BUILD_CONFIG] },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'workflow-safe',
      comment: 'Workflow code is replayed: nothing but the Temporal workflow API.',
      severity: 'error',
      from: { path: '^(?:workflows|libs/contracts/process)/', pathNot: SPEC },
      to: { path: ['node_modules/'], pathNot: npm('@temporalio/workflow', '@temporalio/common') },
    },
    {
      name: 'workflow-safe-of-node',
      comment: 'Workflow code is replayed: nothing from Node.',
      severity: 'error',
      from: { path: '^(?:workflows|libs/contracts/process)/', pathNot: SPEC },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'engine-is-pure',
      comment: 'The engine has no I/O and no Temporal; it may use these packages only, all of them pure.',
      severity: 'error',
      from: { path: '^libs/playbook/', pathNot: SPEC },
      to: { path: 'node_modules/', pathNot: npm('zod', 'libphonenumber-js', 'luxon', '@types/luxon') },
    },
    {
      name: 'sql-in-database',
      comment: 'Statements live in libs/database; nobody else talks to PostgreSQL.',
      severity: 'error',
      from: { path: '^', pathNot: ['^(?:libs/database|libs/services|libs/testing|bench)/', SPEC] },
      to: { path: npm('@mikro-orm/[^/]+', 'pg', 'kysely', 'knex') },
    },
    {
      name: 'no-circular',
      comment: 'Two files that need each other at run time are one file, or need a third.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'resolvable',
      comment: 'An import that cannot be resolved would pass every other rule.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'declared-package',
      comment: 'Every package in use is in package.json. Jest brings its globals itself.',
      severity: 'error',
      from: {},
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'], pathNot: npm('@jest/globals') },
    },
    {
      name: 'no-dev-package-in-production',
      comment: 'What runs in production finds only "dependencies" installed. Local services are for other machines.',
      severity: 'error',
      from: {
        path: '^(?:apps/(?:gateway|worker)|workflows|activities|libs)/',
        pathNot: [SPEC, '^libs/(?:testing|services)/'],
      },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(?:^|/)dist/' },
    // types count as imports: a wall is about who knows whom
    tsPreCompilationDeps: true,
    // the `source` condition of package.json's imports leads to the TypeScript files
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['source', 'import', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
    },
    tsConfig: { fileName: 'tsconfig.json' },
  },
};
