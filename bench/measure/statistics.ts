/** The value below which a share (0 to 1) of the samples lies; samples in any order, at least one. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
}

export interface Latency {
  p50: number;
  p95: number;
}

/** Milliseconds at the median and at 95 %. */
export const latencyOf = (samples: readonly number[]): Latency => ({
  p50: percentile(samples, 0.5),
  p95: percentile(samples, 0.95),
});
