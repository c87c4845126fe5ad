/**
 * `npm run generate` writes the files that are made from code; with `--check` it only tells which are out of date.
 * The OpenAPI document comes from the built gateway (`nest build`), whose classes need their decorators compiled.
 */
import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { z } from 'zod';
import { playbookDefinitionSchema } from '#libs/contracts';

const GENERATED: Record<string, () => unknown> = {
  'docs/openapi.json': openApiDocument,
  // `input`: what an admin may write, so that fields with a default may be left out
  'docs/playbook.schema.json': () => z.toJSONSchema(playbookDefinitionSchema, { io: 'input' }),
};

const checkOnly = process.argv.includes('--check');

for (const [file, make] of Object.entries(GENERATED)) {
  const fresh = `${JSON.stringify(await make(), null, 2)}\n`;
  const written = await readFile(file, 'utf8').catch(() => '');
  if (written === fresh) continue;
  if (checkOnly) process.exitCode = 1;
  else await writeFile(file, fresh);
  console.log(checkOnly ? `${file} is out of date: run npm run generate` : `wrote ${file}`);
}

async function openApiDocument(): Promise<unknown> {
  const program = 'dist/apps/gateway/src/commands/print-openapi.js';
  const { stdout } = await promisify(execFile)(process.execPath, [program], { maxBuffer: 64 << 20 });
  return JSON.parse(stdout);
}
