import { computed, signal } from '@preact/signals';
import { language } from './index.ts';

/** The browser's own way to write the language shown, e.g. "en-GB" and not "en"; the language where it has none. */
const locale = computed(() => navigator.languages.find((tag) => tag.startsWith(language.value)) ?? language.value);

/** Moved on every second: what shows "3 min" reads it. Milliseconds since the epoch. */
const now = signal(Date.now());
setInterval(() => {
  now.value = Date.now();
}, 1_000);

const UNITS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const;

/** How long since a time, short: "3 min", "2 h". Never below zero, since clocks of browsers differ from the server's. */
export function elapsed(iso: string): string {
  const seconds = Math.max(0, Math.round((now.value - Date.parse(iso)) / 1_000));
  const [unit, size] = UNITS.find(([, length]) => seconds >= length) ?? (['second', 1] as const);
  const amount = Math.floor(seconds / size);
  return new Intl.NumberFormat(locale.value, { style: 'unit', unit, unitDisplay: 'short' }).format(amount);
}

/** Whole seconds until a time, counted down every second; never below zero. */
export function secondsUntil(iso: string): number {
  // read for its being moved on; by itself it may be a second old
  const time = Math.max(now.value, Date.now());
  return Math.max(0, Math.ceil((Date.parse(iso) - time) / 1_000));
}

/** A Monday. */
const MONDAY = Date.UTC(2024, 0, 1);

/** The weekday's name; 0 is Monday. */
export const weekdayName = (index: number): string =>
  new Intl.DateTimeFormat(locale.value, { weekday: 'long', timeZone: 'UTC' }).format(MONDAY + index * 86_400_000);

const isToday = (iso: string): boolean => new Date(iso).toDateString() === new Date().toDateString();

export const clock = (iso: string): string =>
  new Intl.DateTimeFormat(locale.value, { hour: '2-digit', minute: '2-digit' }).format(new Date(iso));

export const day = (iso: string): string =>
  new Intl.DateTimeFormat(locale.value, { weekday: 'long', day: 'numeric', month: 'long' }).format(new Date(iso));

/** The time of today, the date of any other day. */
export const shortTime = (iso: string): string =>
  isToday(iso)
    ? clock(iso)
    : new Intl.DateTimeFormat(locale.value, { day: 'numeric', month: 'short' }).format(new Date(iso));

export const fullTime = (iso: string): string =>
  new Intl.DateTimeFormat(locale.value, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(iso));

/** "€1,200.50"; without a known currency the bare number. */
export function money(value: string, currency: string | null): string {
  const style = currency === null ? {} : { style: 'currency' as const, currency };
  return new Intl.NumberFormat(locale.value, { maximumFractionDigits: 2, ...style }).format(Number(value));
}

/** A language's name in the language shown, e.g. "Spanish"; the code itself where the browser knows none. */
export function languageName(code: string): string {
  return new Intl.DisplayNames(locale.value, { type: 'language', fallback: 'code' }).of(code) ?? code;
}

/** A length of time, short, in its largest unit, from 10 on in whole ones: "1.5 min", "12 min", "3 days". */
export function duration(seconds: number): string {
  const [unit, size] = UNITS.find(([, length]) => seconds >= length) ?? (['second', 1] as const);
  const exact = seconds / size;
  const amount = exact < 9.95 ? Math.round(exact * 10) / 10 : Math.round(exact);
  return new Intl.NumberFormat(locale.value, { style: 'unit', unit, unitDisplay: 'short' }).format(amount);
}

export const count = (value: number): string => new Intl.NumberFormat(locale.value).format(value);

/** A share of 1 as "12%". */
export const percent = (share: number): string =>
  new Intl.NumberFormat(locale.value, { style: 'percent', maximumFractionDigits: 0 }).format(share);

/** A calendar day "2026-11-23" as "Mon, Nov 23", whatever time zone this is in. */
export const shortDay = (date: string): string =>
  new Intl.DateTimeFormat(locale.value, { weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' }).format(
    new Date(date),
  );

/** An hour of the day from 0 to 23, as the clock shows it: "2 PM", "14". */
export const hourOfDay = (hour: number): string =>
  new Intl.DateTimeFormat(locale.value, { hour: 'numeric', timeZone: 'UTC' }).format(
    new Date(Date.UTC(2000, 0, 1, hour)),
  );
