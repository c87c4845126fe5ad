import { mkdirSync } from 'node:fs';
import { type Config, loadConfig } from '#libs/config';
import { freePort, LOOPBACK, lockHolder, rotateLog, ServiceError, tryLock } from '#libs/services';
import { launchGateway, launchWorker } from './apps.ts';
import { beginAnew } from './fresh.ts';
import type { LaunchOptions } from './options.ts';
import { stopOrphans } from './orphans.ts';
import { panel } from './panel.ts';
import type { Places } from './places.ts';
import { tokenSecret } from './secret.ts';
import { type Launch, launchPostgres, launchTemporal, prepareDatabase, prepareNamespace } from './services.ts';
import { readState, type State, writeState } from './state.ts';
import { Supervisor } from './supervisor.ts';
import type { Terminal } from './terminal.ts';

/** Stands for what is only known once it runs, so that everything else can be checked before anything starts. */
const LATER = 'postgresql://127.0.0.1/later';

/** Stops everything that was started, in reverse order, and lets the folder go. */
export type Stop = () => Promise<void>;

/** Takes the folder for this start. A ServiceError says who has it. */
function takeFolder(places: Places): () => void {
  mkdirSync(places.home, { recursive: true });
  const release = tryLock(places.lock);
  if (release !== null) return release;
  const { url } = readState(places.state);
  const at = url === null ? '' : ` at ${url}`;
  throw new ServiceError(
    `Foyer already runs in this folder${at} (process ${lockHolder(places.lock)?.pid}). Stop it there with Ctrl-C first.`,
  );
}

const given = (value: string | undefined): boolean => value !== undefined && value !== '';

/** A port that somebody asked for is used or refused; without a wish it is 3000 or the next free one. */
async function gatewayPort(config: Config, env: NodeJS.ProcessEnv): Promise<number> {
  const wished = config.gateway.port;
  const free = await freePort(wished);
  if (free !== wished && given(env.FOYER_PORT)) {
    throw new ServiceError(
      `Port ${wished} (FOYER_PORT) is taken by another program. Choose another, or stop that one.`,
    );
  }
  return free;
}

/**
 * Starts everything in order and prints where it is. `begun` gets what stops it all before the first process starts, so
 * that an interruption at any time leaves nothing behind. Answers false when the person did not agree to begin anew.
 */
export async function launch(
  options: LaunchOptions,
  env: NodeJS.ProcessEnv,
  places: Places,
  terminal: Terminal,
  begun: (stop: Stop) => void,
): Promise<boolean> {
  const releaseFolder = takeFolder(places);
  const state: State = { ...readState(places.state), url: null };
  const supervisor = new Supervisor(terminal, (processes) => {
    state.processes = processes;
    writeState(places.state, state);
  });
  begun(async () => {
    await supervisor.stop();
    releaseFolder();
  });

  await stopOrphans(state, terminal);
  if (options.fresh && !(await beginAnew(places, options.yes))) return false;

  const ownDatabase = !given(env.DATABASE_URL);
  const secret = given(env.FOYER_TOKEN_SECRET) ? env.FOYER_TOKEN_SECRET : tokenSecret(places.secret);
  const settings: NodeJS.ProcessEnv = { ...env, FOYER_TOKEN_SECRET: secret };
  const checked = loadConfig({ ...settings, ...(ownDatabase ? { DATABASE_URL: LATER } : {}) });
  settings.FOYER_PORT = String(await gatewayPort(checked, env));
  for (const name of ['postgres', 'temporal', 'worker', 'gateway']) rotateLog(places.log(name));
  const run: Launch = { terminal, supervisor, places, config: checked };

  if (ownDatabase) settings.DATABASE_URL = await launchPostgres(run);
  await prepareDatabase(run, settings.DATABASE_URL!, ownDatabase);
  if (!given(env.TEMPORAL_ADDRESS)) {
    const temporal = await launchTemporal(run);
    settings.TEMPORAL_ADDRESS = temporal.address;
    if (temporal.uiUrl !== null) settings.TEMPORAL_UI_URL = temporal.uiUrl;
  }
  await prepareNamespace(run, loadConfig(settings));

  const config = loadConfig(settings);
  await launchWorker(run, config, settings);
  await launchGateway(run, config, settings);

  state.url = config.gateway.publicUrl;
  writeState(places.state, state);
  console.log(
    panel({
      url: config.gateway.publicUrl,
      temporalUiUrl: config.temporalUiUrl,
      namespace: config.temporal.namespace,
      demo: ownDatabase,
      exposed: ![LOOPBACK, 'localhost', '::1'].includes(config.gateway.host),
      logs: places.logs,
    }),
  );
  return true;
}
