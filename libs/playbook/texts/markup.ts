import type { RichBlock, RichSpan } from '#libs/contracts';
import { fill, type Piece, type Values } from './interpolate.ts';
import { isLink, linkOf } from './links.ts';
import { linesOf, type Token } from './tokens.ts';

interface Span {
  pieces: Piece[];
  bold: boolean;
  italic: boolean;
  href: Piece[] | null;
}
type Block = { type: 'paragraph'; spans: Span[] } | { type: 'bullets'; items: Span[][] };

/** A text whose form is known and whose placeholders are still to be filled. */
export interface Markup {
  /** Without marks; a bullet line begins with "• ". */
  plain: Piece[];
  /** Null where the text has no form. */
  blocks: Block[] | null;
}

/** A part of a line; stars that turn out to mean something are taken off. */
interface Atom {
  piece: Piece;
  stars: number;
  href: Piece[] | null;
}

const BULLET = '- ';

/** What is in the brackets of `[…](…)` from `from` on, and where it ends; null where that is no link. */
function destination(line: readonly Token[], from: number): { href: Piece[]; end: number } | null {
  const href: Piece[] = [];
  for (let at = from; at < line.length; at += 1) {
    const token = line[at] as Token;
    if (token.type === ')') return isLink(joined(href)) ? { href: joined(href), end: at } : null;
    if (token.type === 'piece') href.push(token.piece);
    else if (token.type === 'stars') href.push('*'.repeat(token.count));
    else return null;
  }
  return null;
}

/** Neighbouring texts as one. */
function joined(pieces: readonly Piece[]): Piece[] {
  const together: Piece[] = [];
  for (const piece of pieces) {
    const last = together.at(-1);
    if (typeof piece === 'string' && typeof last === 'string') together[together.length - 1] = last + piece;
    else if (piece !== '') together.push(piece);
  }
  return together;
}

/** Finds the links of a line. Every destination is looked at once, since it ends before the next bracket. */
function linked(line: readonly Token[]): Atom[] {
  const atoms: Atom[] = [];
  let opened = -1;
  for (let at = 0; at < line.length; at += 1) {
    const token = line[at] as Token;
    if (token.type === ']' && opened >= 0 && opened < atoms.length - 1 && line[at + 1]?.type === '(') {
      const found = destination(line, at + 2);
      if (found) {
        for (const atom of atoms.slice(opened)) atom.href = found.href;
        atoms[opened] = { piece: '', stars: 0, href: null };
        opened = -1;
        at = found.end;
        continue;
      }
    }
    if (token.type === '[') opened = atoms.length;
    if (token.type === 'piece') atoms.push({ piece: token.piece, stars: 0, href: null });
    else if (token.type === 'stars') atoms.push({ piece: '', stars: token.count, href: null });
    else atoms.push({ piece: token.type, stars: 0, href: null });
  }
  return atoms;
}

const endsWith = (atom: Atom | undefined, ending: RegExp, atEdge: boolean): boolean =>
  atom === undefined ? atEdge : typeof atom.piece === 'string' && ending.test(atom.piece);

/** Stars open before something and close after something; between digits they multiply. */
const mayOpen = (atoms: readonly Atom[], at: number): boolean =>
  !endsWith(atoms[at + 1], /^\s/, true) && !endsWith(atoms[at - 1], /\d$/, false);
const mayClose = (atoms: readonly Atom[], at: number): boolean =>
  !endsWith(atoms[at - 1], /\s$/, true) && !endsWith(atoms[at + 1], /^\d/, false);

/** Pairs the stars of a line that make it bold (two) or italic (one); answers where each begins and ends. */
function emphasised(atoms: readonly Atom[], size: 1 | 2): ReadonlySet<number> {
  const switches = new Set<number>();
  let opened: number | null = null;
  for (const [at, atom] of atoms.entries()) {
    if (atom.stars !== size && atom.stars !== 3) continue;
    if (opened !== null && mayClose(atoms, at)) {
      switches.add(opened).add(at);
      opened = null;
    } else if (opened === null && mayOpen(atoms, at)) opened = at;
  }
  return switches;
}

