import { type Entry, isHidden, type Simulation, scriptSchema } from '#libs/contracts';
import { validatePlaybook, simulate as walk } from '#libs/playbook';
import { jsonPath } from '../../http/problems.ts';
import { readJson } from '../json-file.ts';
import { EXIT, type Outcome, problemLines } from '../outcome.ts';

/** Walks the playbook in a file with the script in another. Asks no server. */
export async function simulate(file: string, { script: scriptFile }: { script: string }): Promise<Outcome> {
  const checked = validatePlaybook(await readJson(file));
  if (!checked.ok)
    return { code: EXIT.found, text: problemLines(checked.problems), json: { problems: checked.problems } };
  const script = scriptSchema.safeParse(await readJson(scriptFile));
  if (!script.success) {
    const problems = script.error.issues.map(({ path, code, message }) => ({ path: jsonPath(path), code, message }));
    return { code: EXIT.usage, text: `${scriptFile} is no script\n${problemLines(problems)}`, json: { problems } };
  }
  const simulation = walk(checked.definition, script.data);
  return { code: simulation.ok ? EXIT.ok : EXIT.found, text: linesOf(simulation), json: simulation };
}

function linesOf({ entries, results, fields, phase, card, endedAt, failure }: Simulation): string {
  const seen = entries.filter((entry): entry is Entry => !isHidden(entry));
  return [
    ...seen.map((entry) => `${entry.at}  ${entry.author.padEnd(7)}  ${saidIn(entry)}`),
    ...results.map(({ kind, title, at }) => `${at}  result   ${kind} “${title}”`),
    ...Object.entries(fields).map(([field, value]) => `${field} = ${value}`),
    `${endedAt}  ends in phase ${phase} on card ${card}`,
    ...(failure === null ? [] : [failure]),
  ].join('\n');
}

function saidIn(entry: Entry): string {
  if (entry.kind === 'message' || entry.kind === 'note') return entry.body.text;
  if (entry.kind === 'answer') return entry.body.skipped ? '(skipped)' : entry.body.text;
  if (entry.kind === 'phaseChanged') return `(${entry.body.from} → ${entry.body.to}: ${entry.body.reason})`;
  if (entry.kind !== 'prompt') return `(${entry.kind})`;
  const offered = entry.body.choices?.map(({ id }) => `[${id}]`).join(' ') ?? `<${entry.body.input}>`;
  return `${entry.body.text} ${offered}`;
}
