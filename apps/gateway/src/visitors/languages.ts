/** So many languages are looked at; a header could name thousands. */
const MOST = 20;

/**
 * Languages, most wanted first: those of the query, then those of the header by their weights.
 * @param query "es-MX,es,en"
 * @param header Accept-Language, e.g. "de;q=0.5, en"
 */
export function wantedLanguages(query: string | undefined, header: string | undefined): string[] {
  const named = (query ?? '').split(',').map((tag) => tag.trim());
  const accepted = (header ?? '')
    .split(',', MOST)
    .map((part) => {
      const [tag = '', ...parameters] = part.split(';').map((text) => text.trim());
      const weight = parameters.find((parameter) => parameter.startsWith('q='));
      return { tag, weight: weight ? Number(weight.slice(2)) : 1 };
    })
    .filter(({ tag, weight }) => tag !== '*' && weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .map(({ tag }) => tag);
  return [...named, ...accepted].filter((tag) => tag !== '').slice(0, MOST);
}
