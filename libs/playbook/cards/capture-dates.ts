/** Year first, in any language. */
const ISO = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/;
const DOTTED = /^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})$/;
const SLASHED = /^(\d{1,2})[/-](\d{1,2})[/-](\d{4})$/;

/** The only language whose people write the month before the day. */
const MONTH_FIRST = 'en-US';

function isoDate(year: string, month: string, day: string): string | null {
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const time = Date.parse(`${iso}T00:00:00Z`);
  // some engines read 30 February as 2 March
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(iso) && year >= '1000' ? iso : null;
}

/**
 * A day as people type it, as ISO 8601: "2026-03-31", "31.3.2026", "31/3/2026"; "3/31/2026" in en-US, and only there.
 * Null when it is none, or no such day.
 */
export function dateFrom(raw: string, language: string): string | null {
  const text = raw.normalize('NFKC').trim();
  const iso = ISO.exec(text);
  if (iso) return isoDate(iso[1] ?? '', iso[2] ?? '', iso[3] ?? '');
  const [, first = '', second = '', year = ''] = DOTTED.exec(text) ?? SLASHED.exec(text) ?? [];
  const monthFirst = language === MONTH_FIRST && !DOTTED.test(text);
  return monthFirst ? isoDate(year, first, second) : isoDate(year, second, first);
}
