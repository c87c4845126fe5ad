import type { Rule } from '#libs/contracts';
import { comparable } from '../cards/choices.ts';

type Comparison = NonNullable<Extract<Rule, { test: 'field' }>['compare']>;

const AMOUNT = /^([+-]?\d+(?:\.\d+)?)(?: ([A-Z]{3}))?$/;
const DATE = /^\d{4}-\d{2}-\d{2}(?:T.*)?$/;

/** How much more the one is; null where they are no numbers, or money of different currencies. */
function difference(one: string, other: string): number | null {
  const [, amount, currency] = AMOUNT.exec(one.trim()) ?? [];
  const [, otherAmount, otherCurrency] = AMOUNT.exec(other.trim()) ?? [];
  if (amount === undefined || otherAmount === undefined) return null;
  if (currency !== undefined && otherCurrency !== undefined && currency !== otherCurrency) return null;
  return Number(amount) - Number(otherAmount);
}

/** How much later (in milliseconds) the one is; null where they are no dates. */
function delay(one: string, other: string): number | null {
  if (!DATE.test(one) || !DATE.test(other)) return null;
  const later = Date.parse(one) - Date.parse(other);
  return Number.isNaN(later) ? null : later;
}

const above = (amount: number | null): boolean => amount !== null && amount > 0;
const below = (amount: number | null): boolean => amount !== null && amount < 0;

const COMPARE: { readonly [C in Comparison]: (known: string, value: string) => boolean } = {
  is: (known, value) => comparable(known) === comparable(value),
  isNot: (known, value) => comparable(known) !== comparable(value),
  contains: (known, value) => comparable(known).includes(comparable(value)),
  startsWith: (known, value) => comparable(known).startsWith(comparable(value)),
  more: (known, value) => above(difference(known, value)),
  less: (known, value) => below(difference(known, value)),
  after: (known, value) => above(delay(known, value)),
  before: (known, value) => below(delay(known, value)),
};

/**
 * Whether a field's value compares so. Texts compare without regard to case, `more` and `less` by the amount of numbers
 * and money, `after` and `before` by ISO 8601 dates; what is of another form does not hold.
 */
export const compares = (known: string, comparison: Comparison, value: string): boolean =>
  COMPARE[comparison](known, value);
