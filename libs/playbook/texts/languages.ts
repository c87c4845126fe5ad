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

/** The text in `language`, else in the playbook's first language, else in any; '' when there is none at all. */
export function localized(text: LocalizedText, language: string, fallback: string): string {
  for (const key of [language, fallback]) if (Object.hasOwn(text, key)) return text[key] ?? '';
  return Object.values(text)[0] ?? '';
}
