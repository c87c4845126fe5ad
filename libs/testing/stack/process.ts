import { isRunning, type ServiceProcess, signalProcess, startProcess } from '#libs/services';
import { eventually } from '../eventually.ts';
import { logFile, track } from '../services/registry.ts';

/** One process of a running stack that a test may kill and start again. */
export interface StackProcess {
  readonly pid: number;
  /** Ends it without warning (SIGKILL) or with another signal, and waits until it is gone. */
  kill(signal?: NodeJS.Signals): Promise<void>;
  /** Freezes it (SIGSTOP) and lets it go on (SIGCONT). */
  signal(signal: NodeJS.Signals): void;
  /** Starts it again as it was: same settings, same port. Waits until it is ready. */
  start(): Promise<void>;
  running(): boolean;
  /** Stops it in its own time. */
  stop(): Promise<void>;
  logTail(): string;
}

export interface StackProcessOptions {
  name: string;
  script: string;
  env: NodeJS.ProcessEnv;
  /** Throws until the process is ready to work. */
  ready: (process: ServiceProcess) => Promise<void>;
}

const READY_TIMEOUT_MS = 30_000;

export async function startStackProcess({ name, script, env, ready }: StackProcessOptions): Promise<StackProcess> {
  let current: ServiceProcess;
  async function start(): Promise<void> {
    current = await startProcess({ command: process.execPath, args: [script], env, logFile: logFile(name) });
    track(current.identity);
    let ended = false;
    await eventually(
      async () => {
        if (current.exit !== null) ended = true;
        else await ready(current);
      },
      { timeout: READY_TIMEOUT_MS, every: 50 },
    ).catch((error: unknown) => {
      throw new Error(`${name} did not become ready: ${String(error)}\n${current.logTail()}`);
    });
    if (ended) throw new Error(`${name} ended while starting\n${current.logTail()}`);
  }
  await start();
  return {
    get pid() {
      return current.pid;
    },
    async kill(signal = 'SIGKILL') {
      signalProcess(current.pid, signal);
      await current.exited;
    },
    signal: (signal) => signalProcess(current.pid, signal),
    start,
    running: () => isRunning(current.identity),
    stop: () => current.stop(),
    logTail: () => current.logTail(),
  };
}
