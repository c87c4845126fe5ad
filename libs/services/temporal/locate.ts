import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { type Progress, userCache } from '../cache.ts';
import { ServiceError } from '../errors.ts';
import { withLock } from '../process/lock.ts';
import { run } from '../process/run.ts';
import { isExecutable, which } from '../process/which.ts';
import { downloadBySdk, findSdkDownload } from '../sdk-download/index.ts';

const MODULE = 'github.com/temporalio/cli/cmd/temporal@v1.5.1';
const BUILD_TIMEOUT_MS = 20 * 60_000;

export interface TemporalCli {
  executable: string;
  /** Where it came from, for people. */
  source: string;
}

const built = (env: NodeJS.ProcessEnv) => join(userCache(env), 'bin', 'temporal');

/** Where `go install` puts programs when nobody says otherwise. */
const goFolders = (env: NodeJS.ProcessEnv): string[] => [
  ...(env.GOBIN ? [env.GOBIN] : []),
  ...(env.GOPATH || join(homedir(), 'go')).split(delimiter).map((folder) => join(folder, 'bin')),
];

/** The Temporal CLI where it is on this machine already; takes no time and no network. */
export function findTemporal(env: NodeJS.ProcessEnv = process.env): TemporalCli | null {
  const onPath = which('temporal', env);
  if (onPath !== null) return { executable: onPath, source: 'on PATH' };
  const inGo = goFolders(env)
    .map((folder) => join(folder, 'temporal'))
    .find(isExecutable);
  if (inGo !== undefined) return { executable: inGo, source: 'installed by Go' };
  const downloaded = findSdkDownload('temporal', env);
  if (downloaded !== null) return { executable: downloaded, source: 'downloaded by the Temporal SDK' };
  return isExecutable(built(env)) ? { executable: built(env), source: 'built before' } : null;
}

const minutes = (ms: number) => `${Math.floor(ms / 60_000)}:${String(Math.floor(ms / 1_000) % 60).padStart(2, '0')}`;

/** Builds the CLI with Go into the user's cache. Answers the failure's output, or null. */
async function buildWithGo(go: string, progress: Progress, env: NodeJS.ProcessEnv): Promise<string | null> {
  const folder = join(userCache(env), `bin.${process.pid}`);
  mkdirSync(folder, { recursive: true });
  const began = Date.now();
  let packages = 0;
  const tell = () =>
    progress(
      `building the Temporal CLI with Go, ${packages} packages after ${minutes(Date.now() - began)}` +
        ' (no ready-made one was found or could be downloaded; takes 3 to 4 minutes, once)',
    );
  tell();
  const ticking = setInterval(tell, 5_000);
  try {
    const done = await run(go, ['install', '-v', MODULE], {
      env: { ...env, GOBIN: folder, GOFLAGS: '' },
      timeoutMs: BUILD_TIMEOUT_MS,
      onLine: () => {
        packages++;
      },
    });
    if (!done.ok) return done.timedOut ? `go install took longer than ${minutes(BUILD_TIMEOUT_MS)}` : done.output;
    mkdirSync(join(userCache(env), 'bin'), { recursive: true });
    renameSync(join(folder, 'temporal'), built(env));
    return null;
  } finally {
    clearInterval(ticking);
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * The Temporal CLI: on PATH, else from Go's folder or the user's cache, else downloaded by the Temporal SDK, else built
 * with Go where Go is present. Two runs at once do not do the work twice. Throws a ServiceError that says what to install.
 */
export async function ensureTemporal(
  progress: Progress,
  env: NodeJS.ProcessEnv = process.env,
  download = downloadBySdk,
): Promise<TemporalCli> {
  const found = findTemporal(env);
  if (found !== null) return found;
  return withLock(join(userCache(env), 'temporal.lock'), BUILD_TIMEOUT_MS, async () => {
    const meanwhile = findTemporal(env);
    if (meanwhile !== null) return meanwhile;
    const downloaded = await download('temporal', progress, env);
    if (downloaded !== null) return { executable: downloaded, source: 'downloaded by the Temporal SDK' };
    const go = which('go', env);
    const failure = go === null ? '' : await buildWithGo(go, progress, env);
    if (failure === null) return { executable: built(env), source: 'built with Go' };
    throw new ServiceError(
      'Temporal is needed and was not found. Do one of these, then start again:\n' +
        '  - install the Temporal CLI so that `temporal` is on PATH: https://docs.temporal.io/cli\n' +
        '  - install Go 1.24 or newer (https://go.dev/dl): the CLI is then built for you, once\n' +
        '  - set TEMPORAL_ADDRESS (and TEMPORAL_NAMESPACE, TEMPORAL_API_KEY) to a Temporal of your own\n' +
        `Tried: \`temporal\` on PATH; download by the Temporal SDK (not reachable); ${
          go === null ? 'Go (not installed)' : 'go install (failed, see below)'
        }.`,
      failure.split('\n').slice(-12).join('\n'),
    );
  });
}
