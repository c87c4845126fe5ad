import type { Period, REPORT_DAYS } from '#libs/contracts';

/** Days of a report at most. */
const MOST_DAYS: typeof REPORT_DAYS = 400;
const DAY_MS = 86_400_000;

export const PRESETS = { today: 1, week: 7, month: 30 } as const;
export type Preset = keyof typeof PRESETS;

/** The browser's own. */
export const ownTimeZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return /^[A-Za-z]/.test(name);
  } catch {
    return false;
  }
}

/** The day that a moment is in there, "2026-11-23". */
export const dayIn = (timeZone: string, moment: number): string =>
  new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(moment);

/** So many days up to today. */
export function lastDays(days: number, timeZone: string, now = Date.now()): Period {
  const to = dayIn(timeZone, now);
  return { from: new Date(Date.parse(to) - (days - 1) * DAY_MS).toISOString().slice(0, 10), to, timeZone };
}

/** What is wrong with a period; null: nothing. */
export function wrongWith({ from, to, timeZone }: Period): 'period' | 'timeZone' | null {
  if (!isTimeZone(timeZone)) return 'timeZone';
  const days = (Date.parse(to) - Date.parse(from)) / DAY_MS + 1;
  return days >= 1 && days <= MOST_DAYS ? null : 'period';
}
