/** Reading of JSON that may be anything: a draft is whatever its author typed so far. */
export type Json = Readonly<Record<string, unknown>>;

const NOTHING: Json = {};

export const recordOf = (value: unknown): Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : NOTHING;

export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

export const stringOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);

export const numberOf = (value: unknown): number | null => (typeof value === 'number' ? value : null);

export type PathPart = string | number;

/** What lies at a path; undefined where it leads nowhere. */
export const at = (value: unknown, path: readonly PathPart[]): unknown =>
  path.reduce<unknown>(
    (inner, part) => (typeof part === 'number' ? listOf(inner)[part] : recordOf(inner)[part]),
    value,
  );

/** The text in a language, else in any: texts go by language. */
export function textIn(value: unknown, language: string): string | null {
  const texts = recordOf(value);
  return (
    stringOf(texts[language]) ??
    Object.values(texts)
      .map(stringOf)
      .find((text) => text !== null) ??
    null
  );
}

/** The language to show a definition in: the wanted one where the playbook has it, else its first. */
export function languageOf(definition: unknown, wanted: string): string {
  const languages = listOf(recordOf(definition).languages).flatMap((code) => stringOf(code) ?? []);
  return languages.find((code) => code === wanted) ?? languages[0] ?? wanted;
}
