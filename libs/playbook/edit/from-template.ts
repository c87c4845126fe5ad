import type { Appearance, LocalizedText, PlaybookDefinition, PlaybookTest } from '#libs/contracts';
import type { CardPath } from '../cards/card.ts';
import { rulesOf } from '../cards/kinds.ts';
import { localized, pickLanguage } from '../texts/languages.ts';

export interface Adaptation {
  name: string;
  /** Missing: the template's. */
  appearance?: Appearance;
  /** BCP 47, the first is the fallback; missing: the template's. */
  languages?: string[];
}

/** Puts a value at a path that exists. */
function put(json: unknown, path: CardPath, value: unknown): void {
  let place = json as Record<string | number, unknown>;
  for (const key of path.slice(0, -1)) place = place[key] as Record<string | number, unknown>;
  place[path.at(-1) as string | number] = value;
}

/**
 * Tests that still speak a language of the playbook. One that names none speaks the template's first, which may not be
 * the playbook's first: it is named then.
 */
function testsIn(template: PlaybookDefinition, languages: readonly string[]): PlaybookTest[] | undefined {
  return template.tests
    ?.map(({ name, script }) => ({
      name,
      script: { ...script, language: pickLanguage(template, script.language === undefined ? [] : [script.language]) },
    }))
    .filter(({ script }) => languages.includes(script.language));
}

/**
 * A template as a playbook of one's own, with its own name, appearance and languages; the template stays untouched. A
 * language that the template lacks gets the texts of one near to it ("es-MX" those in "es"), else of the template's
 * first: they are there to be translated.
 */
export function adaptTemplate(
  template: PlaybookDefinition,
  { name, appearance = template.appearance, languages = template.languages }: Adaptation,
): PlaybookDefinition {
  const adapted = structuredClone({ ...template, name, appearance, languages });
  const textIn = (text: LocalizedText): LocalizedText =>
    Object.fromEntries(
      languages.map((language) => {
        const nearest = pickLanguage(template, [language]);
        return [language, localized(text, nearest, nearest)];
      }),
    );
  for (const card of Object.values(adapted.cards)) {
    for (const { path, text } of rulesOf(card).texts(card)) put(card, path, textIn(text));
  }
  const tests = testsIn(template, languages);
  return tests ? { ...adapted, tests } : adapted;
}
