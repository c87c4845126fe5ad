import { InOrder } from './in-order.ts';

it('runs one after another, in the order they came, also after a failure', async () => {
  const inOrder = new InOrder();
  const log: number[] = [];
  const slow = inOrder.run(async () => {
    await new Promise((done) => setImmediate(done));
    log.push(1);
  });
  const failing = inOrder.run(async () => {
    log.push(2);
    throw new Error('no');
  });
  const last = inOrder.run(async () => log.push(3));
  await expect(failing).rejects.toThrow('no');
  await Promise.all([slow, last]);
  expect(log).toEqual([1, 2, 3]);
});

it('refuses what comes on top of a long queue, and takes more once it is worked off', async () => {
  const inOrder = new InOrder();
  const outcomes = await Promise.allSettled(Array.from({ length: 1_000 }, () => inOrder.run(async () => undefined)));
  const refused = outcomes.filter(({ status }) => status === 'rejected');
  expect(refused.length).toBeGreaterThan(0);
  expect(refused[0]).toMatchObject({ reason: { code: 'rate_limited' } });
  await expect(inOrder.run(async () => 'again')).resolves.toBe('again');
});
