/** Characters of a page's address. */
const LONGEST = 2_000;

/**
 * A page's address as it may be kept: without user name, fragment and query, in which secrets may stand; of the query
 * only `utm_*` stays. Null for what is no address of a web page, or too long.
 */
export function cleanPageUrl(address: string): string | null {
  const url = URL.parse(address);
  if (!url || !/^https?:$/.test(url.protocol)) return null;
  const kept = [...url.searchParams].filter(([name]) => name.startsWith('utm_'));
  url.username = '';
  url.password = '';
  url.hash = '';
  url.search = new URLSearchParams(kept).toString();
  return url.href.length <= LONGEST ? url.href : null;
}
