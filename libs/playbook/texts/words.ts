import { type EntryBody, LIMITS, type LocalizedText, type RichBlock } from '#libs/contracts';
import { clipped, fill, type Values } from './interpolate.ts';
import { languageOf, localized } from './languages.ts';
import { type Markup, parseMarkup, richOf } from './markup.ts';

/** What is said: as text, and with its form where it has any. */
export type Words = Pick<EntryBody<'message'>, 'text' | 'rich'>;

/** The engine says the same few texts again and again: each is read once for as long as its playbook is kept. */
const known = new WeakMap<LocalizedText, Map<string, Markup>>();

/** The text in `language`, else in `fallback` (see `languageOf`), read as markup. */
export function markupIn(text: LocalizedText, language: string, fallback: string): Markup {
  const own = languageOf(text, language, fallback);
  const byLanguage = known.get(text) ?? new Map<string, Markup>();
  const markup = byLanguage.get(own) ?? parseMarkup(localized(text, own, own));
  if (byLanguage.size === 0) known.set(text, byLanguage);
  byLanguage.set(own, markup);
  return markup;
}

/** The text without its form, at most as long as a message. */
export const plainOf = ({ plain }: Markup, values: Values): string =>
  clipped(fill(plain, values).trim(), LIMITS.messageLength);

const sizeOf = (blocks: readonly RichBlock[]): number =>
  blocks
    .flatMap((block) => (block.type === 'paragraph' ? block.spans : block.items.flat()))
    .reduce((size, { text, href = '' }) => size + text.length + href.length, 0);

/** The text, and its form; what is longer than a message is cut and loses its form. */
export function wordsOf(markup: Markup, values: Values): Words {
  const text = plainOf(markup, values);
  if (!markup.blocks) return { text };
  const rich = richOf(markup.blocks, values);
  return rich.length > 0 && sizeOf(rich) <= LIMITS.messageLength ? { text, rich } : { text };
}
