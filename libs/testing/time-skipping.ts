import { TestWorkflowEnvironment } from '@temporalio/testing';
import { SEARCH_ATTRIBUTES } from '#libs/contracts/process';
import { startTimeSkipper, stopTimeSkipper } from './services/ask.ts';

/** The SDK connects to a time-skipping server that runs already, but has no public function for it. */
type Create = (options: {
  server: { type: 'existing' };
  address: string;
  supportsTimeSkipping: true;
}) => Promise<TestWorkflowEnvironment>;

/** The numbers of Temporal's `IndexedValueType`. */
const ATTRIBUTE_TYPES = { KEYWORD: 2, INT: 3 } as const;

/**
 * A Temporal of its own whose clock skips ahead while a workflow's result is awaited, or by `sleep`. Skipped time is
 * shared by all workflows of an environment: one environment per test file, or per test. `teardown()` stops it.
 */
export async function createTimeSkipping(): Promise<TestWorkflowEnvironment> {
  const { address } = await startTimeSkipper();
  const { create } = TestWorkflowEnvironment as unknown as { create: Create };
  const environment = await create.call(TestWorkflowEnvironment, {
    server: { type: 'existing' },
    address,
    supportsTimeSkipping: true,
  });
  await environment.connection.operatorService.addSearchAttributes({
    namespace: environment.namespace ?? 'default',
    searchAttributes: Object.fromEntries(
      Object.entries(SEARCH_ATTRIBUTES).map(([name, type]) => [name, ATTRIBUTE_TYPES[type]]),
    ),
  });
  const closeConnections = environment.teardown.bind(environment);
  environment.teardown = async () => {
    await closeConnections();
    await stopTimeSkipper(address);
  };
  return environment;
}
