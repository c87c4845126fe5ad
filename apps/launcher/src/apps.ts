import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Connection } from '@temporalio/client';
import { type Config, temporalConnectionOptions } from '#libs/config';
import { describeExit, poll, type ServiceProcess, startProcess } from '#libs/services';
import { PROJECT } from './places.ts';
import { failedToStart, type Launch } from './services.ts';

const READY_TIMEOUT_MS = 60_000;
/** What committed is safe, so the apps need no long time to stop. */
const STOP_GRACE_MS = 1_200;

const POLLS_WORKFLOWS = 1;

/** Answers true when the process is ready to work, and null when it is not yet. */
type Ready = (process: ServiceProcess) => Promise<true | null>;

/** The worker is ready once Temporal sees it asking for tasks. The SDK names a worker `<pid>@<host>`. */
const workerReady =
  (config: Config): Ready =>
  async ({ pid }) => {
    const { namespace, taskQueue } = config.temporal;
    const connection = Connection.lazy({ ...temporalConnectionOptions(config), connectTimeout: '2s' });
    try {
      const { pollers } = await connection.withDeadline(Date.now() + 2_000, () =>
        connection.workflowService.describeTaskQueue({
          namespace,
          taskQueue: { name: taskQueue },
          taskQueueType: POLLS_WORKFLOWS,
        }),
      );
      return pollers?.some(({ identity }) => identity?.startsWith(`${pid}@`)) ? true : null;
    } catch {
      return null;
    } finally {
      await connection.close();
    }
  };

const gatewayReady =
  (config: Config): Ready =>
  async () => {
    const { host, port } = config.gateway;
    const reachable = ['0.0.0.0', '::'].includes(host) ? 'localhost' : host.includes(':') ? `[${host}]` : host;
    try {
      return (await fetch(`http://${reachable}:${port}/health/ready`)).ok ? true : null;
    } catch {
      return null;
    }
  };

/** Starts one of our own apps and looks after it. `env` holds its settings. */
async function launchApp(
  { terminal, supervisor, places }: Launch,
  { name, label, env, ready, how }: { name: string; label: string; env: NodeJS.ProcessEnv; ready: Ready; how: string },
): Promise<void> {
  const script = join(PROJECT, 'dist', 'apps', name, 'src', 'main.js');
  const logFile = places.log(name);
  async function start(): Promise<ServiceProcess> {
    if (!existsSync(script)) throw failedToStart(name, logFile, 'is not built: run `npm run build`');
    const child = await startProcess({
      command: process.execPath,
      args: ['--enable-source-maps', script],
      env,
      logFile,
      stop: { graceMs: STOP_GRACE_MS },
    });
    supervisor.remember(label, child);
    const answer = await poll(async () => (child.exit === null ? await ready(child) : 'ended'), {
      timeoutMs: READY_TIMEOUT_MS,
      everyMs: 100,
    });
    if (answer === true) return child;
    const why = child.exit === null ? 'is not ready after a minute' : `ended (${describeExit(child.exit)})`;
    await child.stop();
    throw failedToStart(name, logFile, why);
  }
  await terminal.step(label, async (tell) => {
    tell('starting');
    supervisor.supervise(label, await start(), start);
    return how;
  });
}

export const launchWorker = (launch: Launch, config: Config, env: NodeJS.ProcessEnv): Promise<void> =>
  launchApp(launch, { name: 'worker', label: 'Worker', env, ready: workerReady(config), how: 'takes tasks' });

export const launchGateway = (launch: Launch, config: Config, env: NodeJS.ProcessEnv): Promise<void> =>
  launchApp(launch, {
    name: 'gateway',
    label: 'Gateway',
    env,
    ready: gatewayReady(config),
    how: `listens on ${config.gateway.host}, port ${config.gateway.port}`,
  });
