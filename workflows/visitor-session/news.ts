import { setHandler } from '@temporalio/workflow';
import { SIGNALS, type SignalPayload } from '#libs/contracts/process';
import { sessionSignals } from '../signals/index.ts';
import type { Bell } from './bell.ts';

/** What the signals told since the last look began. Signals carry no content: the log has it. */
export class News {
  #highest = 0;
  readonly #bell: Bell;

  constructor(bell: Bell) {
    this.#bell = bell;
  }

  /** From now on only what comes later counts. */
  beginLook(): void {
    this.#highest = 0;
  }

  /** Notes that the log holds an entry `seq`; a payload without one (of what is no entry) always counts. */
  note(payload: SignalPayload | undefined): void {
    const seq = typeof payload?.seq === 'number' ? payload.seq : Number.POSITIVE_INFINITY;
    this.#highest = Math.max(this.#highest, seq);
    this.#bell.ring();
  }

  /** Whether somebody told of an entry behind `readTo`: repeats and latecomers tell nothing new. */
  after(readTo: number): boolean {
    return this.#highest > readTo;
  }
}

/** One handler for each signal; all they do is note that something came. */
export function listenToSignals(bell: Bell): News {
  const news = new News(bell);
  const note = (payload: SignalPayload | undefined) => news.note(payload);
  setHandler(sessionSignals[SIGNALS.sessionBegan], note);
  setHandler(sessionSignals[SIGNALS.visitorMessage], note);
  setHandler(sessionSignals[SIGNALS.visitorAnswer], note);
  setHandler(sessionSignals[SIGNALS.agentAssigned], note);
  setHandler(sessionSignals[SIGNALS.agentReassigned], note);
  setHandler(sessionSignals[SIGNALS.conversationReturned], note);
  setHandler(sessionSignals[SIGNALS.conversationClosed], note);
  setHandler(sessionSignals[SIGNALS.offerDeclined], note);
  setHandler(sessionSignals[SIGNALS.offerWithdrawn], note);
  setHandler(sessionSignals[SIGNALS.agentAvailable], note);
  setHandler(sessionSignals[SIGNALS.entriesUnread], note);
  setHandler(sessionSignals[SIGNALS.sessionMoved], note);
  setHandler(sessionSignals[SIGNALS.agentHandedBack], note);
  setHandler(sessionSignals[SIGNALS.httpAnswered], note);
  return news;
}
