import { eventually } from '#libs/testing';
import { Batch } from './batch.ts';

it('hands over together what came together, each key once, and then not too soon again', async () => {
  const flushed: { keys: string[]; at: number }[] = [];
  const batch = new Batch({ soon: 5, apart: 80 }, (keys) => flushed.push({ keys, at: performance.now() }));
  batch.add('a');
  batch.add('b');
  batch.add('a');
  await eventually(() => expect(flushed.map(({ keys }) => keys)).toEqual([['a', 'b']]), { every: 2 });
  batch.add('c');
  await eventually(() => expect(flushed.map(({ keys }) => keys)).toEqual([['a', 'b'], ['c']]), { every: 2 });
  expect((flushed[1]?.at ?? 0) - (flushed[0]?.at ?? 0)).toBeGreaterThanOrEqual(40);
});
