import { eventually } from '#libs/testing';
import { BoundedQueue } from './bounded-queue.ts';

it('runs a few at a time, in order, later than the caller, and drops what is too much', async () => {
  const queue = new BoundedQueue({ concurrency: 2, waiting: 5 });
  const done: number[] = [];
  let running = 0;
  let most = 0;
  const job = (no: number) => async () => {
    running += 1;
    most = Math.max(most, running);
    await new Promise((next) => setImmediate(next));
    running -= 1;
    done.push(no);
  };
  const taken = Array.from({ length: 8 }, (_, no) => queue.add(job(no)));
  expect(done).toEqual([]);
  expect(taken).toEqual([true, true, true, true, true, false, false, false]);
  await eventually(() => expect(done).toEqual([0, 1, 2, 3, 4]));
  expect(most).toBe(2);
  expect(queue.add(job(9))).toBe(true);
  await eventually(() => expect(done).toContain(9));
});
