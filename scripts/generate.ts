/**
 * `npm run generate` writes the files that are made from code; with `--check` it only tells which are out of date.
 * The OpenAPI document comes from the built gateway (`nest build`), whose classes need their decorators compiled.
 */
import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { playbookJsonSchema } from '#libs/playbook';
import {
  appendRulesTable,
  codesTable,
  figuresTable,
  limitsTable,
  problemCodesTable,
  searchAttributesTable,
  settingsTable,
} from './tables.ts';

/** Each file with what makes it, from what it is now. */
const GENERATED: Record<string, (written: string) => string | Promise<string>> = {
  'docs/openapi.json': openApiDocument,
  'docs/playbook.schema.json': () => asFile(playbookJsonSchema()),
  'docs/PROTOCOL.md': (written) =>
    withTables(written, { 'error codes': codesTable, 'append rules': appendRulesTable, limits: limitsTable }),
  'docs/REPORTS.md': (written) => withTables(written, { figures: figuresTable }),
  'docs/PLAYBOOKS.md': (written) => withTables(written, { 'problem codes': problemCodesTable }),
  'docs/OPERATIONS.md': (written) =>
    withTables(written, { settings: settingsTable, 'search attributes': searchAttributesTable }),
};

const checkOnly = process.argv.includes('--check');

for (const [file, make] of Object.entries(GENERATED)) {
  const written = await readFile(file, 'utf8').catch(() => '');
  const fresh = await make(written);
  if (written === fresh) continue;
  if (checkOnly) process.exitCode = 1;
  else await writeFile(file, fresh);
  console.log(checkOnly ? `${file} is out of date: run npm run generate` : `wrote ${file}`);
}

function asFile(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

async function openApiDocument(): Promise<string> {
  const program = 'dist/apps/gateway/src/commands/print-openapi.js';
  const { stdout } = await promisify(execFile)(process.execPath, [program], { maxBuffer: 64 << 20 });
  return asFile(JSON.parse(stdout));
}

/** Puts each table between its marks, `<!-- generated: name -->` and `<!-- end: name -->`. */
function withTables(page: string, tables: Record<string, () => string>): string {
  return Object.entries(tables).reduce((text, [name, table]) => {
    const [begin, end] = [`<!-- generated: ${name} -->`, `<!-- end: ${name} -->`];
    const [before, rest] = text.split(begin);
    const after = rest?.split(end)[1];
    if (before === undefined || after === undefined) throw new Error(`no marks for the table "${name}"`);
    return `${before}${begin}\n${table()}\n${end}${after}`;
  }, page);
}
