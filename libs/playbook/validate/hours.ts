import type { OpeningHours } from '#libs/contracts';
import type { PathPart, Problems } from './problems.ts';

type Window = NonNullable<OpeningHours['week']['monday']>[number];

function isTimeZone(name: string): boolean {
  // an offset like "+02:00" is a time zone to Intl, but knows no summer time
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** Times of one day as "HH:MM", which compare as text. */
function checkWindows(windows: readonly Window[], path: PathPart[], problems: Problems): void {
  windows.forEach(({ from, to }, index) => {
    if (from >= to) problems.add([...path, index], 'wrong_window', 'These hours end before they begin.');
    else if (windows.some((other, before) => before < index && other.from < to && from < other.to)) {
      problems.add([...path, index], 'overlapping_windows', 'These hours overlap with others of the same day.');
    }
  });
}

/**
 * Opening hours are such that it can be told when they begin and end.
 * @param where their path in what is checked
 */
export function checkHours(
  hours: OpeningHours | undefined,
  problems: Problems,
  where: PathPart[] = ['openingHours'],
): void {
  if (!hours) return;
  if (!isTimeZone(hours.timeZone)) {
    const message = `There is no time zone “${hours.timeZone}”; write one like “Europe/Lisbon”.`;
    problems.add([...where, 'timeZone'], 'unknown_time_zone', message);
  }
  for (const [day, windows] of Object.entries(hours.week)) {
    checkWindows(windows ?? [], [...where, 'week', day], problems);
  }
  const dates = new Set<string>();
  hours.holidays.forEach(({ date, windows }, index) => {
    const path = [...where, 'holidays', index];
    if (dates.has(date)) problems.add([...path, 'date'], 'duplicate_holiday', 'This day is named twice.');
    dates.add(date);
    checkWindows(windows, [...path, 'windows'], problems);
  });
  if (Object.values(hours.week).every((windows) => (windows ?? []).length === 0)) {
    problems.add([...where, 'week'], 'never_open', 'No day of the week has opening hours.');
  }
}
