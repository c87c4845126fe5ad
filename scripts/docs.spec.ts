import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ERROR_CODES, SEARCH_ATTRIBUTES } from '#libs/contracts';
import { validatePlaybook } from '#libs/playbook';

const read = (file: string): Promise<string> => readFile(file, 'utf8');
const found = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map((match) => match[1]!);
const unique = (values: string[]): string[] => [...new Set(values)].sort();

async function pages(): Promise<string[]> {
  const inDocs = await readdir('docs', { recursive: true });
  return [
    'README.md',
    'CONTRIBUTING.md',
    ...inDocs.filter((name) => name.endsWith('.md')).map((name) => `docs/${name}`),
  ];
}

describe('the documentation', () => {
  test('links to files that exist', async () => {
    const broken: string[] = [];
    for (const page of await pages()) {
      const targets = found(await read(page), /\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)/g);
      broken.push(...targets.filter((to) => !existsSync(join(dirname(page), to))).map((to) => `${page}: ${to}`));
    }
    expect(broken).toEqual([]);
  });

  test('names files that exist', async () => {
    const missing: string[] = [];
    for (const page of await pages()) {
      const named = found(
        await read(page),
        /`((?:apps|libs|workflows|activities|scripts|playbooks|docker)\/[\w./-]+)`/g,
      );
      missing.push(...named.filter((path) => !existsSync(path)).map((path) => `${page}: ${path}`));
    }
    expect(missing).toEqual([]);
  });

  test('names scripts that package.json has', async () => {
    const { scripts } = JSON.parse(await read('package.json')) as { scripts: Record<string, string> };
    const named: string[] = [];
    for (const page of await pages()) named.push(...found(await read(page), /npm run ([\w:]+)/g));
    expect(unique(named).filter((name) => !(name in scripts))).toEqual([]);
  });

  test('shows a playbook that is valid', async () => {
    const example = found(await read('docs/PLAYBOOKS.md'), /```json\n([\s\S]*?)```/g)[0]!;
    expect(validatePlaybook(JSON.parse(example))).toMatchObject({ ok: true });
  });

  test('names error codes that exist', async () => {
    const named = found(await read('docs/OPERATIONS.md'), /^\| `([a-z_]+)` /gm);
    expect(named.filter((code) => !(code in ERROR_CODES))).toEqual([]);
  });
});

describe('the production stack', () => {
  test('asks for exactly the secrets that .env.example lists', async () => {
    const required = unique(found(await read('docker-compose.yml'), /\$\{(\w+):\?/g));
    const listed = unique(found(await read('.env.example'), /^(\w+)=/gm));
    expect(listed).toEqual(required);
  });

  test('has no default for a secret, and no value in .env.example', async () => {
    const compose = await read('docker-compose.yml');
    expect(found(compose, /\$\{(\w*(?:PASSWORD|SECRET|KEY)\w*):?-/g)).toEqual([]);
    expect(found(await read('.env.example'), /^(\w+=.+)$/gm)).toEqual([]);
  });

  test('creates the search attributes that workflows write', async () => {
    const script = await read('docker/temporal/create-namespace.sh');
    const created = found(script, /(\w+:(?:Keyword|Int))\b/g);
    const types = { KEYWORD: 'Keyword', INT: 'Int' };
    expect(unique(created)).toEqual(
      unique(Object.entries(SEARCH_ATTRIBUTES).map(([name, type]) => `${name}:${types[type]}`)),
    );
  });

  test('runs programs that are built from the sources', async () => {
    const programs = found(
      `${await read('docker-compose.yml')}${await read('docs/OPERATIONS.md')}`,
      /dist\/(\S+?)\.js/g,
    );
    expect(unique(programs).filter((program) => !existsSync(`${program}.ts`))).toEqual([]);
  });
});
