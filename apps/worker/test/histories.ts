import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { WorkflowHandle } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';

const FOLDER = join(import.meta.dirname, '../../../workflows/histories');

/** The branches of the workflows that have a recorded history each. */
export const BRANCHES = [
  'wait',
  'pick-up-timeout',
  'returned',
  'offer-accepted',
  'offer-ladder',
  'offer-withdrawn',
  'result',
  'end',
  'roll-over',
  'hung-database',
  'stuck',
  'produce-result',
  'wait-for-time',
  'reminder',
  'queue-notice',
  'agent-silent',
  'handed-back',
  'http',
  'http-failed',
  'http-left-open',
  'roll-over-http',
  'try-on-sessions',
  'trial-cancelled',
  'trial-failed',
  'send-transcript',
  'transcript-failed',
] as const;
export type Branch = (typeof BRANCHES)[number];

/** Without stack traces: they name the folders of whoever recorded, and no replay reads them. */
export async function recordHistory(branch: Branch, handle: WorkflowHandle): Promise<void> {
  const history: unknown = JSON.parse(historyToJSON(await handle.fetchHistory()), (key, value) =>
    key === 'stackTrace' ? undefined : value,
  );
  await mkdir(FOLDER, { recursive: true });
  await writeFile(join(FOLDER, `${branch}.json`), `${JSON.stringify(history, null, 2)}\n`);
}

/** Names of the branches that are recorded. */
export async function recordedBranches(): Promise<string[]> {
  return (await readdir(FOLDER)).map((file) => file.replace(/\.json$/, '')).sort();
}

export async function readHistory(branch: Branch): Promise<unknown> {
  return JSON.parse(await readFile(join(FOLDER, `${branch}.json`), 'utf8'));
}
