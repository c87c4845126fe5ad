import { DateTime } from 'luxon';
import { type OpeningHours, WEEKDAYS } from '#libs/contracts';

/** Days that are searched for an opening: a year and the longest holiday. */
const DAYS_AHEAD = 400;

/** A stretch of time in milliseconds since 1970; `to` is not part of it. */
interface Span {
  from: number;
  to: number;
}
interface Day extends Span {
  /** When it is open. */
  open: Span[];
}

/** The time at which the day's clock shows `time` ("24:00" is the next day's first moment). */
function momentOf(day: DateTime, time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  if (hour === 24) return day.plus({ days: 1 }).startOf('day').toMillis();
  return day.set({ hour, minute, second: 0, millisecond: 0 }).toMillis();
}

/** When it is open on a day. A holiday's windows take the place of the week's. */
function openOn(day: DateTime, { week, holidays }: OpeningHours): Span[] {
  const date = day.toISODate();
  const weekday = WEEKDAYS[day.weekday - 1];
  const windows = holidays.find((one) => one.date === date)?.windows ?? (weekday && week[weekday]) ?? [];
  return windows.map(({ from, to }) => ({ from: momentOf(day, from), to: momentOf(day, to) }));
}

/** The first moment, by the hours' own clock, of the day that `moment` is part of. */
const startOfDay = ({ timeZone }: OpeningHours, moment: number): DateTime =>
  DateTime.fromMillis(moment, { zone: timeZone }).startOf('day');

/** The day that was asked for last: it is asked for again and again, and time zones are slow to read. */
const lastDays = new WeakMap<OpeningHours, Day>();

const within = (moment: number, { from, to }: Span): boolean => from <= moment && moment < to;

function dayOf(hours: OpeningHours, moment: number): Day {
  const last = lastDays.get(hours);
  if (last && within(moment, last)) return last;
  const start = startOfDay(hours, moment);
  const day = { from: start.toMillis(), to: momentOf(start, '24:00'), open: openOn(start, hours) };
  lastDays.set(hours, day);
  return day;
}

/** Whether they are open at a time (ISO 8601). Not where the time zone is unknown, which the validator refuses. */
export function isOpen(hours: OpeningHours, at: string): boolean {
  const now = Date.parse(at);
  return dayOf(hours, now).open.some((window) => within(now, window));
}

/**
 * From when on they are open (ISO 8601 in UTC with milliseconds): `at` itself while they are; null where they do not
 * open within 400 days.
 */
export function nextOpening(hours: OpeningHours, at: string): string | null {
  const now = Date.parse(at);
  if (isOpen(hours, at)) return new Date(now).toISOString();
  const today = startOfDay(hours, now);
  for (let ahead = 0; ahead <= DAYS_AHEAD; ahead++) {
    const openings = openOn(today.plus({ days: ahead }), hours)
      .filter(({ from, to }) => from < to && from > now)
      .map(({ from }) => from);
    if (openings.length > 0) return new Date(Math.min(...openings)).toISOString();
  }
  return null;
}
