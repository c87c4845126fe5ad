import type { PathPart } from './read.ts';

const PART = /\.?([A-Za-z_$][\w$-]*)|\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]/y;

/** The parts of a JSON path as problems name it: "cards.ask.choices[0].next". What cannot be read ends it. */
export function partsOf(path: string): PathPart[] {
  const parts: PathPart[] = [];
  PART.lastIndex = 0;
  for (let found = PART.exec(path); found !== null; found = PART.exec(path)) {
    const [, key, index, quoted] = found;
    if (key !== undefined) parts.push(key);
    else if (index !== undefined) parts.push(Number(index));
    else if (quoted !== undefined) parts.push(JSON.parse(quoted) as string);
    if (PART.lastIndex === path.length) break;
  }
  return parts;
}

/** The card that a path leads into; null where it leads elsewhere. */
export function cardOf(path: string): string | null {
  const [room, id] = partsOf(path);
  return room === 'cards' && typeof id === 'string' ? id : null;
}
