import type { LocalizedText, PlaybookDefinition } from '#libs/contracts';

const baseOf = (language: string): string => language.split('-')[0] ?? language;

/**
 * The playbook's language for a visitor who wants `wanted` (BCP 47, most wanted first; the page's language, then the
 * browser's): the same language, else one with the same base ("es-MX" gets "es", "pt" gets "pt-BR"), else the
 * playbook's first. Case does not matter, and junk in the list is passed over.
 */
export function pickLanguage(definition: Pick<PlaybookDefinition, 'languages'>, wanted: readonly string[]): string {
  const offered = definition.languages.map((language) => ({ language, key: language.toLowerCase() }));
  for (const wish of wanted) {
    const key = wish.trim().replace('_', '-').toLowerCase();
    const found =
      offered.find((offer) => offer.key === key) ??
      offered.find((offer) => offer.key === baseOf(key)) ??
      offered.find((offer) => baseOf(offer.key) === baseOf(key));
    if (found) return found.language;
  }
  return definition.languages[0] ?? 'en';
}

/** In which of its languages the text is said: `language`, else one near to it, else so with `fallback`, else any. */
export function languageOf(text: LocalizedText, language: string, fallback: string): string {
  if (Object.hasOwn(text, language)) return language;
  const languages = Object.keys(text);
  const near = [language, fallback].flatMap((wish) => [
    ...languages.filter((own) => own === wish),
    ...languages.filter((own) => baseOf(own) === baseOf(wish)),
  ]);
  return near[0] ?? languages[0] ?? fallback;
}

/** The text in `languageOf`; '' when there is none at all. */
export function localized(text: LocalizedText, language: string, fallback: string): string {
  const own = languageOf(text, language, fallback);
  return Object.hasOwn(text, own) ? (text[own] ?? '') : '';
}
