import { spawn } from 'node:child_process';
import { closeSync, fstatSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { ServiceError } from '../errors.ts';
import { identify, type ProcessIdentity } from './identity.ts';
import { logTail } from './log-tail.ts';
import { type StopOptions, stopProcess } from './stop.ts';

export interface SpawnOptions {
  command: string;
  args: string[];
  env?: NodeJS.ProcessEnv;
  cwd?: string;
  /** Run as this user; only root may. */
  uid?: number;
  gid?: number;
  /** Standard output and error are appended here. A file and no pipe, so that the process outlives its parent unharmed. */
  logFile: string;
  stop?: StopOptions;
}

export interface Exit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/** A child process in its own process group: a terminal's Ctrl-C reaches only the parent, which stops it in order. */
export interface ServiceProcess {
  readonly identity: ProcessIdentity;
  readonly pid: number;
  /** Resolves when the process is gone, for whatever reason. */
  readonly exited: Promise<Exit>;
  /** Null while it runs. */
  readonly exit: Exit | null;
  /** Resolves when it is gone; kills it after the grace time. */
  stop(): Promise<void>;
  /** The last lines it wrote since this start. */
  logTail(): string;
}

/** Starts a process. Throws a ServiceError when it cannot be started at all (no such file, no right). */
export async function startProcess(options: SpawnOptions): Promise<ServiceProcess> {
  mkdirSync(dirname(options.logFile), { recursive: true });
  const log = openSync(options.logFile, 'a', 0o600);
  const before = fstatSync(log).size;
  const child = spawn(options.command, options.args, {
    cwd: options.cwd,
    env: options.env ?? process.env,
    uid: options.uid,
    gid: options.gid,
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  let exit: Exit | null = null;
  const exited = new Promise<Exit>((resolve) => {
    child.once('exit', (code, signal) => {
      exit = { code, signal };
      resolve(exit);
    });
  });
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', (error) => reject(new ServiceError(`${options.command} cannot be started: ${error.message}`)));
  });
  const pid = child.pid!;
  // Null where it ended at once: any identity will do then, since nothing of that start is running.
  const identity = identify(pid) ?? { pid, started: 'ended' };
  return {
    identity,
    pid,
    exited,
    get exit() {
      return exit;
    },
    async stop() {
      if (exit !== null) return;
      await stopProcess(identity, options.stop);
      await exited;
    },
    logTail: () => logTail(options.logFile, before),
  };
}

export const describeExit = ({ code, signal }: Exit): string =>
  signal === null ? `exit code ${code}` : `signal ${signal}`;
