import { anyPort, findTemporal, startTemporal } from '#libs/services';
import { testTemporal } from './services/ask.ts';
import { logFile, track } from './services/registry.ts';

let count = 0;

/**
 * A dev server of its own, in memory, with other limits than the shared one.
 * @param dynamicConfig the server's settings by name, e.g. `limit.historyCount.suggestContinueAsNew`
 */
export async function startTemporalWith(
  dynamicConfig: Record<string, string>,
): Promise<{ address: string; namespace: string; stop(): Promise<void> }> {
  // asking the services of the run once lets them find or build what is missing
  if (findTemporal() === null) await testTemporal();
  const server = await startTemporal({
    cli: findTemporal()!,
    namespace: 'foyer',
    logFile: logFile(`own-temporal-${process.pid}-${++count}`),
    wishedPort: await anyPort(),
    wishedUiPort: null,
    databaseFile: null,
    dynamicConfig,
  });
  track(server.process.identity);
  return { address: server.address, namespace: 'foyer', stop: () => server.stop() };
}
