import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { identify, isRunning, type ProcessIdentity, removePostgres, stopProcess } from '#libs/services';

const PREFIX = 'foyer-test-';

/** The folder of the current test run: data, logs and the list of its processes. */
export function runFolder(): string {
  const folder = process.env.FOYER_TEST_FOLDER;
  if (folder === undefined) throw new Error('No test services run: startServices() first (Jest’s global setup does)');
  return folder;
}

export const logFile = (name: string): string => join(runFolder(), 'logs', `${name}.log`);

const read = (file: string): ProcessIdentity => JSON.parse(readFileSync(file, 'utf8')) as ProcessIdentity;

/** Remembers a process of this run, so that it is ended with the run even when the test that started it crashed. */
export function track(identity: ProcessIdentity): void {
  writeFileSync(join(runFolder(), 'processes', String(identity.pid)), JSON.stringify(identity));
}

/** Ends every process of a run and removes its folder. */
export async function removeRun(folder: string): Promise<void> {
  const processes = join(folder, 'processes');
  const identities = existsSync(processes) ? readdirSync(processes).map((name) => read(join(processes, name))) : [];
  await Promise.all(identities.map((identity) => stopProcess(identity, { signal: 'SIGQUIT', graceMs: 1_000 })));
  removePostgres(join(folder, 'postgres'));
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}

/** Ends what runs left behind whose own process was killed. */
async function removeDeadRuns(): Promise<void> {
  for (const name of readdirSync(tmpdir()).filter((entry) => entry.startsWith(PREFIX))) {
    const folder = join(tmpdir(), name);
    const owner = join(folder, 'owner');
    if (existsSync(owner) && !isRunning(read(owner))) await removeRun(folder);
  }
}

/** Makes this run's folder and sets `FOYER_TEST_FOLDER`, which child processes inherit. */
export async function beginRun(): Promise<string> {
  await removeDeadRuns();
  const folder = mkdtempSync(join(tmpdir(), PREFIX));
  // As root, PostgreSQL runs as another user, which must pass.
  chmodSync(folder, 0o711);
  writeFileSync(join(folder, 'owner'), JSON.stringify(identify(process.pid)));
  mkdirSync(join(folder, 'processes'));
  process.env.FOYER_TEST_FOLDER = folder;
  return folder;
}
