import { spawn } from 'node:child_process';

export interface RunOptions {
  env?: NodeJS.ProcessEnv;
  cwd?: string;
  uid?: number;
  gid?: number;
  /** Killed after this time. */
  timeoutMs?: number;
  /** Called with every line of standard output and error. */
  onLine?: (line: string) => void;
}

export interface RunResult {
  ok: boolean;
  /** Standard output and error, the last 100 lines. */
  output: string;
  timedOut: boolean;
}

/** Runs a command to its end. It is killed when this process exits and at the time limit; a failure is a value. */
export function run(command: string, args: string[], options: RunOptions = {}): Promise<RunResult> {
  return new Promise((resolve) => {
    const lines: string[] = [];
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      uid: options.uid,
      gid: options.gid,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const kill = () => void child.kill('SIGKILL');
    process.once('exit', kill);
    let timedOut = false;
    const timer =
      options.timeoutMs === undefined
        ? undefined
        : setTimeout(() => {
            timedOut = true;
            kill();
          }, options.timeoutMs);
    for (const stream of [child.stdout, child.stderr]) {
      let rest = '';
      stream.setEncoding('utf8').on('data', (chunk: string) => {
        const parts = (rest + chunk).split('\n');
        rest = parts.pop()!;
        for (const line of parts) {
          lines.push(line);
          if (lines.length > 100) lines.shift();
          options.onLine?.(line);
        }
      });
      stream.on('end', () => rest !== '' && lines.push(rest));
    }
    const end = (ok: boolean, extra = '') => {
      clearTimeout(timer);
      process.off('exit', kill);
      resolve({ ok, output: `${lines.join('\n')}${extra}`, timedOut });
    };
    child.on('error', (error) => end(false, error.message));
    child.on('close', (code) => end(code === 0));
  });
}
