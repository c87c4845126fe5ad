import { ApplicationFailure, isCancellation, proxyActivities } from '@temporalio/workflow';
import type { TranscriptActivities } from '#libs/contracts/process';
import { errorIdOf } from '../failures.ts';

const mail = proxyActivities<TranscriptActivities>({
  // a mail server may take its time
  startToCloseTimeout: '75s',
  // who asked for it does not wait longer
  scheduleToCloseTimeout: '1d',
  retry: { initialInterval: '2s', backoffCoefficient: 2, maximumInterval: '10m' },
  summary: 'send transcript',
});

const bookkeeping = proxyActivities<TranscriptActivities>({
  startToCloseTimeout: '10s',
  retry: { maximumInterval: '1m' },
  summary: 'mark as failed',
});

export interface SendTranscriptInput {
  mailId: string;
}

/** Sends a transcript that was asked for by e-mail, once as far as mail servers allow. It tries for a day. */
export async function sendTranscript({ mailId }: SendTranscriptInput): Promise<void> {
  try {
    await mail.sendTranscript({ mailId });
  } catch (error) {
    if (isCancellation(error)) throw error;
    const errorId = errorIdOf(error);
    await bookkeeping.failTranscript({ mailId });
    throw ApplicationFailure.nonRetryable('The transcript could not be sent', 'transcript_failed', { errorId });
  }
}
