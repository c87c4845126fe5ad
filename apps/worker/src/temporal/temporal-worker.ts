import { Inject, Injectable } from '@nestjs/common';
import { NativeConnection, Worker } from '@temporalio/worker';
import { PinoLogger } from 'nestjs-pino';
import { describeError, HttpClient, Mailer } from '#activities';
import { type Config, temporalConnectionOptions } from '#libs/config';
import type { Database, HintPublisher } from '#libs/database';
import { BUNDLE_PATH } from '../bundle/bundle-path.ts';
import { CONFIG, DATABASE, HINTS } from '../tokens.ts';
import { runUntilStopped } from './run-until-stopped.ts';
import { untilItWorks } from './until-it-works.ts';
import { workerOptions } from './worker-options.ts';

/** Owns the Temporal worker: waits for what it needs, runs, stops on request. */
@Injectable()
export class TemporalWorker {
  readonly #stopping = new AbortController();
  #worker: Worker | undefined;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    @Inject(DATABASE) private readonly database: Database,
    @Inject(HINTS) private readonly hints: HintPublisher,
    private readonly logger: PinoLogger,
  ) {}

  /** Returns after `stop`; throws when the worker cannot go on. */
  async run(): Promise<void> {
    const connection = await this.connect();
    if (connection === null) return;
    const http = new HttpClient(this.config.http);
    const mailer = this.config.smtp && new Mailer(this.config.smtp);
    try {
      this.#worker = await Worker.create({
        ...workerOptions({ database: this.database, hints: this.hints, http, mailer, log: this.logger.logger }),
        connection,
        namespace: this.config.temporal.namespace,
        taskQueue: this.config.temporal.taskQueue,
        workflowBundle: { codePath: BUNDLE_PATH },
      });
      if (this.#stopping.signal.aborted) this.#worker.shutdown();
      this.logger.info(`worker is ready on task queue "${this.config.temporal.taskQueue}"`);
      await runUntilStopped(this.#worker);
    } finally {
      await http.close();
      await connection.close();
    }
  }

  /** Stops taking tasks and lets `run` return, within three seconds. */
  stop(): void {
    this.#stopping.abort();
    if (this.#worker?.getState() === 'RUNNING') this.#worker.shutdown();
  }

  /** Waits until PostgreSQL and the Temporal namespace answer; null when it is to stop before. */
  private async connect(): Promise<NativeConnection | null> {
    const { address, namespace } = this.config.temporal;
    const { signal } = this.#stopping;
    try {
      await untilItWorks(() => this.database.ping(), this.waitingFor('PostgreSQL'), signal);
      return await untilItWorks(
        async () => {
          const connection = await NativeConnection.connect(temporalConnectionOptions(this.config));
          try {
            await connection.workflowService.describeNamespace({ namespace });
            return connection;
          } catch (error) {
            await connection.close();
            throw error;
          }
        },
        this.waitingFor(`Temporal at ${address}, namespace "${namespace}"`),
        signal,
      );
    } catch (error) {
      if (signal.aborted) return null;
      throw error;
    }
  }

  private waitingFor(what: string): (error: unknown, pause: number) => void {
    return (error, pause) => {
      const { code, name } = describeError(error);
      this.logger.warn({ reason: code ?? name }, `waiting for ${what}; next try in ${pause} ms`);
    };
  }
}
