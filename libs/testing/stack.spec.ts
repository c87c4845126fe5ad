import { startStack } from './index.ts';

/** Needs `npm run build`. */
describe('startStack', () => {
  it('runs a gateway and a worker, kills and starts them again at the same address', async () => {
    const stack = await startStack();
    const [gateway] = stack.gateways;
    const before = gateway!.pid;
    expect((await fetch(`${stack.url}/health/live`)).status).toBe(200);
    await gateway!.kill();
    expect(gateway!.running()).toBe(false);
    await expect(fetch(`${stack.url}/health/live`)).rejects.toThrow();
    await gateway!.start();
    expect(gateway!.pid).not.toBe(before);
    expect((await fetch(`${stack.url}/health/live`)).status).toBe(200);
    await stack.stop();
    expect([...stack.gateways, ...stack.workers].map((child) => child.running())).toEqual([false, false]);
  }, 60_000);

  it('can have a Temporal of its own, which keeps its address and data over kill -9', async () => {
    const stack = await startStack({ ownTemporal: true, gateways: 0, workers: 1 });
    const { pid, uiUrl } = stack.temporal;
    await stack.temporal.kill();
    await stack.temporal.start();
    expect(stack.temporal.pid).not.toBe(pid);
    expect((await fetch(`${uiUrl}/api/v1/namespaces/foyer`)).status).toBe(200);
    await stack.stop();
  }, 60_000);
});
