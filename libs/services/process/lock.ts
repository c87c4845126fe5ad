import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { ServiceError } from '../errors.ts';
import { identify, isRunning, type ProcessIdentity } from './identity.ts';
import { poll } from './poll.ts';

/** Who holds a lock file now; null when nobody does, or its holder is gone. */
export function lockHolder(file: string): ProcessIdentity | null {
  try {
    const holder = JSON.parse(readFileSync(file, 'utf8')) as ProcessIdentity;
    return isRunning(holder) ? holder : null;
  } catch {
    return null;
  }
}

/** Takes a dead holder's lock away. Of several that try at once one succeeds; it never keeps a living one's away. */
function setAside(file: string): void {
  const aside = `${file}.${process.pid}.aside`;
  try {
    renameSync(file, aside);
    if (lockHolder(aside) !== null) linkSync(aside, file);
  } catch (error) {
    if (!['ENOENT', 'EEXIST'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  } finally {
    rmSync(aside, { force: true });
  }
}

/** Takes a lock file for this process, also over a holder that died. Null when it is held; else what releases it. */
export function tryLock(file: string): (() => void) | null {
  mkdirSync(dirname(file), { recursive: true });
  const mine = `${file}.${process.pid}`;
  writeFileSync(mine, JSON.stringify(identify(process.pid)));
  try {
    for (let round = 0; round < 2; round++) {
      try {
        // A link appears whole or not at all, so nobody ever reads half a lock.
        linkSync(mine, file);
        return () => rmSync(file, { force: true });
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
        if (lockHolder(file) !== null) return null;
        setAside(file);
      }
    }
    return null;
  } finally {
    rmSync(mine, { force: true });
  }
}

/** Runs `task` while holding the lock; waits for another holder up to `timeoutMs`. */
export async function withLock<T>(file: string, timeoutMs: number, task: () => Promise<T>): Promise<T> {
  const release = await poll(() => tryLock(file), { timeoutMs, everyMs: 200 });
  if (release === null) throw new ServiceError(`Another process (${lockHolder(file)?.pid}) holds ${file} for too long`);
  try {
    return await task();
  } finally {
    release();
  }
}
