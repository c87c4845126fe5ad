import { join, resolve } from 'node:path';

/** The folder of the built project. */
export const PROJECT = resolve(import.meta.dirname, import.meta.filename.endsWith('.ts') ? '../../..' : '../../../..');

/** What the launcher keeps, all under `.foyer/` of the folder it is started in. */
export const placesIn = (folder: string) => {
  const home = join(folder, '.foyer');
  return {
    home,
    lock: join(home, 'launcher.lock'),
    state: join(home, 'state.json'),
    secret: join(home, 'token-secret'),
    postgres: join(home, 'postgres'),
    temporal: join(home, 'temporal', 'temporal.db'),
    log: (name: string) => join(home, 'logs', `${name}.log`),
    logs: join(home, 'logs'),
  };
};
export type Places = ReturnType<typeof placesIn>;
