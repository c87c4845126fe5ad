import { closeSync, existsSync, fstatSync, mkdirSync, openSync, readSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';

const TAIL_BYTES = 8_192;

const LINES = 12;

/** The last lines of a log file, of what follows byte `from`; '' when there is none. */
export function logTail(file: string, from = 0): string {
  if (!existsSync(file)) return '';
  const handle = openSync(file, 'r');
  try {
    const { size } = fstatSync(handle);
    const buffer = Buffer.alloc(Math.max(0, Math.min(size - from, TAIL_BYTES)));
    readSync(handle, buffer, 0, buffer.length, size - buffer.length);
    return buffer.toString('utf8').trimEnd().split('\n').slice(-LINES).join('\n');
  } finally {
    closeSync(handle);
  }
}

/** Begins a new log and keeps the one before it, so that logs stay bounded to two runs. */
export function rotateLog(file: string): void {
  mkdirSync(dirname(file), { recursive: true });
  if (existsSync(file)) renameSync(file, `${file}.old`);
}
