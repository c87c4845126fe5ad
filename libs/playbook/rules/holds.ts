import type { Rule } from '#libs/contracts';
import { comparable } from '../cards/choices.ts';
import { armOf } from '../experiments.ts';
import { isOpen } from '../hours/index.ts';
import type { Turn } from '../turn.ts';
import { compares } from './compare.ts';
import { matchesPage, utmOf } from './page.ts';

/** What a rule may ask about. An arm that is tested is noted with the card that was entered last. */
export type Facts = Pick<Turn, 'definition' | 'context' | 'fields' | 'qualified' | 'visited'>;

type RuleOf<T extends Rule['test']> = Extract<Rule, { test: T }>;

const TESTS: { readonly [T in Rule['test']]: (rule: RuleOf<T>, facts: Facts) => boolean } = {
  all: ({ rules }, facts) => rules.every((rule) => holds(rule, facts)),
  any: ({ rules }, facts) => rules.some((rule) => holds(rule, facts)),
  not: ({ rule }, facts) => !holds(rule, facts),

  field({ field, compare, value }, { fields }) {
    const known = Object.hasOwn(fields, field) ? fields[field] : undefined;
    if (known === undefined) return false;
    return compare === undefined || (value !== undefined && compares(known, compare, value));
  },

  // "pt" is every Portuguese, "pt-BR" only that of Brazil
  language: ({ oneOf }, { context: { language } }) =>
    oneOf.some((wanted) => language === wanted || language.startsWith(`${wanted}-`)),

  page: ({ oneOf }, { context: { pageUrl } }) => matchesPage(pageUrl, oneOf),

  utm({ name, oneOf }, { context: { pageUrl } }) {
    const value = utmOf(pageUrl, name);
    return value !== null && oneOf.some((wanted) => comparable(wanted) === comparable(value));
  },

  visit: ({ is }, { context: { returning } }) => returning === (is === 'repeat'),

  // a playbook without opening hours is always open
  hours: ({ are }, { definition: { openingHours }, context: { now, at } }) =>
    (openingHours === undefined || isOpen(openingHours, now ?? at)) === (are === 'open'),

  team: ({ is, team }, { context: { online } }) =>
    (team === undefined ? online.anybody : online.teams.includes(team)) === (is === 'online'),

  arm({ experiment, is }, { definition: { experiments = {} }, context: { seed }, visited }) {
    const arms = Object.hasOwn(experiments, experiment) ? experiments[experiment]?.arms : undefined;
    if (!arms) return false;
    const arm = armOf(seed, experiment, arms);
    const visit = visited.at(-1);
    if (visit) visit.arm = arm;
    return arm === is;
  },

  // before a card decides, the visitor is neither
  qualified: ({ is }, { qualified }) => qualified === is,
};

/** Whether what the rule asks is so. Never throws: what cannot be compared does not hold. */
export function holds(rule: Rule, facts: Facts): boolean {
  const test = TESTS[rule.test] as (rule: Rule, facts: Facts) => boolean;
  return test(rule, facts);
}
