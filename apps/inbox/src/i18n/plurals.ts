const OTHER = '_other';

/**
 * Adds the plural forms that a language has beside those that are written down, as its "other": such as "many" in
 * French, which counts whole millions only. Without them i18next would show English there.
 */
export function withPluralForms<T extends Record<string, string>>(language: string, texts: T): Record<string, string> {
  const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions();
  const added = Object.entries(texts)
    .filter(([key]) => key.endsWith(OTHER))
    .flatMap(([key, text]) => pluralCategories.map((category) => [key.replace(/other$/, category), text] as const));
  return { ...Object.fromEntries(added), ...texts };
}
