import type { PlaybookDefinition, Rule } from '#libs/contracts';
import { around } from '../specs/arrive.ts';
import { contextOf, OFFLINE } from '../specs/builders.ts';
import type { EngineContext, EngineState, Visit } from '../types.ts';
import { holds } from './holds.ts';

const PAGE = 'https://shop.example/pre%C3%A7os/anual?utm_source=News&utm_campaign=spring%20sale#top';
// 10:00 in Lisbon is 05:00 in New York
const office = {
  timeZone: 'Europe/Lisbon',
  week: { sunday: [{ from: '09:00', to: '11:00' }] },
  holidays: [],
};
const night = { ...office, timeZone: 'America/New_York' };
const experiments = {
  headline: {
    arms: [
      { id: 'only', weight: 1 },
      { id: 'never', weight: 1 },
    ],
  },
};

interface Case {
  rule: Rule;
  is: boolean;
  fields?: EngineState['fields'];
  context?: Partial<EngineContext>;
  qualified?: boolean | null;
  playbook?: Partial<PlaybookDefinition>;
}

const field = (compare: string | undefined, value: string | undefined, name = 'answer'): Rule =>
  ({ test: 'field', field: name, compare, value }) as Rule;
const fieldCase = (known: string, compare: string, value: string, is: boolean): Case => ({
  rule: field(compare, value),
  fields: { answer: known },
  is,
});
const yes: Rule = { test: 'visit', is: 'first' };
const no: Rule = { test: 'visit', is: 'repeat' };

