import type { PlaybookPublished } from '#libs/contracts';
import type { Api } from '../api.ts';
import { readJson } from '../json-file.ts';
import { EXIT, type Outcome } from '../outcome.ts';

/** Publishes the playbook in a file; it is active nowhere by that. */
export async function push(api: Api, file: string): Promise<Outcome> {
  const published = await api.send<PlaybookPublished>('POST', '/playbooks', await readJson(file));
  return { code: EXIT.ok, text: `Published as version ${published.version}`, json: published };
}
