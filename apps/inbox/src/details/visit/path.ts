/** The part of an address that tells pages of one website apart, as people write it. */
export function pathOf(url: string): string {
  const parsed = URL.parse(url);
  if (!parsed) return url;
  try {
    return decodeURI(parsed.pathname) + parsed.search;
  } catch {
    return parsed.pathname + parsed.search;
  }
}
