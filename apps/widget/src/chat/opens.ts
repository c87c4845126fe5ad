const WEEK_MS = 6 * 86_400_000;

/** A time in the near future in words, by the visitor's own clock: with the weekday, and the date where that is far. */
export function whenWords(at: string, language: string, now: number): string {
  const time = new Date(at);
  const far = time.getTime() - now > WEEK_MS;
  const today = time.toDateString() === new Date(now).toDateString();
  return time.toLocaleString(language, {
    ...(today ? {} : { weekday: 'long' }),
    ...(far && { day: 'numeric', month: 'long' }),
    hour: 'numeric',
    minute: '2-digit',
  });
}