function spansOf(line: readonly Token[]): Span[] {
  const atoms = linked(line);
  const bolds = emphasised(atoms, 2);
  const italics = emphasised(atoms, 1);
  const spans: Span[] = [];
  let bold = false;
  let italic = false;
  for (const [at, { piece, stars, href }] of atoms.entries()) {
    if (bolds.has(at)) bold = !bold;
    if (italics.has(at)) italic = !italic;
    const left = stars - (bolds.has(at) ? 2 : 0) - (italics.has(at) ? 1 : 0);
    const own = left > 0 ? '*'.repeat(left) : piece;
    if (own === '') continue;
    const last = spans.at(-1);
    if (last && last.bold === bold && last.italic === italic && last.href === href) last.pieces.push(own);
    else spans.push({ pieces: [own], bold, italic, href });
  }
  return spans.map((span) => ({ ...span, pieces: joined(span.pieces) }));
}

const isBlank = (spans: readonly Span[]): boolean =>
  spans.every(({ pieces }) => pieces.every((piece) => typeof piece === 'string' && piece.trim() === ''));

const hasForm = (spans: readonly Span[]): boolean => spans.some(({ bold, italic, href }) => bold || italic || href);

const NEWLINE: Span = { pieces: ['\n'], bold: false, italic: false, href: null };

/**
 * Reads light markup: **bold**, *italic*, [label](https://…), lines that begin with "- ", and a backslash before what
 * is not meant so. Marks work within their line. What makes no mark stays as it is; nothing is refused. Placeholders
 * are kept whole: what is filled in later is never read. Time is linear in the text's length.
 */
export function parseMarkup(text: string): Markup {
  const plain: Piece[] = [];
  const blocks: Block[] = [];
  let formed = false;
  let ended = true;
  for (const [index, line] of linesOf(text.replaceAll('\r\n', '\n')).entries()) {
    const [first] = line;
    const bullet = first?.type === 'piece' && typeof first.piece === 'string' && first.piece.startsWith(BULLET);
    if (bullet) line[0] = { type: 'piece', piece: (first.piece as string).slice(BULLET.length).trimStart() };
    const spans = spansOf(line);
    plain.push(index > 0 ? '\n' : '', bullet ? '• ' : '', ...spans.flatMap(({ pieces }) => pieces));
    formed ||= bullet || hasForm(spans);
    const last = ended ? undefined : blocks.at(-1);
    ended = !bullet && isBlank(spans);
    if (ended) continue;
    if (bullet && last?.type === 'bullets') last.items.push(spans);
    else if (bullet) blocks.push({ type: 'bullets', items: [spans] });
    else if (last?.type === 'paragraph') last.spans.push(NEWLINE, ...spans);
    else blocks.push({ type: 'paragraph', spans });
  }
  return { plain: joined(plain), blocks: formed ? blocks : null };
}

/** Fills the spans' placeholders; leaves out what that leaves empty. */
function filledSpans(spans: readonly Span[], values: Values): RichSpan[] {
  const filled: RichSpan[] = [];
  for (const { pieces, bold, italic, href } of spans) {
    const text = fill(pieces, values);
    if (text === '') continue;
    const link = href && linkOf(href, values);
    filled.push({ text, ...(bold && { bold }), ...(italic && { italic }), ...(link && { href: link }) });
  }
  return filled;
}

/** The text's form with its placeholders filled in; empty blocks and bullets are left out. */
export function richOf(blocks: readonly Block[], values: Values): RichBlock[] {
  return blocks
    .map(
      (block): RichBlock =>
        block.type === 'paragraph'
          ? { type: 'paragraph', spans: filledSpans(block.spans, values) }
          : {
              type: 'bullets',
              items: block.items.map((item) => filledSpans(item, values)).filter((item) => item.length > 0),
            },
    )
    .filter((block) => (block.type === 'paragraph' ? block.spans : block.items).length > 0);
}
