import { join } from 'node:path';
import { Worker } from '@temporalio/worker';
import { bundleWorkflows } from '../src/bundle/bundle-workflows.ts';
import { BRANCHES, readHistory, recordedBranches } from './histories.ts';
import './worker.ts';

/** Running sessions survive a release only if their histories replay. Record anew: `npm run record-histories`. */
describe('interleaving 2: a changed workflow is found by the recorded histories', () => {
  const replay = async (workflowBundle: { code: string }, branch: (typeof BRANCHES)[number]) =>
    Worker.runReplayHistory({ workflowBundle }, await readHistory(branch));

  it('are there for every branch', async () => {
    expect(await recordedBranches()).toEqual([...BRANCHES].sort());
  });

  describe('replay', () => {
    let own: { code: string };
    beforeAll(async () => {
      own = await bundleWorkflows();
    });
    it.each(BRANCHES)('%s', (branch) => replay(own, branch));
  });

  describe('do not replay with an altered workflow', () => {
    let altered: { code: string };
    beforeAll(async () => {
      altered = await bundleWorkflows(join(import.meta.dirname, 'altered-workflows.ts'));
    });
    it.each(BRANCHES)('%s', async (branch) => {
      await expect(replay(altered, branch)).rejects.toMatchObject({ name: 'DeterminismViolationError' });
    });
  });
});
