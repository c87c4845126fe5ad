import { sleep } from '@temporalio/workflow';
import * as own from '#workflows';

/** The workflows with a change that running sessions would not survive: replaying their histories must fail. */
export async function visitorSession(input: { sessionId: string }): Promise<void> {
  await sleep('1s');
  await own.visitorSession(input);
}

export async function produceResult(input: { resultId: string }): Promise<void> {
  await sleep('1s');
  await own.produceResult(input);
}

export async function sendTranscript(input: { mailId: string }): Promise<void> {
  await sleep('1s');
  await own.sendTranscript(input);
}

export async function tryOnSessions(input: { trialId: string }): Promise<void> {
  await sleep('1s');
  await own.tryOnSessions(input);
}
