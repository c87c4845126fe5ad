import type { EngineState } from '../types.ts';

/** `{{name}}` or `{{name|there}}`: a captured field, with what stands in its place while it is unknown. */
const PLACEHOLDER = /\{\{\s*([A-Za-z]+)\s*(?:\|([^{}]*))?\}\}/g;

/**
 * Fills the placeholders of a text with captured fields. Values are put in as they are, once: a placeholder that a
 * visitor typed stays text. An unknown field without a fallback becomes nothing.
 */
export function interpolate(text: string, fields: EngineState['fields']): string {
  const known: Record<string, string> = fields;
  return text
    .replace(PLACEHOLDER, (_, field: string, fallback = '') =>
      Object.hasOwn(known, field) ? (known[field] ?? '') : fallback,
    )
    .trim();
}

/** The names of a text's placeholders, and whether braces are left that make none. */
export function placeholdersOf(text: string): { names: string[]; broken: boolean } {
  return {
    names: [...text.matchAll(PLACEHOLDER)].map((match) => match[1] ?? ''),
    broken: text.replace(PLACEHOLDER, '').includes('{{'),
  };
}

/** At most `length` UTF-16 units, never cut inside a character. */
export function clipped(text: string, length: number): string {
  if (text.length <= length) return text;
  const cut = text.slice(0, length);
  return cut.isWellFormed() ? cut : cut.slice(0, -1);
}
