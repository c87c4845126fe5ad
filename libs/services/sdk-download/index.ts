import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Progress, userCache } from '../cache.ts';
import { run } from '../process/run.ts';
import { isExecutable } from '../process/which.ts';

/** What the SDK can download, by the name that its files begin with. */
export type SdkProgram = 'temporal' | 'temporal-test-server';

const DOWNLOADS = 'https://temporal.download';
const REACH_TIMEOUT_MS = 4_000;
const DOWNLOAD_TIMEOUT_MS = 180_000;

const downloadFolder = (env: NodeJS.ProcessEnv) => join(userCache(env), 'sdk');

/** A file that the SDK downloaded before, for us or for another project (it keeps those in the temporary folder). */
export function findSdkDownload(program: SdkProgram, env: NodeJS.ProcessEnv = process.env): string | null {
  for (const folder of [downloadFolder(env), tmpdir()]) {
    if (!existsSync(folder)) continue;
    const file = readdirSync(folder).find(
      (name) => name.startsWith(`${program}-sdk-typescript-`) && !name.includes('.d'),
    );
    if (file !== undefined && isExecutable(join(folder, file))) return join(folder, file);
  }
  return null;
}

async function reachable(): Promise<boolean> {
  try {
    await fetch(DOWNLOADS, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(REACH_TIMEOUT_MS) });
    return true;
  } catch {
    return false;
  }
}

/** Lets the SDK download a program; null when its download site does not answer within seconds, or the download fails. */
export async function downloadBySdk(
  program: SdkProgram,
  progress: Progress,
  env: NodeJS.ProcessEnv = process.env,
): Promise<string | null> {
  progress(`asking ${DOWNLOADS}`);
  if (!(await reachable())) return null;
  progress(`downloading ${program} from ${DOWNLOADS}`);
  mkdirSync(downloadFolder(env), { recursive: true });
  const script = join(import.meta.dirname, import.meta.filename.endsWith('.ts') ? 'main.ts' : 'main.js');
  await run(process.execPath, [script, program, downloadFolder(env)], { timeoutMs: DOWNLOAD_TIMEOUT_MS });
  return findSdkDownload(program, env);
}
