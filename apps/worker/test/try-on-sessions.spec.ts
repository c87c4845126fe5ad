import { randomUUID } from 'node:crypto';
import { WorkflowFailedError } from '@temporalio/client';
import { ApplicationFailure, CancelledFailure } from '@temporalio/common';
import {
  type PlaybookDefinition,
  Refusal,
  TRIAL_PROGRESS_QUERY,
  type TrialActivities,
  type TrialProgress,
  trialWorkflowId,
  WORKFLOW_TYPES,
} from '#libs/contracts';
import { createTestDatabase, eventually, startTemporalWith, type TestDatabase } from '#libs/testing';
import { countOf, eventsOf, readableHistory } from './history.ts';
import { type House, openHouse } from './house.ts';
import { CARDS, definitionOf } from './playbook.ts';
import { connect, startTestWorker, type TestConnection, type TestWorker } from './worker.ts';

const EMAIL = 'vera.private@example.org';

describe('tryOnSessions', () => {
  const taskQueue = randomUUID();
  let test: TestDatabase;
  let server: Awaited<ReturnType<typeof startTemporalWith>>;
  let temporal: TestConnection;
  let worker: TestWorker;
  let house: House;
  let playbookId: string;

  beforeAll(async () => {
    test = await createTestDatabase();
    server = await startTemporalWith({ 'limit.historyCount.suggestContinueAsNew': '20' });
    temporal = await connect(server);
    worker = await startTestWorker({ database: test.database, taskQueue, ...temporal });
    house = await openHouse({ database: test.database, client: temporal.client, taskQueue });
    const [playbook] = await test.database.playbooks.list();
    playbookId = playbook!.id;
  }, 300_000);
  afterAll(async () => {
    await worker?.stop();
    await temporal?.close();
    await server?.stop();
    await test?.close();
  });

  /** A trial of the draft, and its workflow's handle. */
  async function begin(definition: PlaybookDefinition, sessions = 100, queue: string = taskQueue) {
    const { id: trialId } = await test.database.trials.create({ playbookId, definition, sessions, by: null });
    const handle = await temporal.client.workflow.start(WORKFLOW_TYPES.tryOnSessions, {
      workflowId: trialWorkflowId(trialId),
      taskQueue: queue,
      args: [{ trialId }],
    });
    return { trialId, handle };
  }

  /** Instead of the real activity, on a queue of its own. */
  async function withBatches<T>(
    tryBatch: TrialActivities['tryBatch'],
    task: (queue: string) => Promise<T>,
  ): Promise<T> {
    const queue = randomUUID();
    const activities = { tryBatch };
    const other = await startTestWorker({ database: test.database, taskQueue: queue, activities, ...temporal });
    try {
      return await task(queue);
    } finally {
      await other.stop();
    }
  }

  it('tries the draft on what was recorded, and writes nowhere but in its row', async () => {
    const sessionId = await house.start({ choiceId: 'leave' });
    for (const text of ['Vera', EMAIL]) {
      await eventually(async () => expect((await house.lines(sessionId)).at(-1)).toMatch(/^bot: Your/));
      await house.settled(sessionId);
      await house.say(sessionId, text);
    }
    await house.workflow(sessionId).result();
    await eventually(async () => expect(await house.records(sessionId)).toEqual(['crmActivity', 'lead']));
    await house.start({ choiceId: 'bye' }).then((other) => house.workflow(other).result());
    const timeline = await house.timeline(sessionId);

    const { handle, trialId } = await begin(
      definitionOf({ ...CARDS, email: { ...CARDS.email, next: 'end' } as never }),
    );
    await handle.result();
    const trial = await test.database.trials.find(trialId);
    expect(trial).toMatchObject({
      state: 'done',
      sessions: 2,
      done: 2,
      before: { ended: 2, leads: 1, crmActivities: 1 },
      after: { ended: 2, leads: 0, crmActivities: 0 },
      tried: [{ sessionId, before: { results: ['lead', 'crmActivity'] }, after: { results: [] }, note: null }],
    });
    expect(trial!.dropOff).toContainEqual({ cardId: 'name', reached: 1, dropped: 0 });
    expect(await house.timeline(sessionId)).toEqual(timeline);
    expect(await house.records(sessionId)).toEqual(['crmActivity', 'lead']);
    const history = await readableHistory(handle);
    expect(history).not.toContain('private');
    expect(history).not.toContain('Goodbye');
    expect(await handle.query<TrialProgress>(TRIAL_PROGRESS_QUERY)).toEqual({ done: 2 });
  });

  it('shows how far it is, goes on in a new run when the history is long, and can be cancelled', async () => {
    let batches = 0;
    let open: () => void = () => undefined;
    const blocked = new Promise<void>((resolve) => {
      open = resolve;
    });
    const tryBatch: TrialActivities['tryBatch'] = async ({ afterId }) => {
      batches++;
      const done = Number(afterId ?? 0) + 1;
      if (done > 12) await blocked;
      return { done, afterId: String(done) };
    };
    await withBatches(tryBatch, async (queue) => {
      const { handle, trialId } = await begin(definitionOf(), 100, queue);
      const latest = temporal.client.workflow.getHandle(handle.workflowId);
      await eventually(async () =>
        expect(await latest.query<TrialProgress>(TRIAL_PROGRESS_QUERY)).toEqual({ done: 12 }),
      );
      const first = temporal.client.workflow.getHandle(handle.workflowId, handle.firstExecutionRunId);
      expect(countOf(await eventsOf(first), 'continuedAsNew')).toBe(1);
      const { currentDetails } = await latest.query<{ currentDetails: string }>('__temporal_workflow_metadata');
      expect(currentDetails).toBe('12 sessions tried');
      await eventually(() => expect(batches).toBe(13));

      await latest.cancel();
      const ended = await latest.result().catch((error: unknown) => error);
      expect((ended as WorkflowFailedError).cause).toBeInstanceOf(CancelledFailure);
      expect(await test.database.trials.find(trialId)).toMatchObject({ state: 'cancelled' });
      open();
    });
  }, 60_000);

  it('is failed when its batches cannot be tried', async () => {
    await withBatches(
      () => Promise.reject(new Refusal('forbidden')),
      async (queue) => {
        const { handle, trialId } = await begin(definitionOf(), 100, queue);
        const ended = await handle.result().catch((error: unknown) => error);
        expect(ended).toBeInstanceOf(WorkflowFailedError);
        expect((ended as WorkflowFailedError).cause).toBeInstanceOf(ApplicationFailure);
        expect((ended as WorkflowFailedError).cause).toMatchObject({ type: 'trial_failed' });
        expect(await test.database.trials.find(trialId)).toMatchObject({ state: 'failed' });
      },
    );
  });

  it('ends at once where it was cancelled in its row', async () => {
    const { id: trialId } = await test.database.trials.create({
      playbookId,
      definition: definitionOf(),
      sessions: 100,
      by: null,
    });
    await test.database.trials.cancel(trialId);
    await temporal.client.workflow.execute(WORKFLOW_TYPES.tryOnSessions, {
      workflowId: trialWorkflowId(trialId),
      taskQueue,
      args: [{ trialId }],
    });
    expect(await test.database.trials.find(trialId)).toMatchObject({ state: 'cancelled', done: 0 });
  });
});
