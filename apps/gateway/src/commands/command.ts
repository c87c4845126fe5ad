import { z } from 'zod';
import { type Config, ConfigError, loadConfig } from '#libs/config';
import { type Database, openDatabase } from '#libs/database';

/** Ends a command with one line for the operator and exit code 1. */
export class CommandError extends Error {}

/** The command's own settings, by environment variable; an empty one counts as not set. Lists every problem. */
export function settingsOf<S extends z.ZodObject>(schema: S): z.infer<S> {
  const given = Object.fromEntries(Object.entries(process.env).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map(({ path: [name], message }) =>
    given[String(name)] === undefined ? `${String(name)}: is required` : `${String(name)}: ${message}`,
  );
  throw new CommandError(lines.join('\n'));
}

/** Runs a command against the configured database and closes it; what the task answers is printed. */
export async function runCommand(task: (database: Database, config: Config) => Promise<string>): Promise<void> {
  let database: Database | undefined;
  try {
    const config = loadConfig();
    database = await openDatabase({ url: config.databaseUrl, poolSize: 2, applicationName: 'foyer-command' });
    console.log(await task(database, config));
  } catch (error) {
    if (!(error instanceof CommandError || error instanceof ConfigError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  } finally {
    await database?.close();
  }
}
