import { parseArgs } from 'node:util';

export interface LaunchOptions {
  fresh: boolean;
  yes: boolean;
  help: boolean;
}

export const HELP = `Starts Foyer on this machine: PostgreSQL, Temporal, worker and gateway, as one thing.

  npm start                  start, or go on with what was there
  npm start -- --fresh       begin anew: deletes what is under .foyer/, after asking
  npm start -- --fresh --yes the same without asking
  npm start -- --help        this text

Settings are environment variables; the most useful here:
  DATABASE_URL               use this PostgreSQL instead of a local one (no demo data is put into it)
  TEMPORAL_ADDRESS           use this Temporal instead of a local one (with TEMPORAL_NAMESPACE, TEMPORAL_API_KEY, …)
  FOYER_HOST, FOYER_PORT     where to listen; 127.0.0.1 and 3000 without them
All of them: docs/OPERATIONS.md`;

/** The command line, or a sentence that says what is wrong with it. */
export function parseOptions(args: string[]): LaunchOptions | string {
  try {
    const { values } = parseArgs({
      args,
      options: {
        fresh: { type: 'boolean' },
        yes: { type: 'boolean', short: 'y' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    return { fresh: values.fresh ?? false, yes: values.yes ?? false, help: values.help ?? false };
  } catch (error) {
    return `${(error as Error).message}\nnpm start -- --help lists what there is.`;
  }
}
