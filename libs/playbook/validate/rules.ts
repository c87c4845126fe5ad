import type { Rule } from '#libs/contracts';
import type { Draft } from './form.ts';
import type { PathPart, Problems } from './problems.ts';

/** How deep rules may stand in rules. */
const DEEPEST = 5;

/** The rule and all that stand in it, with the way to each. */
export function* rulesIn(rule: Rule, path: PathPart[] = []): Generator<{ rule: Rule; path: PathPart[] }> {
  yield { rule, path };
  if (rule.test === 'not') yield* rulesIn(rule.rule, [...path, 'rule']);
  if (rule.test !== 'all' && rule.test !== 'any') return;
  for (const [index, inner] of rule.rules.entries()) yield* rulesIn(inner, [...path, 'rules', index]);
}

const depthAt = (path: PathPart[]): number => 1 + path.filter((part) => typeof part === 'string').length;

const NUMBER = /^[+-]?\d+(\.\d+)?( [A-Z]{3})?$/;
const isDate = (value: string): boolean => /^\d{4}-\d{2}-\d{2}(T.*)?$/.test(value) && !Number.isNaN(Date.parse(value));

type FieldRule = Extract<Rule, { test: 'field' }>;

function checkComparison({ compare, value }: FieldRule, path: PathPart[], problems: Problems): void {
  if (compare === undefined) {
    if (value === undefined) return;
    problems.add([...path, 'value'], 'value_without_comparison', 'Say in `compare` how the field is compared to this.');
  } else if (value === undefined) {
    problems.add([...path, 'compare'], 'comparison_without_value', 'Say in `value` what the field is compared to.');
  } else if ((compare === 'more' || compare === 'less') && !NUMBER.test(value)) {
    problems.add([...path, 'value'], 'wrong_value', `“${compare}” compares numbers; write one like “1200.50”.`);
  } else if ((compare === 'after' || compare === 'before') && !isDate(value)) {
    problems.add([...path, 'value'], 'wrong_value', `“${compare}” compares dates; write one like “2026-01-31”.`);
  }
}

function checkArm(rule: Extract<Rule, { test: 'arm' }>, path: PathPart[], draft: Draft, problems: Problems): void {
  if (draft.experiments === null) return;
  const experiment = Object.hasOwn(draft.experiments, rule.experiment) ? draft.experiments[rule.experiment] : null;
  if (!experiment) {
    problems.add([...path, 'experiment'], 'unknown_experiment', `There is no experiment “${rule.experiment}”.`);
  } else if (!experiment.arms.some(({ id }) => id === rule.is)) {
    problems.add([...path, 'is'], 'unknown_arm', `The experiment “${rule.experiment}” has no arm “${rule.is}”.`);
  }
}

/** What conditions ask can be answered. `fields`: those that some card fills, and those that are always known of. */
export function checkRules(draft: Draft, fields: ReadonlySet<string>, problems: Problems): void {
  for (const [id, card] of draft.cards) {
    if (card.kind !== 'condition') continue;
    card.branches.forEach(({ when }, index) => {
      for (const { rule, path: inner } of rulesIn(when)) {
        const path: PathPart[] = ['cards', id, 'branches', index, 'when', ...inner];
        if (depthAt(inner) === DEEPEST + 1) {
          problems.add(path, 'rules_too_deep', `Rules stand in rules at most ${DEEPEST} deep.`);
        }
        if (rule.test === 'arm') checkArm(rule, path, draft, problems);
        if (rule.test !== 'field') continue;
        if (!fields.has(rule.field)) {
          problems.add([...path, 'field'], 'unknown_field', `No card fills the field “${rule.field}”.`);
        }
        checkComparison(rule, path, problems);
      }
    });
  }
}

/** The arms of an experiment can be told apart. */
export function checkExperiments({ experiments }: Draft, problems: Problems): void {
  for (const [id, { arms }] of Object.entries(experiments ?? {})) {
    const ids = new Set<string>();
    arms.forEach((arm, index) => {
      if (ids.has(arm.id)) {
        problems.add(['experiments', id, 'arms', index, 'id'], 'duplicate_arm', 'Another arm has this id.');
      }
      ids.add(arm.id);
    });
  }
}
