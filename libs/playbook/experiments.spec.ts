import { armOf } from './experiments.ts';

const armsOf = (...weights: number[]) => weights.map((weight, index) => ({ id: `arm${index}`, weight }));
/** How often each arm is taken by this many visitors. */
function shares(weights: number[], key: string, seedOf: (visitor: number) => number, visitors = 100_000): number[] {
  const arms = armsOf(...weights);
  const counts = new Map<string, number>();
  for (let visitor = 0; visitor < visitors; visitor += 1) {
    const arm = armOf(seedOf(visitor), key, arms);
    counts.set(arm, (counts.get(arm) ?? 0) + 1);
  }
  return arms.map(({ id }) => (counts.get(id) ?? 0) / visitors);
}

describe('armOf', () => {
  it.each<[number, string, string]>([
    [0, 'hello', 'arm7'],
    [1, 'hello', 'arm2'],
    [2, 'hello', 'arm0'],
    [3, 'hello', 'arm6'],
    [1, 'pricing', 'arm0'],
    [2_147_483_647, 'hello', 'arm3'],
    [9_007_199_254_740_991, 'hello', 'arm7'],
  ])('seed %d and key %s: %s, for ever', (seed, key, arm) => {
    expect(armOf(seed, key, armsOf(1, 1, 1, 1, 1, 1, 1, 1))).toBe(arm);
  });

  it.each<[string, number[], (visitor: number) => number]>([
    ['seeds that follow each other', [1, 1], (visitor) => visitor],
    ['seeds that follow each other, weighted', [1, 3, 6], (visitor) => visitor],
    ['even seeds', [50, 50], (visitor) => visitor * 2],
    ['seeds with the same lower half', [1, 1, 2], (visitor) => visitor * 2 ** 32],
    ['scattered seeds', [999, 1], (visitor) => (visitor * 2_654_435_761) % 2 ** 31],
  ])('follows the weights: %s', (_, weights, seedOf) => {
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    shares(weights, 'key', seedOf).forEach((share, index) => {
      const expected = (weights[index] ?? 0) / total;
      // five standard deviations
      const tolerance = 5 * Math.sqrt((expected * (1 - expected)) / 100_000);
      expect(Math.abs(share - expected)).toBeLessThan(tolerance);
    });
  });

  it.each(['b', 'key2', 'yek', 'a-much-longer-key'])('is independent of the arms for another key (%s)', (other) => {
    const arms = armsOf(1, 1);
    let same = 0;
    for (let seed = 0; seed < 20_000; seed += 1) if (armOf(seed, 'a', arms) === armOf(seed, other, arms)) same += 1;
    expect(Math.abs(same / 20_000 - 0.5)).toBeLessThan(0.02);
  });
});
