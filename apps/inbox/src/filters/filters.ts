import type { FilterName, Filters } from '#libs/contracts';
import { PHASES, RESULT_KINDS } from '#libs/contracts/process';

const ID = '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const DAY = '\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])';

/** The filters in the order in which they are shown, and what each may be. */
const FORMS: Record<FilterName, RegExp> = {
  unread: /^yes$/,
  unanswered: /^yes$/,
  phase: new RegExp(`^(${PHASES.join('|')})$`),
  team: new RegExp(`^(none|${ID})$`),
  agent: new RegExp(`^${ID}$`),
  site: new RegExp(`^${ID}$`),
  language: /^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/,
  result: new RegExp(`^(${RESULT_KINDS.join('|')})$`),
  from: new RegExp(`^${DAY}$`),
  to: new RegExp(`^${DAY}$`),
};
export const FILTER_NAMES = Object.keys(FORMS) as FilterName[];

export const NO_FILTERS: Filters = {};

/** What an address says after "?"; what is no filter is left out. */
export function parseFilters(query: string): Filters {
  const wanted = new URLSearchParams(query);
  const pairs = FILTER_NAMES.map((name) => [name, wanted.get(name) ?? ''] as const);
  return Object.fromEntries(pairs.filter(([name, value]) => FORMS[name].test(value)));
}

/** The same for every same set of filters: "phase=live&team=…", "" for none. */
export const filtersText = (filters: Filters): string =>
  new URLSearchParams(FILTER_NAMES.flatMap((name) => (filters[name] ? [[name, filters[name]]] : []))).toString();

/** An empty value takes the filter away. */
export function withFilter(filters: Filters, name: FilterName, value: string): Filters {
  const { [name]: _, ...others } = filters;
  return FORMS[name].test(value) ? { ...others, [name]: value } : others;
}
