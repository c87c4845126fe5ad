import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import {
  Client,
  type Connection,
  WorkflowExecutionAlreadyStartedError,
  WorkflowNotFoundError,
} from '@temporalio/client';
import type { Config } from '#libs/config';
import {
  resultWorkflowId,
  SIGNALS,
  type SignalName,
  type SignalPayload,
  sessionWorkflowId,
  transcriptWorkflowId,
  trialWorkflowId,
  WORKFLOW_TYPES,
} from '#libs/contracts';
import { RESULT_START_OPTIONS, SESSION_START_OPTIONS } from '#workflows/signals';
import { SETTINGS } from '../settings/tokens.ts';
import { BoundedQueue } from './bounded-queue.ts';
import { connectLazily } from './temporal.ts';

/** How long one call to Temporal may take, in milliseconds. */
const CALL = 5_000;
const PING = 1_000;

/**
 * Signals and starts workflows, after the rows are committed. Nobody waits for it and nothing depends on it: what is
 * dropped or fails is signalled again by the sweep.
 */
@Injectable()
export class ProcessClient implements OnApplicationShutdown {
  readonly #logger = new Logger('Process');
  readonly #connection: Connection;
  readonly #client: Client;
  readonly #taskQueue: string;
  readonly #memo: Record<string, unknown>;
  readonly #queue = new BoundedQueue({ concurrency: 32, waiting: 2_000 });
  /** Failures are told once, until a call succeeds again. */
  #failing = false;
  #recovered = false;

  constructor(@Inject(SETTINGS) config: Config) {
    this.#connection = connectLazily(config);
    this.#client = new Client({ connection: this.#connection, namespace: config.temporal.namespace });
    this.#taskQueue = config.temporal.taskQueue;
    this.#memo = { inboxUrl: `${config.gateway.publicUrl}/inbox/` };
  }

  /** Signals the session's workflow, which is started where it does not run. A finished one stays finished. */
  wake(sessionId: string, signal: SignalName, payload: SignalPayload): void {
    const begins = signal === SIGNALS.sessionBegan;
    this.#later(() => (begins ? this.#start(sessionId, signal, payload) : this.#signal(sessionId, signal, payload)));
  }

  /** Starts the workflow that makes the result's records; one that was started before is as good. */
  startResult(resultId: string): void {
    this.#later(async () => {
      await this.#client.workflow.start(WORKFLOW_TYPES.produceResult, {
        ...RESULT_START_OPTIONS,
        workflowId: resultWorkflowId(resultId),
        taskQueue: this.#taskQueue,
        args: [{ resultId }],
      });
    });
  }

  /** Starts the workflow that sends the transcript; one that was started before is as good. */
  startTranscriptMail(mailId: string): void {
    this.#later(async () => {
      await this.#client.workflow.start(WORKFLOW_TYPES.sendTranscript, {
        ...RESULT_START_OPTIONS,
        workflowId: transcriptWorkflowId(mailId),
        taskQueue: this.#taskQueue,
        args: [{ mailId }],
      });
    });
  }

  /** Asks the result's workflow to stop. */
  cancelResult(resultId: string): void {
    this.#later(async () => {
      await this.#client.workflow.getHandle(resultWorkflowId(resultId)).cancel();
    });
  }

  /** Starts the workflow of a trial. Throws where Temporal does not answer: somebody waits for it, nobody repeats it. */
  async startTrial(trialId: string): Promise<void> {
    await this.#connection.withDeadline(Date.now() + CALL, () =>
      this.#client.workflow.start(WORKFLOW_TYPES.tryOnSessions, {
        workflowId: trialWorkflowId(trialId),
        taskQueue: this.#taskQueue,
        args: [{ trialId }],
      }),
    );
  }

  /** Asks the trial's workflow to stop. */
  cancelTrial(trialId: string): void {
    this.#later(async () => {
      await this.#client.workflow.getHandle(trialWorkflowId(trialId)).cancel();
    });
  }

  /** True once after Temporal came back: what failed meanwhile may be tried again at once. */
  takeRecovery(): boolean {
    const recovered = this.#recovered;
    this.#recovered = false;
    return recovered;
  }

  /** Throws when Temporal does not answer in time. */
  async ping(): Promise<void> {
    await this.#connection.withDeadline(Date.now() + PING, async () => {
      await this.#connection.ensureConnected();
      await this.#connection.workflowService.getSystemInfo({});
    });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.#connection.close();
  }

  /** A signal alone costs Temporal less than one with a start, and most sessions run. */
  async #signal(sessionId: string, signal: SignalName, payload: SignalPayload): Promise<void> {
    try {
      await this.#client.workflow.getHandle(sessionWorkflowId(sessionId)).signal(signal, payload);
    } catch (error) {
      if (!(error instanceof WorkflowNotFoundError)) throw error;
      await this.#start(sessionId, signal, payload);
    }
  }

  async #start(sessionId: string, signal: SignalName, payload: SignalPayload): Promise<void> {
    await this.#client.workflow.signalWithStart(WORKFLOW_TYPES.visitorSession, {
      ...SESSION_START_OPTIONS,
      workflowId: sessionWorkflowId(sessionId),
      taskQueue: this.#taskQueue,
      args: [{ sessionId }],
      signal,
      signalArgs: [payload],
      memo: this.#memo,
    });
  }

  #later(call: () => Promise<void>): void {
    this.#queue.add(async () => {
      try {
        await this.#connection.withDeadline(Date.now() + CALL, call);
        this.#succeeded();
      } catch (error) {
        if (error instanceof WorkflowExecutionAlreadyStartedError || error instanceof WorkflowNotFoundError)
          this.#succeeded();
        else this.#failed(error);
      }
    });
  }

  #succeeded(): void {
    if (this.#failing) {
      this.#logger.log('Temporal answers again');
      this.#recovered = true;
    }
    this.#failing = false;
  }

  #failed(error: unknown): void {
    if (!this.#failing) this.#logger.warn({ err: error }, 'Temporal does not answer; the sweep repeats what is lost');
    this.#failing = true;
  }
}
