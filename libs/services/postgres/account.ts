import { statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { ServiceError } from '../errors.ts';
import { run } from '../process/run.ts';

/** The user PostgreSQL runs as. PostgreSQL refuses to run as root. */
export interface Account {
  uid: number;
  gid: number;
}

const number = async (flag: '-u' | '-g'): Promise<number | null> => {
  const { ok, output } = await run('id', [flag, 'postgres']);
  return ok ? Number.parseInt(output, 10) : null;
};

async function findAccount(): Promise<Account | null> {
  const uid = await number('-u');
  const gid = await number('-g');
  return uid === null || gid === null ? null : { uid, gid };
}

/** Null for an ordinary user: PostgreSQL runs as they. For root the user `postgres`, made where it does not exist. */
export async function postgresAccount(): Promise<Account | null> {
  if (process.getuid?.() !== 0) return null;
  const found = await findAccount();
  if (found !== null) return found;
  // Where the group exists already, only the second of these succeeds, and that is enough.
  await run('groupadd', ['--system', 'postgres']);
  const made = await run('useradd', ['--system', '--gid', 'postgres', 'postgres']);
  const account = await findAccount();
  if (account === null) {
    throw new ServiceError(
      'PostgreSQL does not run as root, and a user "postgres" for it could not be made. Start as an ordinary user.',
      made.output,
    );
  }
  return account;
}

/** True when the account may pass every folder above `path`, and enter `path` itself where that is a folder. */
export function mayReach(path: string, account: Account): boolean {
  for (let current = resolve(path); ; current = dirname(current)) {
    const { mode, uid, gid } = statSync(current);
    const bit = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001;
    if ((mode & bit) === 0) return false;
    if (current === dirname(current)) return true;
  }
}
