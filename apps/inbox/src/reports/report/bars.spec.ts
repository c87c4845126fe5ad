import { barsOf, labelEvery } from './bars.ts';

it.each([
  [[0, 3, 4], false, [0, 1, 2, 3, 4]],
  [[17], false, [0, 5, 10, 15, 20]],
  [[100, null], false, [0, 50, 100]],
  [[1_234], false, [0, 500, 1_000, 1_500]],
  [[45], true, [0, 15, 30, 45]],
  [[200], true, [0, 60, 120, 180, 240]],
  [[9_000], true, [0, 3_600, 7_200, 10_800]],
  [[], false, [0, 1]],
  [[null, 0], true, [0, 1]],
])('the scale of %j (time: %s) has lines at %j', (values, isTime, lines) => {
  const scale = barsOf(values, isTime).lines;
  expect(scale.map(({ value }) => value)).toEqual(lines);
  expect([scale[0]?.at, scale.at(-1)?.at]).toEqual([0, 1]);
});

it('bars share the axis, stay apart and are as long as their values', () => {
  const { bars } = barsOf([5, null, 10, 20]);
  expect(bars.map(({ length }) => length)).toEqual([0.25, 0, 0.5, 1]);
  for (const [index, { at, thickness }] of bars.entries()) {
    expect(at).toBeGreaterThan(index / 4);
    expect(at + thickness).toBeLessThan((index + 1) / 4);
  }
});

it('labels are left out where they have no room', () => {
  expect([labelEvery(24, 24), labelEvery(24, 12), labelEvery(31, 12), labelEvery(0, 12)]).toEqual([1, 2, 3, 1]);
});
