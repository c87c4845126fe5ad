import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { type Access, Api } from './api.ts';
import { activate } from './commands/activate.ts';
import { diff } from './commands/diff.ts';
import { pull } from './commands/pull.ts';
import { push } from './commands/push.ts';
import { simulate } from './commands/simulate.ts';
import { validate } from './commands/validate.ts';
import { CliError, EXIT, type Outcome } from './outcome.ts';

/** Where a run writes, and what it knows of its surroundings. */
export interface Surroundings {
  env: NodeJS.ProcessEnv;
  out(text: string): void;
  err(text: string): void;
}

interface Options {
  json?: boolean;
  url: string;
  token?: string;
  email?: string;
}

const EXIT_CODES = `
Exit codes: 0 all is well; 1 the playbook has problems, its tests or expectations fail, or it differs; 2 wrong use, or
the server refuses or does not answer.`;

/**
 * Runs the command line; answers the exit code. Nothing but the outcome goes to `out`.
 * @param args without the program's name
 */
export async function run(args: readonly string[], { env, out, err }: Surroundings): Promise<number> {
  let outcome: Outcome | null = null;
  const program = programFor(env, (found) => {
    outcome = found;
  });
  configure(program, out, err);
  const json = args.includes('--json');
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    // commander has written what is wrong, or the help that was asked for
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    if (!(error instanceof CliError)) throw error;
    if (json) out(`${JSON.stringify({ error: error.message, ...error.details })}\n`);
    else err(`${error.message}\n`);
    return error.code;
  }
  const { code, text, json: value } = outcome!;
  out(`${json ? JSON.stringify(value) : text}\n`);
  return code;
}

/** Exit codes and output are the caller's business, also for each subcommand. */
function configure(command: Command, out: (text: string) => void, err: (text: string) => void): void {
  command.exitOverride().configureOutput({ writeOut: out, writeErr: err });
  for (const subcommand of command.commands) configure(subcommand, out, err);
}

function programFor(env: NodeJS.ProcessEnv, found: (outcome: Outcome) => void): Command {
  const program = new Command('foyer').description('Foyer’s commands for operators').addHelpText('after', EXIT_CODES);
  const playbook = program
    .command('playbook')
    .description('Playbooks: check, try, publish')
    .addHelpText('after', EXIT_CODES);
  const command = (usage: string, description: string): Command =>
    playbook.command(usage).description(description).option('--json', 'print the outcome as JSON');
  const remote = (usage: string, description: string): Command =>
    command(usage, description)
      .option('--url <url>', 'where the gateway is (FOYER_URL)', env.FOYER_URL || 'http://127.0.0.1:3000')
      .option('--token <token>', 'of an admin (FOYER_TOKEN)')
      .option('--email <email>', 'instead of a token; the password comes from FOYER_PASSWORD');
  const api = ({ url, token, email }: Options): Api => new Api(accessOf(env, { url, token, email }));
  const version = ['--version <number>', 'missing: the newest', wholeNumber] as const;

  command('validate <file>', 'tell all problems of a playbook and run its tests').action(async (file: string) =>
    found(await validate(file)),
  );
  command('simulate <file>', 'walk a playbook with a scripted visitor')
    .requiredOption('--script <file>', 'the script, as in a playbook’s tests')
    .action(async (file: string, options: { script: string }) => found(await simulate(file, options)));
  remote('push <file>', 'publish a playbook as the next version of its name').action(
    async (file: string, options: Options) => found(await push(api(options), file)),
  );
  remote('pull <name>', 'print a version’s definition')
    .option(...version)
    .option('--out <file>', 'write it there instead')
    .action(async (name: string, options: Options & { version?: number; out?: string }) =>
      found(await pull(api(options), name, options)),
    );
  remote('diff <file>', 'tell how a playbook differs from the newest version')
    .option('--against <name>', 'missing: the playbook of the same name')
    .action(async (file: string, options: Options & { against?: string }) =>
      found(await diff(api(options), file, options)),
    );
  remote('activate <name>', 'let new sessions of a site begin on a version')
    .option(...version)
    .requiredOption('--site <site>', 'its name or id')
    .action(async (name: string, options: Options & { version?: number; site: string }) =>
      found(await activate(api(options), name, options)),
    );
  return program;
}

/** What the options do not say comes from the environment. An e-mail that is given goes before a token that is not. */
function accessOf(env: NodeJS.ProcessEnv, { url, token, email }: Options): Access {
  const known = email === undefined ? (token ?? (env.FOYER_TOKEN || undefined)) : token;
  return { url, token: known, email, password: env.FOYER_PASSWORD };
}

function wholeNumber(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError('must be a whole number from 1');
  return Number(text);
}
