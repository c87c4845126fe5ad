import { CancellationScope, isCancellation, sleep } from '@temporalio/workflow';
import type { Deadline, DeadlineKind } from '#libs/contracts/process';
import type { Bell } from './bell.ts';

const SUMMARIES: Record<DeadlineKind, string> = {
  pickUp: 'pick-up deadline',
  offer: 'offer to an agent',
  queueNotice: 'place in the queue',
  agentSilent: 'agent silent',
  reminder: 'reminder',
  wait: 'wait of a card',
  http: 'answer of another service',
  visitorSilent: 'visitor silent',
  liveIdle: 'live chat idle',
};

/** When the look finds a deadline that has passed already, the next look waits this long instead of spinning. */
const PASSED_DEADLINE_MS = 1_000;

/**
 * One timer, to the earliest deadline. It is never moved for a later deadline (that would cost events with every
 * message): it fires early, the look that follows finds the next deadline, and it is set anew.
 */
export class Alarm {
  #timer: { at: number; scope: CancellationScope } | null = null;
  #rang = false;
  readonly #bell: Bell;

  constructor(bell: Bell) {
    this.#bell = bell;
  }

  /** From now on only a later ring counts: the look that begins sees every deadline that has passed. */
  beginLook(): void {
    this.#rang = false;
  }

  /** Makes sure that it rings no later than the earliest of the deadlines. */
  setFor(deadlines: Deadline[]): void {
    const earliest = deadlines.toSorted((a, b) => a.at.localeCompare(b.at))[0];
    if (earliest === undefined) return;
    const at = Date.parse(earliest.at);
    if (this.#timer !== null && this.#timer.at <= at) return;
    this.#timer?.scope.cancel();
    this.#start(at, SUMMARIES[earliest.kind]);
  }

  get rang(): boolean {
    return this.#rang;
  }

  #start(at: number, summary: string): void {
    const left = at - Date.now();
    const timer = { at, scope: new CancellationScope() };
    this.#timer = timer;
    timer.scope
      .run(() => sleep(left > 0 ? left : PASSED_DEADLINE_MS, { summary }))
      .then(() => this.#ring(timer))
      .catch((error) => {
        if (!isCancellation(error)) throw error;
      });
  }

  #ring(timer: { at: number }): void {
    if (this.#timer !== timer) return;
    this.#timer = null;
    this.#rang = true;
    this.#bell.ring();
  }
}
