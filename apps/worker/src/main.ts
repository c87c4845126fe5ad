import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { Logger, PinoLogger } from 'nestjs-pino';
import { describeError } from '#activities';
import { ConfigError, loadConfig } from '#libs/config';
import { installRuntime } from './temporal/runtime.ts';
import { TemporalWorker } from './temporal/temporal-worker.ts';
import { WorkerModule } from './worker.module.ts';

/** Runs the worker until a signal stops it. Leaves with a code other than 0 when it cannot go on: start it again. */
async function main(): Promise<number> {
  const app = await NestFactory.createApplicationContext(WorkerModule.with(loadConfig()), { bufferLogs: true });
  app.useLogger(app.get(Logger));
  const { logger: log } = await app.resolve(PinoLogger);
  installRuntime(log);

  const worker = app.get(TemporalWorker);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      log.info(`${signal}: stopping`);
      worker.stop();
    });
  }
  try {
    await worker.run();
    log.info('worker has stopped');
    return 0;
  } catch (error) {
    log.fatal({ error: describeError(error) }, 'worker cannot go on');
    return 1;
  } finally {
    await app.close();
  }
}

try {
  process.exit(await main());
} catch (error) {
  console.error(error instanceof ConfigError ? error.message : error);
  process.exit(1);
}
