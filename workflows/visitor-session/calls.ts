import { isCancellation, log, proxyActivities } from '@temporalio/workflow';
import type { Decision, HttpActivities } from '#libs/contracts/process';
import { errorIdOf } from '../failures.ts';
import type { Bell } from './bell.ts';

type Call = NonNullable<Decision['pendingCalls']>[number];

/** Longer than the client takes for one try. */
const ONE_TRY = '15s';

const bookkeeping = proxyActivities<HttpActivities>({
  startToCloseTimeout: '10s',
  retry: { maximumInterval: '1m' },
  summary: 'no answer of another service',
});

/**
 * The requests to other services that this run has started. Nobody waits for them: a card that is left early, or a
 * session that closes, does so at once, and an answer that comes late changes nothing. A run that begins anew starts
 * again what is still open; each try has the call's key, and one answer is written.
 */
export class Calls {
  readonly #started = new Set<string>();
  #answered = false;
  readonly #bell: Bell;

  constructor(bell: Bell) {
    this.#bell = bell;
  }

  /** From now on only a later answer counts: the look that begins sees what was written. */
  beginLook(): void {
    this.#answered = false;
  }

  /** Whether a call has been answered, or given up, since the last look began. */
  get answered(): boolean {
    return this.#answered;
  }

  start(pending: Call[]): void {
    for (const call of pending) {
      if (this.#started.has(call.callId)) continue;
      this.#started.add(call.callId);
      // settles always: a throw that nobody catches would fail the workflow's task
      void this.#run(call);
    }
  }

  async #run({ callId, cardId, giveUpAt }: Call): Promise<void> {
    try {
      await this.#ask(callId, cardId, Date.parse(giveUpAt) - Date.now());
    } catch (error) {
      if (isCancellation(error)) return;
      log.warn('another service did not answer', { errorId: errorIdOf(error) });
      await bookkeeping.giveUpHttp({ callId }).catch(() => undefined);
    }
    this.#answered = true;
    this.#bell.ring();
  }

  #ask(callId: string, cardId: string, left: number): Promise<void> {
    if (left <= 0) return bookkeeping.giveUpHttp({ callId });
    const asking = proxyActivities<HttpActivities>({
      startToCloseTimeout: ONE_TRY,
      scheduleToCloseTimeout: left,
      retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '1m' },
      summary: `ask another service: ${cardId}`,
    });
    return asking.callHttp({ callId });
  }
}
