import type { EntryKind } from '#libs/contracts';

/** Characters of the last words that lists show. */
const LENGTH = 200;
const SPOKEN: ReadonlySet<EntryKind> = new Set(['message', 'prompt', 'answer']);

/** The start of what was said, for lists; null for entries that say nothing to the visitor. */
export function lastWords(kind: EntryKind, body: object): string | null {
  if (!SPOKEN.has(kind) || !('text' in body) || typeof body.text !== 'string') return null;
  // half of a surrogate pair at the end could not be stored
  return body.text.slice(0, LENGTH).toWellFormed();
}
