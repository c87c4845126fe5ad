import { randomUUID } from 'node:crypto';
import { ActivityFailure, ApplicationFailure, WorkflowFailedError } from '@temporalio/client';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Refusal, resultWorkflowId, SIGNALS, WORKFLOW_TYPES } from '#libs/contracts';
import { createTestDatabase, createTimeSkipping, eventually, type TestDatabase } from '#libs/testing';
import { RESULT_START_OPTIONS } from '#workflows/signals';
import { type House, openHouse } from './house.ts';
import { startTestWorker } from './worker.ts';

describe('produceResult', () => {
  const taskQueue = randomUUID();
  let test: TestDatabase;
  let temporal: TestWorkflowEnvironment;
  let house: House;

  beforeAll(async () => {
    [test, temporal] = await Promise.all([createTestDatabase(), createTimeSkipping()]);
    house = await openHouse({ database: test.database, client: temporal.client, taskQueue });
  }, 120_000);
  afterAll(async () => {
    await temporal?.teardown();
    await test?.close();
  });

  const startWorker = (createRecords?: () => Promise<never>) => {
    const { nativeConnection: connection, namespace = 'default' } = temporal;
    const activities = createRecords && { createRecords };
    return startTestWorker({ database: test.database, connection, namespace, taskQueue, activities });
  };

  /** A result that an agent asked for. */
  async function ask(): Promise<{ sessionId: string; resultId: string }> {
    const { sessionId } = await house.begin({ choiceId: 'leave' });
    const { resultId } = await test.database.sessions.requestResult({
      sessionId,
      byAgentId: house.ana,
      clientId: randomUUID(),
      kind: 'deal',
      title: 'Deal',
    });
    return { sessionId, resultId };
  }

  const produce = (resultId: string) =>
    temporal.client.workflow.execute(WORKFLOW_TYPES.produceResult, {
      ...RESULT_START_OPTIONS,
      workflowId: resultWorkflowId(resultId),
      taskQueue,
      args: [{ resultId }],
    });

  const stateOf = async (sessionId: string) => (await house.results(sessionId))[0]?.state;

  it('marks what cannot be produced as failed, fails, and may be run again', async () => {
    const { sessionId, resultId } = await ask();
    const refusing = await startWorker(() => Promise.reject(new Refusal('forbidden')));
    try {
      const failure = await produce(resultId).then(
        () => null,
        (error: unknown) => error as WorkflowFailedError,
      );
      expect(failure).toBeInstanceOf(WorkflowFailedError);
      expect(failure?.cause).toBeInstanceOf(ApplicationFailure);
      expect(failure?.cause).not.toBeInstanceOf(ActivityFailure);
      expect(failure?.cause).toMatchObject({ type: 'result_failed', details: [{ errorId: expect.any(String) }] });
    } finally {
      await refusing.stop();
    }
    expect(await stateOf(sessionId)).toBe('failed');

    const healthy = await startWorker();
    try {
      await produce(resultId);
      expect(await stateOf(sessionId)).toBe('created');
      expect(await house.records(sessionId)).toEqual(['deal']);
      await expect(produce(resultId)).rejects.toThrow();
    } finally {
      await healthy.stop();
    }
  });

  it('tries for days before it gives up', async () => {
    const { sessionId, resultId } = await ask();
    let tries = 0;
    const away = await startWorker(() => {
      tries++;
      return Promise.reject(new Refusal('unavailable'));
    });
    try {
      const producing = produce(resultId).catch((error: unknown) => error);
      expect(await producing).toBeInstanceOf(WorkflowFailedError);
      // seven days of ten minutes
      expect(tries).toBeGreaterThan(900);
    } finally {
      await away.stop();
    }
    expect(await stateOf(sessionId)).toBe('failed');
  }, 120_000);

  it('ends at once for a session that is erased, and wakes nobody', async () => {
    const { sessionId, resultId } = await ask();
    await test.database.sessions.erase(sessionId);
    const worker = await startWorker();
    try {
      await produce(resultId);
      expect(await test.database.crm.records({ kind: 'deal' })).not.toContainEqual(
        expect.objectContaining({ resultId }),
      );
      expect(await house.wake(sessionId, SIGNALS.entriesUnread, 1)).toBe(true);
      await eventually(async () => expect((await house.workflow(sessionId).describe()).status.name).toBe('COMPLETED'));
    } finally {
      await worker.stop();
    }
  });
});
