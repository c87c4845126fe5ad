import { homedir } from 'node:os';
import { join } from 'node:path';

/** Programs that were fetched once for this user: `$XDG_CACHE_HOME/foyer`, else `~/.cache/foyer`. */
export const userCache = (env: NodeJS.ProcessEnv = process.env): string =>
  join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'foyer');

/** Called with what a long step is doing now, for people. */
export type Progress = (text: string) => void;
