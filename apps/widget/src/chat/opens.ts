const WEEK_MS = 6 * 86_400_000;

/** A site and its visitor may live by different clocks at that time. */
const differs = (time: Date, timeZone: string): boolean =>
  time.toLocaleString('en', { timeZone }) !== time.toLocaleString('en');

/**
 * A time in the near future in words, by the visitor's own clock: with the weekday, and the date where that is far.
 *
 * @param timeZone the site's: where it is another time there, the words say by which clock they go
 */
export function whenWords(at: string, language: string, now: number, timeZone: string): string {
  const time = new Date(at);
  const far = time.getTime() - now > WEEK_MS;
  const today = time.toDateString() === new Date(now).toDateString();
  return time.toLocaleString(language, {
    ...(today ? {} : { weekday: 'long' }),
    ...(far && { day: 'numeric', month: 'long' }),
    hour: 'numeric',
    minute: '2-digit',
    ...(differs(time, timeZone) && { timeZoneName: 'short' }),
  });
}
