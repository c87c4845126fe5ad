/** Milliseconds to wait before attempt `n` (0, 1, 2 …): doubling from `first` to `most`, a quarter more or less. */
export const backoff = (n: number, first: number, most: number): number =>
  Math.min(most, first * 2 ** n) * (0.75 + Math.random() / 2);
