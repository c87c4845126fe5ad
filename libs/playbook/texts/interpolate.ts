/** What stands in for placeholders, by name. */
export type Values = Readonly<Record<string, string>>;
/** Makes a value safe for the place where it is put. */
export type Encode = (value: string) => string;

/** A text cut at its placeholders. */
export type Piece = string | Placeholder;
export interface Placeholder {
  field: string;
  fallback: string;
}

/** `{{name}}` or `{{person.name|there}}`: a field, with what stands in its place while it is unknown. */
export const PLACEHOLDER = String.raw`\{\{\s*([A-Za-z][A-Za-z0-9_.]*)\s*(?:\|([^{}]*))?\}\}`;
const ALL_PLACEHOLDERS = new RegExp(PLACEHOLDER, 'g');

/** Cuts a text at its placeholders. */
export function piecesOf(text: string): Piece[] {
  if (!text.includes('{{')) return [text];
  const pieces: Piece[] = [];
  let from = 0;
  for (const match of text.matchAll(ALL_PLACEHOLDERS)) {
    if (match.index > from) pieces.push(text.slice(from, match.index));
    pieces.push({ field: match[1] ?? '', fallback: match[2] ?? '' });
    from = match.index + match[0].length;
  }
  if (from < text.length) pieces.push(text.slice(from));
  return pieces;
}

const asItIs: Encode = (value) => value;

/** Puts values, or fallbacks where they are unknown, in the places of the placeholders; only those are encoded. */
export function fill(pieces: readonly Piece[], values: Values, encode: Encode = asItIs): string {
  let filled = '';
  for (const piece of pieces) {
    if (typeof piece === 'string') filled += piece;
    else filled += encode(Object.hasOwn(values, piece.field) ? (values[piece.field] ?? '') : piece.fallback);
  }
  return filled;
}

/**
 * Fills the placeholders of a text. Values are put in once: a placeholder that a visitor typed stays text. An unknown
 * field without a fallback becomes nothing.
 */
export const interpolate = (text: string, values: Values, encode?: Encode): string =>
  fill(piecesOf(text), values, encode).trim();

/** For a URL's path, query or fragment. */
export const forUrl: Encode = (value) => encodeURIComponent(value.toWellFormed());

/** The names of a text's placeholders, and whether braces are left that make none. */
export function placeholdersOf(text: string): { names: string[]; broken: boolean } {
  const pieces = piecesOf(text);
  return {
    names: pieces.flatMap((piece) => (typeof piece === 'string' ? [] : [piece.field])),
    broken: pieces.some((piece) => typeof piece === 'string' && piece.includes('{{')),
  };
}

/** At most `length` UTF-16 units, never cut inside a character. */
export function clipped(text: string, length: number): string {
  if (text.length <= length) return text;
  const cut = text.slice(0, length);
  return cut.isWellFormed() ? cut : cut.slice(0, -1);
}
