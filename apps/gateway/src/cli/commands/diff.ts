import { diffPlaybooks, validatePlaybook } from '#libs/playbook';
import type { Api } from '../api.ts';
import { readJson } from '../json-file.ts';
import { EXIT, type Outcome, problemLines } from '../outcome.ts';

/** How the playbook in a file differs from the newest version on the server. */
export async function diff(api: Api, file: string, { against }: { against?: string }): Promise<Outcome> {
  const checked = validatePlaybook(await readJson(file));
  if (!checked.ok)
    return { code: EXIT.found, text: problemLines(checked.problems), json: { problems: checked.problems } };
  const { definition } = checked;
  const version = await api.version(against ?? definition.name, undefined);
  const differences = diffPlaybooks(await api.definition(version), definition);
  const lines = differences.map(({ path, sentence }) => `${path}: ${sentence}`);
  const same = differences.length === 0;
  return {
    code: same ? EXIT.ok : EXIT.found,
    text: same ? `The same as version ${version.version}` : lines.join('\n'),
    json: { version: version.version, differences },
  };
}
