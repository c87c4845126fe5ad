import { IllegalStateError } from '@temporalio/common';
import type { State } from '@temporalio/worker';
import { runUntilStopped } from './run-until-stopped.ts';

const ending = (state: State, error: Error) => ({ getState: () => state, run: () => Promise.reject(error) });
const inUse = new IllegalStateError('Worker still in use');

it('is done when everything has drained, whatever the native half still holds', async () => {
  await expect(runUntilStopped(ending('STOPPED', inUse))).resolves.toBeUndefined();
});

it.each([
  ['a worker that failed', ending('FAILED', inUse), inUse],
  ['any other error', ending('STOPPED', new Error('no connection')), new Error('no connection')],
])('tells of %s', async (_, worker, error) => {
  await expect(runUntilStopped(worker)).rejects.toEqual(error);
});
