import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { removePostgres, ServiceError } from '#libs/services';
import type { Places } from './places.ts';

/** Asks on the terminal; anything but yes is no. Without a terminal nobody can answer: a ServiceError. */
async function confirmed(home: string): Promise<boolean> {
  if (!process.stdin.isTTY) {
    throw new ServiceError(`--fresh deletes everything under ${home}. Nobody can be asked here: add --yes to agree.`);
  }
  const readline = createInterface({ input: process.stdin, output: process.stdout });
  const abandoned = new Promise<string>((resolve) => readline.once('close', () => resolve('no')));
  try {
    const question = `This deletes all sessions, results and accounts under ${home}. Go on? (yes/no) `;
    const answer = await Promise.race([readline.question(question), abandoned]);
    return ['y', 'yes'].includes(answer.trim().toLowerCase());
  } finally {
    readline.close();
  }
}

/** Deletes what earlier starts kept, except the lock that this start holds. False when the person said no. */
export async function beginAnew(places: Places, yes: boolean): Promise<boolean> {
  const lock = places.lock.slice(places.home.length + 1);
  const kept = existsSync(places.home) ? readdirSync(places.home).filter((name) => name !== lock) : [];
  if (kept.length === 0) return true;
  if (!yes && !(await confirmed(places.home))) return false;
  removePostgres(places.postgres);
  for (const name of kept) rmSync(join(places.home, name), { recursive: true, force: true });
  return true;
}
