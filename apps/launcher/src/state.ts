import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { ProcessIdentity } from '#libs/services';

/** What a later start must know if this one is killed: which processes are ours, and where people find them. */
export interface State {
  processes: Record<string, ProcessIdentity>;
  url: string | null;
}

export function readState(file: string): State {
  if (!existsSync(file)) return { processes: {}, url: null };
  try {
    return { processes: {}, url: null, ...(JSON.parse(readFileSync(file, 'utf8')) as Partial<State>) };
  } catch {
    // Not ours, or damaged: nothing to recognise then.
    return { processes: {}, url: null };
  }
}

/** Replaces the file as a whole, so that a kill in between leaves the old one. */
export function writeState(file: string, state: State): void {
  writeFileSync(`${file}.new`, JSON.stringify(state, null, 2));
  renameSync(`${file}.new`, file);
}
