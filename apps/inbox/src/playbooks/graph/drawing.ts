import type { Point } from './layout.ts';

const CORNER = 8;

const towards = (from: Point, to: Point, length: number): Point => {
  const distance = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  const share = Math.min(length, distance / 2) / distance;
  return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
};

const round = (value: number): number => Math.round(value * 10) / 10;
const write = ({ x, y }: Point): string => `${round(x)} ${round(y)}`;

/** A line through points with rounded corners, as the `d` of an SVG path. */
export function lineThrough(points: readonly Point[]): string {
  const [first, ...rest] = points;
  if (first === undefined) return '';
  let path = `M${write(first)}`;
  rest.forEach((point, index) => {
    const before = points[index] ?? point;
    const after = rest[index + 1];
    if (after === undefined) path += `L${write(point)}`;
    else path += `L${write(towards(point, before, CORNER))}Q${write(point)} ${write(towards(point, after, CORNER))}`;
  });
  return path;
}

/** Text as it is seen, roughly: without marks for bold, italic and links, and with fields by their names alone. */
export const plain = (text: string): string =>
  text
    .replace(/\{\{\s*([^|}]+?)\s*(?:\|[^}]*)?\}\}/g, '{$1}')
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/\*+/g, '')
    .replace(/\s+/g, ' ')
    .trim();

type WidthOf = (text: string) => number;

/** The text, or as much of it as is no wider than `width`, with an ellipsis. */
export function cut(text: string, width: number, widthOf: WidthOf): string {
  if (widthOf(text) <= width) return text;
  let end = text.length;
  while (end > 0 && widthOf(`${text.slice(0, end).trimEnd()}…`) > width) end -= 1;
  return `${text.slice(0, end).trimEnd()}…`;
}

/** Text in at most `lines` lines no wider than `width`, the last with an ellipsis where more follows. */
export function wrapped(text: string, width: number, lines: number, widthOf: WidthOf): string[] {
  const words = text.trim().split(/\s+/);
  const rows: string[] = [];
  let row = '';
  for (const [index, word] of words.entries()) {
    const longer = row === '' ? word : `${row} ${word}`;
    if (row === '' || widthOf(longer) <= width) row = longer;
    else if (rows.length < lines - 1) {
      rows.push(row);
      row = word;
    } else {
      row = [row, ...words.slice(index)].join(' ');
      break;
    }
  }
  return row === '' ? rows : [...rows, row].map((line) => cut(line, width, widthOf));
}
