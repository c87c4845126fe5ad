import { setTimeout as sleep } from 'node:timers/promises';
import type { WorkflowHandle } from '@temporalio/client';

export interface History {
  events: number;
  bytes: number;
}

const QUIET_MS = 1_000;
const TRIES = 30;

/** History events and bytes of these workflows, added up, once nothing more is written in any of them. */
export async function settledHistoryOf(handles: readonly WorkflowHandle[]): Promise<History> {
  let before = await historyOf(handles);
  for (let tries = 0; tries < TRIES; tries++) {
    await sleep(QUIET_MS);
    const now = await historyOf(handles);
    if (now.events === before.events) return now;
    before = now;
  }
  throw new Error('workflows that should wait go on writing their histories');
}

async function historyOf(handles: readonly WorkflowHandle[]): Promise<History> {
  const described = await Promise.all(handles.map((handle) => handle.describe()));
  return {
    events: described.reduce((sum, each) => sum + each.historyLength, 0),
    bytes: described.reduce((sum, each) => sum + (each.historySize ?? 0), 0),
  };
}
