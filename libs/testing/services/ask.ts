import type { TestTemporal } from './index.ts';

/** Asks the process that holds the services of this run. The first question may have to start or fetch something. */
async function ask<T>(method: string, path: string): Promise<T> {
  const url = process.env.FOYER_TEST_SERVICES_URL;
  if (url === undefined) throw new Error('No test services run: startServices() first (Jest’s global setup does)');
  const response = await fetch(`${url}${path}`, { method });
  if (!response.ok) throw new Error(await response.text());
  return (await response.json()) as T;
}

/** The shared Temporal dev server of this run, with namespace and search attributes; started by the first who asks. */
export const testTemporal = (): Promise<TestTemporal> => ask('GET', '/temporal');

/** Its address, `host:port`. */
export const temporalAddress = async (): Promise<string> => (await testTemporal()).address;

export const startTimeSkipper = (): Promise<{ address: string }> => ask('POST', '/time-skipping');
export const stopTimeSkipper = (address: string): Promise<null> => ask('DELETE', `/time-skipping/${address}`);
