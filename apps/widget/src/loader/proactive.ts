import type { Opening } from '#libs/contracts';

type Proactive = NonNullable<Opening['proactive']>;

/** What this browser remembers of earlier greetings. */
export interface Greeted {
  /** When the last one showed, in milliseconds; 0: never, or not remembered. */
  at: number;
  /** One showed during this visit and is not to come again, or was dismissed. */
  thisVisit: boolean;
}

const DAY_MS = 86_400_000;

/** Whether a path is one of the pattern's, where `*` stands for any characters. */
export function matchesPage(pattern: string, path: string): boolean {
  const parts = pattern.split('*');
  const first = parts.shift() as string;
  const last = parts.pop();
  if (last === undefined) return path === first;
  if (!path.startsWith(first)) return false;
  let from = first.length;
  for (const part of parts) {
    const at = path.indexOf(part, from);
    if (at < 0) return false;
    from = at + part.length;
  }
  return path.length - last.length >= from && path.endsWith(last);
}

/** The path as people write it: "/preços", not "/pre%C3%A7os". */
export function readablePath(pathname: string): string {
  try {
    return decodeURI(pathname);
  } catch {
    return pathname;
  }
}

/** Whether the greeting may show by itself on the page with this path now; `now` in milliseconds. */
export function mayGreet(
  { pages, notPages, frequency }: Proactive,
  path: string,
  { at, thisVisit }: Greeted,
  now: number,
): boolean {
  const isHere = (pattern: string): boolean => matchesPage(pattern, path);
  if (thisVisit || notPages.some(isHere) || (pages && !pages.some(isHere))) return false;
  if (frequency === 'oncePerDay') return now - at >= DAY_MS;
  return frequency !== 'oncePerVisitor' || at === 0;
}
