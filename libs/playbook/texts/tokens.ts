import { type Piece, PLACEHOLDER } from './interpolate.ts';

/**
 * The smallest parts of a marked-up text. `text` is what it stands for (an escape without its backslash), or a
 * placeholder: whole, whatever is in it.
 */
export type Token =
  | { type: 'piece'; piece: Piece }
  | { type: 'stars'; count: number }
  | { type: '[' | ']' | '(' | ')' };

/** Each alternative begins differently and never looks further than its own match, so that time is linear. */
const TOKEN = new RegExp(String.raw`\\([\\*[\]()-])|${PLACEHOLDER}|(\n)|(\*+)|([[\]()])|[^\\*[\](){\n]+|[\\{]`, 'g');

/** More stars than mean anything are text. */
const MOST_STARS = 3;

/** Cuts a text into lines, and these into tokens. */
export function linesOf(text: string): Token[][] {
  let line: Token[] = [];
  const lines = [line];
  for (const [match, escaped, field, fallback = '', newline, stars, bracket] of text.matchAll(TOKEN)) {
    if (newline) {
      line = [];
      lines.push(line);
    } else if (stars && stars.length <= MOST_STARS) line.push({ type: 'stars', count: stars.length });
    else if (bracket) line.push({ type: bracket as '[' });
    else line.push({ type: 'piece', piece: field ? { field, fallback } : (escaped ?? match) });
  }
  return lines;
}
