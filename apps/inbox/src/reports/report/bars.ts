/** Steps between the lines of a scale: 1, 2 or 5 of some power of ten; for times, what clocks count in. */
const TIME_STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 14_400, 28_800, 43_200, 86_400];
const LINES = 4;

function stepFor(most: number, isTime: boolean): number {
  const wanted = most / LINES;
  const step = isTime ? TIME_STEPS.find((candidate) => candidate >= wanted) : undefined;
  if (step !== undefined) return step;
  const power = 10 ** Math.max(0, Math.floor(Math.log10(wanted)));
  return power * ([1, 2, 5, 10].find((factor) => power * factor >= wanted) ?? 10);
}

export interface Bars {
  /** Of each value along the axis, from 0 to 1: where its bar begins, and how thick it is. */
  bars: { at: number; thickness: number; length: number; value: number | null }[];
  /** Lines of the scale; `at` from 0 to 1. */
  lines: { value: number; at: number }[];
}

/** How much of a value's room its bar takes. */
const FILLED = 0.7;

/** Where the bars of a chart and the lines of its scale are, whatever its size. Nothing measured: a bar without length. */
export function barsOf(values: readonly (number | null)[], isTime = false): Bars {
  const most = Math.max(0, ...values.map((value) => value ?? 0));
  const step = stepFor(most > 0 ? most : 1, isTime);
  const count = Math.max(1, Math.ceil(most / step));
  const room = 1 / Math.max(1, values.length);
  return {
    bars: values.map((value, index) => ({
      at: (index + (1 - FILLED) / 2) * room,
      thickness: room * FILLED,
      length: (value ?? 0) / (count * step),
      value,
    })),
    lines: Array.from({ length: count + 1 }, (_, line) => ({ value: line * step, at: line / count })),
  };
}

/** Every how manieth label is written where `most` of them have room. */
export const labelEvery = (labels: number, most: number): number => Math.max(1, Math.ceil(labels / most));
