import type { EntryBody, EntryKind } from '#libs/contracts';

/** Characters of the last words that lists show. */
const LENGTH = 200;
/** The cut may fall into a surrogate pair, half of which could not be stored. */
const HALF_AT_END = /[\uD800-\uDBFF]$/;
const SPOKEN: ReadonlySet<EntryKind> = new Set(['message', 'prompt', 'answer']);

/** The start of what was said, or the names of the files; null for entries that say nothing to the visitor. */
export function lastWords(kind: EntryKind, body: object): string | null {
  if (!SPOKEN.has(kind)) return null;
  const { text, files = [] } = body as Partial<EntryBody<'message'>>;
  if (typeof text !== 'string') return null;
  const words = text === '' ? files.map(({ name }) => name).join(', ') : text;
  return words.slice(0, LENGTH).replace(HALF_AT_END, '');
}
