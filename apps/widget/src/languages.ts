/** The languages of the widget's own words; what the bot says is in those of its playbook. */
export const LANGUAGES = ['en', 'es', 'pt', 'de', 'fr'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Which way a language is written. A list, since not every browser's `Intl` knows. */
export const directionOf = (tag: string): 'ltr' | 'rtl' =>
  /^(ar|fa|he|ur|ps|sd|ug|yi|dv|ckb)\b/i.test(tag) ? 'rtl' : 'ltr';

const MOST = 8;
/** What can be a language tag: it begins with two letters and is short. */
const TAG = /^[a-z]{2}\b[\w-]{0,15}$/i;

/** The languages that page and browser ask for, best first, each once; what cannot be one is left out. */
export const wantedLanguages = (tags: readonly (string | undefined)[]): string[] =>
  [...new Set(tags.filter((tag) => tag !== undefined && TAG.test(tag)) as string[])].slice(0, MOST);

/** The first wanted language that is offered, by its two letters; the first offered one otherwise. */
export const pickOffered = <L extends string>(offered: readonly [L, ...L[]], wanted: readonly string[]): L =>
  wanted.map((tag) => offered.find((language) => language === tag.slice(0, 2).toLowerCase())).find(Boolean) ??
  offered[0];
