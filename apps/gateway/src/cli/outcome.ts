import type { Problem, ProblemItem } from '#libs/contracts';

/** Exit codes: all is well; the playbook has problems, its tests fail, or it differs; wrong use, or no answer. */
export const EXIT = { ok: 0, found: 1, usage: 2 } as const;

/** What a command found: as lines for people, and as JSON for programs. */
export interface Outcome {
  code: (typeof EXIT)[keyof typeof EXIT];
  text: string;
  json: unknown;
}

/** Ends a command with one line for the person. */
export class CliError extends Error {
  readonly code: Outcome['code'];
  /** For `--json`. */
  readonly details: Record<string, unknown>;

  constructor(
    message: string,
    { code = EXIT.usage, ...details }: { code?: Outcome['code'] } & Record<string, unknown> = {},
  ) {
    super(message);
    this.name = 'CliError';
    this.code = code;
    this.details = details;
  }
}

/** "cards.ask.next: … (dangling_card)", one a line. */
export const problemLines = (problems: readonly ProblemItem[]): string =>
  problems.map(({ path, code, message }) => `${path === '' ? 'playbook' : path}: ${message} (${code})`).join('\n');

/** A refusal of the API. What is wrong with the playbook itself is a finding; everything else is wrong use. */
export function refusedBy(problem: Problem): CliError {
  const ofPlaybook = problem.status === 422;
  const lines = problem.errors ? `\n${problemLines(problem.errors)}` : '';
  return new CliError(`${problem.title}${problem.detail ? `: ${problem.detail}` : ''}${lines}`, {
    code: ofPlaybook ? EXIT.found : EXIT.usage,
    problem,
  });
}
