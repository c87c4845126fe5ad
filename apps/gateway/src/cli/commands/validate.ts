import type { TestOutcome, Validation } from '#libs/contracts';
import { runTests, validatePlaybook } from '#libs/playbook';
import { readJson } from '../json-file.ts';
import { EXIT, type Outcome, problemLines } from '../outcome.ts';

const testLines = (tests: readonly TestOutcome[]): string =>
  tests.map(({ name, ok, failure }) => (ok ? `ok      ${name}` : `FAILED  ${name}: ${failure}`)).join('\n');

/** All problems of the playbook in a file; where there are none, its own tests. Asks no server. */
export async function validate(file: string): Promise<Outcome> {
  const checked = validatePlaybook(await readJson(file));
  const found: Validation = checked.ok
    ? { problems: [], tests: runTests(checked.definition) }
    : { problems: checked.problems, tests: [] };
  const failed = found.tests.filter(({ ok }) => !ok).length;
  const good = found.problems.length === 0 && failed === 0;
  const sum = found.problems.length > 0 ? `${found.problems.length} problems` : `${failed} tests fail`;
  const lines = [problemLines(found.problems), testLines(found.tests), good ? `${file} is valid` : sum];
  return { code: good ? EXIT.ok : EXIT.found, text: lines.filter((line) => line !== '').join('\n'), json: found };
}
