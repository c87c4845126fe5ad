import { Inject, Injectable } from '@nestjs/common';
import { type PlaybookDefinition, type ProblemItem, Refusal, type TestOutcome, type Validation } from '#libs/contracts';
import type { Database } from '#libs/database';
import { runTests, validatePlaybook } from '#libs/playbook';
import { DATABASE } from '../database/tokens.ts';
import { teamsCalled } from './teams-called.ts';

/** For a playbook's own tests, in milliseconds: while they run, nothing else does. */
const TESTS_TAKE = 2_000;

/** What must hold of a playbook before it goes to visitors. */
@Injectable()
export class ChecksService {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** All problems, and where there are none, how the playbook's own tests go. */
  async validate(json: unknown): Promise<Validation> {
    const validated = validatePlaybook(json);
    if (!validated.ok) return { problems: validated.problems, tests: [] };
    const problems = await this.#unknownTeams(validated.definition);
    return { problems, tests: testsOf(validated.definition) };
  }

  /** All problems, without running tests. */
  async problems(json: unknown): Promise<ProblemItem[]> {
    const validated = validatePlaybook(json);
    return validated.ok ? this.#unknownTeams(validated.definition) : validated.problems;
  }

  /** Refusals: `invalid_playbook`, `unknown_team`, `playbook_tests_failed`, each with what is wrong. */
  async publishable(json: unknown): Promise<PlaybookDefinition> {
    const definition = definitionIn(json);
    await this.requireTeams(definition);
    const errors = testsOf(definition).flatMap(({ name, ok, failure }, index): ProblemItem[] =>
      ok ? [] : [{ path: `tests[${index}]`, code: 'test_failed', message: `${name}: ${failure}` }],
    );
    if (errors.length > 0) throw new Refusal('playbook_tests_failed', { errors });
    return definition;
  }

  /** Refusal `unknown_team`. */
  async requireTeams(definition: PlaybookDefinition): Promise<void> {
    const errors = await this.#unknownTeams(definition);
    if (errors.length > 0) throw new Refusal('unknown_team', { errors });
  }

  async #unknownTeams(definition: PlaybookDefinition): Promise<ProblemItem[]> {
    const called = teamsCalled(definition);
    if (called.length === 0) return [];
    const missing = new Set(await this.database.teams.missing(called.map(({ name }) => name)));
    return called
      .filter(({ name }) => missing.has(name))
      .map(({ path, name }) => ({ path, code: 'unknown_team', message: `There is no team “${name}”` }));
  }
}

/** Refusal `invalid_playbook` with every problem. */
export function definitionIn(json: unknown): PlaybookDefinition {
  const validated = validatePlaybook(json);
  if (!validated.ok) throw new Refusal('invalid_playbook', { errors: validated.problems });
  return validated.definition;
}

const testsOf = (definition: PlaybookDefinition): TestOutcome[] => runTests(definition, within(TESTS_TAKE));

/** Answers true for so many milliseconds, then false. */
export function within(milliseconds: number): () => boolean {
  const until = performance.now() + milliseconds;
  return () => performance.now() < until;
}
