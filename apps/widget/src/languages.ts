const MOST = 8;

/** "es-419" → "es", "pt-br" → "pt-BR", "zh-Hant-TW" → "zh-TW"; null for what is no language of two letters. */
function normalized(tag: string): string | null {
  try {
    const { language, region } = new Intl.Locale(tag);
    if (language.length !== 2) return null;
    return region?.length === 2 ? `${language}-${region}` : language;
  } catch {
    return null;
  }
}

/** The languages that page and browser ask for, best first, each once; what is no language is left out. */
export function wantedLanguages(tags: readonly (string | null | undefined)[]): string[] {
  const wanted = tags.flatMap((tag) => (tag ? (normalized(tag.trim()) ?? []) : []));
  return [...new Set(wanted)].slice(0, MOST);
}

/** The first wanted language that is offered, by its two letters; the first offered one otherwise. */
export function pickOffered<L extends string>(offered: readonly [L, ...L[]], wanted: readonly string[]): L {
  for (const tag of wanted) {
    const found = offered.find((language) => language === tag.slice(0, 2));
    if (found) return found;
  }
  return offered[0];
}
