/**
 * A program of its own, so that it can be ended when it takes too long: lets the Temporal SDK download the Temporal CLI
 * (`temporal`) or the time-skipping test server (`temporal-test-server`) into a folder.
 */
import { TestWorkflowEnvironment } from '@temporalio/testing';

const [program, downloadDir] = process.argv.slice(2) as [string, string];
const server = { executable: { type: 'cached-download', downloadDir, ttl: '10000d' } } as const;
const environment =
  program === 'temporal'
    ? await TestWorkflowEnvironment.createLocal({ server })
    : await TestWorkflowEnvironment.createTimeSkipping({ server });
await environment.teardown();
