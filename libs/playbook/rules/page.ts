import type { Rule } from '#libs/contracts';

type UtmName = Extract<Rule, { test: 'utm' }>['name'];

function urlOf(pageUrl: string | null): URL | null {
  return pageUrl === null ? null : URL.parse(pageUrl);
}

/** The path as people write it: "/preços", not "/pre%C3%A7os". */
function pathOf({ pathname }: URL): string {
  try {
    return decodeURI(pathname);
  } catch {
    return pathname;
  }
}

/**
 * Whether a path fits a pattern in which `*` stands for any characters. In time that grows with both lengths only,
 * however many `*` there are.
 */
export function matchesGlob(path: string, pattern: string): boolean {
  let at = 0;
  let next = 0;
  // where to try again: one character more for the last `*`
  let star = -1;
  let starAt = 0;
  while (at < path.length) {
    if (pattern[next] === '*') {
      star = next++;
      starAt = at;
    } else if (pattern[next] === path[at]) {
      next++;
      at++;
    } else if (star >= 0) {
      next = star + 1;
      at = ++starAt;
    } else return false;
  }
  while (pattern[next] === '*') next++;
  return next === pattern.length;
}

/** Whether the page's path fits one of the patterns. An unknown page fits none. */
export function matchesPage(pageUrl: string | null, patterns: readonly string[]): boolean {
  const url = urlOf(pageUrl);
  if (!url) return false;
  const path = pathOf(url);
  return patterns.some((pattern) => matchesGlob(path, pattern));
}

/** The value of `utm_<name>` in the page's query; null where there is none. */
export const utmOf = (pageUrl: string | null, name: UtmName): string | null =>
  urlOf(pageUrl)?.searchParams.get(`utm_${name}`) ?? null;
