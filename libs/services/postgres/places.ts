import { randomBytes } from 'node:crypto';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { type Account, mayReach } from './account.ts';

/** Where root puts what user `postgres` must reach, when the project's own folder is closed to it. */
export const SHARED_PLACE = '/var/lib/foyer';

const isLink = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;

/**
 * The data folder of the cluster in `directory`: `directory/data`. As root, under a folder that user `postgres` cannot
 * pass (/root, a private temporary folder), `directory/data` is a link into the shared place instead.
 */
export function dataFolder(directory: string, account: Account | null): string {
  const data = join(directory, 'data');
  mkdirSync(directory, { recursive: true });
  if (isLink(data)) {
    if (existsSync(data)) return realpathSync(data);
    rmSync(data);
  }
  if (account === null || mayReach(directory, account)) return data;
  mkdirSync(SHARED_PLACE, { recursive: true, mode: 0o755 });
  const target = join(SHARED_PLACE, `data-${randomBytes(6).toString('hex')}`);
  mkdirSync(target, { mode: 0o700 });
  symlinkSync(target, data);
  return target;
}

/** Removes the cluster in `directory`, wherever its data lies. It must not run. */
export function removePostgres(directory: string): void {
  const data = join(directory, 'data');
  if (isLink(data) && existsSync(data)) rmSync(realpathSync(data), { recursive: true, force: true });
  rmSync(directory, { recursive: true, force: true });
}

/** The cluster's own random password, made once and kept beside the data, readable by its owner only. */
export function clusterPassword(directory: string): string {
  const file = join(directory, 'password');
  if (!existsSync(file)) writeFileSync(file, randomBytes(24).toString('base64url'), { mode: 0o600 });
  return readFileSync(file, 'utf8');
}
