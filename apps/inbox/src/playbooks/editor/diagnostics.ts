import type { Diagnostic } from '@codemirror/lint';
import type { ProblemItem } from '#libs/contracts';
import { partsOf } from '../json/path.ts';
import { type JsonText, lineAt, rangeAt, syntaxErrorAt } from '../json/tree.ts';

/** A problem with the line that it is shown at, from 1. */
export interface PlacedProblem extends ProblemItem {
  from: number;
  to: number;
  line: number;
}

/** Problems at their places in a text, from the top. */
export function placed(json: JsonText, problems: readonly ProblemItem[]): PlacedProblem[] {
  return problems
    .map((problem) => {
      const range = rangeAt(json, partsOf(problem.path));
      return { ...problem, ...range, line: lineAt(json.text, range.from) };
    })
    .sort((a, b) => a.from - b.from);
}

/** What is no JSON, at the first place where that shows; null where all is well formed. */
export function brokenAt(json: JsonText, message: string): PlacedProblem | null {
  const from = syntaxErrorAt(json);
  if (from === null) return null;
  const to = Math.min(json.text.length, from + 1);
  return { path: '', code: 'not_json', message, from, to, line: lineAt(json.text, from) };
}

export const diagnosticOf = ({ from, to, message }: PlacedProblem): Diagnostic => ({
  from,
  to,
  message,
  severity: 'error',
});
