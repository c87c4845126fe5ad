/** Milliseconds to wait before attempt `n` (0, 1, 2 …): doubling from `first` to `most`, spread by up to a half. */
export function backoff(n: number, first = 500, most = 30_000, random: () => number = Math.random): number {
  return Math.min(most, first * 2 ** Math.min(n, 20)) * (0.75 + random() / 2);
}
