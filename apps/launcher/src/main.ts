import { ConfigError } from '#libs/config';
import { ServiceError } from '#libs/services';
import { launch, type Stop } from './launch.ts';
import { HELP, parseOptions } from './options.ts';
import { placesIn } from './places.ts';
import { terminal } from './terminal.ts';

const OLDEST_NODE = 24;
const INTERRUPTED = 130;

const talk = terminal(process.stdout);

let stop: Stop | null = null;
let stopping = false;

/** Ends the launcher, once: stops what runs first. */
async function leave(code: number): Promise<void> {
  if (stopping) return;
  stopping = true;
  try {
    await stop?.();
  } finally {
    process.exit(code);
  }
}

async function interrupted(): Promise<void> {
  if (stopping) return;
  const began = Date.now();
  talk.say('Stopping');
  process.once('exit', () => talk.say(`Stopped (${((Date.now() - began) / 1_000).toFixed(1)} s)`));
  // A start that has not finished ended otherwise than it was asked to; a running Foyer ends as asked.
  await leave(running ? 0 : INTERRUPTED);
}

let running = false;

async function main(): Promise<void> {
  if (Number.parseInt(process.versions.node, 10) < OLDEST_NODE) {
    throw new ServiceError(
      `Node ${OLDEST_NODE} is needed, this is ${process.version}. Run \`npm ci\`, then \`npm start\`.`,
    );
  }
  const options = parseOptions(process.argv.slice(2));
  if (typeof options === 'string') throw new ServiceError(options);
  if (options.help) {
    console.log(HELP);
    return;
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void interrupted());
  running = await launch(options, process.env, placesIn(process.cwd()), talk, (how) => {
    stop = how;
  });
  if (!running) await leave(0);
}

main().catch((error: unknown) => {
  // What fails because everything is being stopped is no news.
  if (stopping) return;
  const expected = error instanceof ServiceError || error instanceof ConfigError;
  console.error(`\n${expected ? error.message : (error as Error).stack}\n`);
  void leave(1);
});