const CASES: Case[] = [
  // facts that were given
  { rule: field(undefined, undefined), fields: { answer: 'x' }, is: true },
  { rule: field(undefined, undefined), is: false },
  { rule: field(undefined, undefined, 'toString'), is: false },
  { rule: field('isNot', 'x'), is: false },
  { rule: field('is', undefined), fields: { answer: 'x' }, is: false },
  fieldCase(' YES', 'is', 'yes', true),
  fieldCase('yes, please', 'is', 'yes', false),
  fieldCase('no', 'isNot', 'yes', true),
  fieldCase('Yes', 'isNot', 'yes', false),
  fieldCase('Acme GmbH', 'contains', 'gmbh', true),
  fieldCase('Acme Ltd', 'contains', 'gmbh', false),
  fieldCase('+34 600', 'startsWith', '+34', true),
  fieldCase('600 +34', 'startsWith', '+34', false),
  // numbers
  fieldCase('10', 'more', '9', true),
  fieldCase('9', 'more', '9', false),
  fieldCase('9.5', 'more', '9', true),
  fieldCase('-3', 'less', '0', true),
  fieldCase('3', 'less', '0', false),
  fieldCase('many', 'more', '9', false),
  fieldCase('many', 'less', '9', false),
  fieldCase('10', 'more', 'a few', false),
  // money
  fieldCase('1200.50 EUR', 'more', '1200', true),
  fieldCase('1200.50 EUR', 'more', '1200.50 EUR', false),
  fieldCase('999 EUR', 'less', '1000 EUR', true),
  fieldCase('999 EUR', 'less', '1000 USD', false),
  // dates
  fieldCase('2026-03-02', 'after', '2026-03-01', true),
  fieldCase('2026-03-01', 'after', '2026-03-01', false),
  fieldCase('2026-02-28', 'before', '2026-03-01', true),
  fieldCase('2026-03-01T08:00:00Z', 'after', '2026-03-01', true),
  fieldCase('soon', 'before', '2026-03-01', false),
  fieldCase('2026-13-99', 'after', '2026-03-01', false),
  fieldCase('5', 'after', '4', false),

  { rule: { test: 'language', oneOf: ['es', 'pt'] }, context: { language: 'es' }, is: true },
  { rule: { test: 'language', oneOf: ['pt'] }, context: { language: 'pt-BR' }, is: true },
  { rule: { test: 'language', oneOf: ['pt-BR'] }, context: { language: 'pt' }, is: false },
  { rule: { test: 'language', oneOf: ['es'] }, context: { language: 'en' }, is: false },

  { rule: { test: 'page', oneOf: ['/other', '/preços/*'] }, context: { pageUrl: PAGE }, is: true },
  { rule: { test: 'page', oneOf: ['/preços'] }, context: { pageUrl: PAGE }, is: false },
  { rule: { test: 'page', oneOf: ['*utm*'] }, context: { pageUrl: PAGE }, is: false },
  { rule: { test: 'page', oneOf: ['*'] }, context: { pageUrl: null }, is: false },
  { rule: { test: 'page', oneOf: ['*'] }, context: { pageUrl: 'not a url' }, is: false },

  { rule: { test: 'utm', name: 'source', oneOf: ['ads', 'news'] }, context: { pageUrl: PAGE }, is: true },
  { rule: { test: 'utm', name: 'campaign', oneOf: ['spring sale'] }, context: { pageUrl: PAGE }, is: true },
  { rule: { test: 'utm', name: 'source', oneOf: ['ads'] }, context: { pageUrl: PAGE }, is: false },
  { rule: { test: 'utm', name: 'medium', oneOf: ['news'] }, context: { pageUrl: PAGE }, is: false },
  { rule: { test: 'utm', name: 'source', oneOf: ['news'] }, context: { pageUrl: null }, is: false },

  { rule: { test: 'visit', is: 'first' }, context: { returning: false }, is: true },
  { rule: { test: 'visit', is: 'first' }, context: { returning: true }, is: false },
  { rule: { test: 'visit', is: 'repeat' }, context: { returning: true }, is: true },
  { rule: { test: 'visit', is: 'repeat' }, context: { returning: false }, is: false },

  { rule: { test: 'hours', are: 'open' }, playbook: { openingHours: office }, is: true },
  { rule: { test: 'hours', are: 'closed' }, playbook: { openingHours: office }, is: false },
  { rule: { test: 'hours', are: 'open' }, playbook: { openingHours: night }, is: false },
  { rule: { test: 'hours', are: 'closed' }, playbook: { openingHours: night }, is: true },
  { rule: { test: 'hours', are: 'open' }, is: true },
  { rule: { test: 'hours', are: 'closed' }, is: false },
  {
    rule: { test: 'hours', are: 'open' },
    playbook: { openingHours: office },
    context: { now: '2026-03-01T11:00:00.000Z' },
    is: false,
  },

  { rule: { test: 'team', is: 'online' }, is: true },
  { rule: { test: 'team', is: 'online', team: 'Sales' }, is: true },
  { rule: { test: 'team', is: 'online', team: 'Support' }, is: false },
  { rule: { test: 'team', is: 'offline', team: 'Support' }, is: true },
  { rule: { test: 'team', is: 'offline' }, context: { online: OFFLINE }, is: true },
  { rule: { test: 'team', is: 'online' }, context: { online: OFFLINE }, is: false },

  { rule: { test: 'arm', experiment: 'unknown', is: 'only' }, is: false },
  { rule: { test: 'arm', experiment: 'constructor', is: 'only' }, is: false },

  { rule: { test: 'qualified', is: true }, qualified: true, is: true },
  { rule: { test: 'qualified', is: true }, qualified: false, is: false },
  { rule: { test: 'qualified', is: true }, qualified: null, is: false },
  { rule: { test: 'qualified', is: false }, qualified: false, is: true },
  { rule: { test: 'qualified', is: false }, qualified: true, is: false },
  { rule: { test: 'qualified', is: false }, qualified: null, is: false },

  { rule: { test: 'all', rules: [yes, yes] }, is: true },
  { rule: { test: 'all', rules: [yes, no] }, is: false },
  { rule: { test: 'any', rules: [no, yes] }, is: true },
  { rule: { test: 'any', rules: [no, no] }, is: false },
  { rule: { test: 'not', rule: no }, is: true },
  { rule: { test: 'not', rule: { test: 'all', rules: [yes, { test: 'any', rules: [no, yes] }] } }, is: false },
];

const definition = around({}, { experiments });
const factsOf = ({ fields = {}, context, qualified = null, playbook }: Omit<Case, 'rule' | 'is'>) => ({
  definition: { ...definition, ...playbook },
  context: contextOf(context),
  fields,
  qualified,
  visited: [] as Visit[],
});

describe('a rule', () => {
  it.each(CASES.map((one): [string, Case] => [JSON.stringify(one), one]))('%s', (_, { rule, is, ...given }) => {
    expect(holds(rule, factsOf(given))).toBe(is);
  });

  it('tests one arm for each visitor, and notes it with the card', () => {
    const arms = Array.from({ length: 50 }, (_, seed) => {
      const visited: Visit[] = [
        { cardId: 'before', arm: null },
        { cardId: 'here', arm: null },
      ];
      const facts = { ...factsOf({ context: { seed } }), visited };
      const [is, isNot] = ['only', 'never'].map((arm) =>
        holds({ test: 'arm', experiment: 'headline', is: arm }, facts),
      );
      expect(is).toBe(!isNot);
      expect(visited).toEqual([
        { cardId: 'before', arm: null },
        { cardId: 'here', arm: is ? 'only' : 'never' },
      ]);
      return is;
    });
    expect(new Set(arms)).toEqual(new Set([true, false]));
  });
});
