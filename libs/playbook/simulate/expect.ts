import type { Expected } from '#libs/contracts';
import type { SimulatedSession } from './session.ts';

const quoted = (texts: readonly string[]): string =>
  texts.length === 0 ? 'nothing' : texts.map((text) => `“${text}”`).join(', ');

/** What the bot said after `since`. */
export const saidAfter = ({ entries }: SimulatedSession, since: number): string[] =>
  entries
    .slice(since)
    .flatMap((entry) =>
      entry.author === 'bot' && (entry.kind === 'message' || entry.kind === 'prompt') ? [entry.body.text] : [],
    );

/** Why what is expected does not hold; null when it does. `since`: the seq before the step that came before. */
export function failureOf(simulated: SimulatedSession, expected: Expected, since: number): string | null {
  const { session, results } = simulated;
  const said = saidAfter(simulated, since);
  for (const part of expected.says ?? []) {
    if (!said.some((text) => text.includes(part))) return `expected the bot to say “${part}”, it said ${quoted(said)}`;
  }
  if (expected.phase !== undefined && expected.phase !== session.phase)
    return `expected phase ${expected.phase}, it is ${session.phase}`;
  if (expected.card !== undefined && expected.card !== session.state.cardId)
    return `expected card “${expected.card}”, it stands on “${session.state.cardId}”`;
  if (expected.qualified !== undefined && expected.qualified !== session.state.qualified)
    return `expected qualified ${expected.qualified}, it is ${session.state.qualified}`;
  for (const [field, value] of Object.entries(expected.fields ?? {})) {
    const is = Object.hasOwn(session.state.fields, field) ? session.state.fields[field] : undefined;
    if (is !== value) return `expected ${field} to be “${value}”, it is ${is === undefined ? 'unknown' : `“${is}”`}`;
  }
  if (expected.results) {
    const matches =
      expected.results.length === results.length &&
      expected.results.every(({ kind, title }, index) => {
        const result = results[index];
        return result?.kind === kind && (title === undefined || result.title === title);
      });
    if (!matches) {
      const list = (all: readonly { kind: string; title?: string }[]) =>
        quoted(all.map(({ kind, title }) => (title === undefined ? kind : `${kind} ${title}`)));
      return `expected the results ${list(expected.results)}, there are ${list(results)}`;
    }
  }
  return null;
}
