import { type ChildProcess, fork } from 'node:child_process';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';

const START_TIMEOUT_MS = 60_000;

export interface FloorProcess<Ready> {
  child: ChildProcess;
  pid: number;
  /** What the process said first: it is ready. */
  ready: Ready;
  stop(): Promise<void>;
}

/** Starts one of the programs in this folder, by its name without ending, and waits for its first word. */
export async function startFloor<Ready>(name: string, env: Record<string, string>): Promise<FloorProcess<Ready>> {
  // beside this file, with its ending: `.ts` from source, `.js` in the build
  const program = new URL(`./${name}${extname(import.meta.url)}`, import.meta.url);
  const child = fork(fileURLToPath(program), { env: { ...process.env, ...env }, stdio: ['ignore', 2, 2, 'ipc'] });
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const ready = await new Promise<Ready>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`${name} did not start in time`)), START_TIMEOUT_MS);
    child.once('message', (message) => {
      clearTimeout(timer);
      resolve(message as Ready);
    });
    child.once('exit', (code) => reject(new Error(`${name} ended with ${code} while starting`)));
  });
  const stop = async () => {
    child.kill('SIGTERM');
    await gone;
  };
  return { child, pid: child.pid!, ready, stop };
}
