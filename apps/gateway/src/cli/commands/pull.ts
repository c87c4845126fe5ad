import { writeFile } from 'node:fs/promises';
import type { Api } from '../api.ts';
import { CliError, EXIT, type Outcome } from '../outcome.ts';

/** Prints or writes a version's definition, as `push` takes it. */
export async function pull(
  api: Api,
  name: string,
  { version: wanted, out }: { version?: number; out?: string },
): Promise<Outcome> {
  const version = await api.version(name, wanted);
  const definition = await api.definition(version);
  const text = JSON.stringify(definition, null, 2);
  if (out === undefined) return { code: EXIT.ok, text, json: definition };
  await writeFile(out, `${text}\n`).catch((error: NodeJS.ErrnoException) => {
    throw new CliError(`${out} cannot be written (${error.code})`);
  });
  const done = { version: version.version, file: out };
  return { code: EXIT.ok, text: `Version ${done.version} is in ${out}`, json: done };
}
