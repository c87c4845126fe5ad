import { randomUUID } from 'node:crypto';
import { WorkflowFailedError } from '@temporalio/client';
import { resultIdOfCard, resultWorkflowId, SIGNALS, WORKFLOW_TYPES } from '#libs/contracts';
import { eventually, type TestDatabase } from '#libs/testing';
import { RESULT_START_OPTIONS } from '#workflows/signals';
import { type House } from './house.ts';
import { CALLED, LEAVING, type MidAir, openMidAir } from './mid-air.ts';
import type { TestConnection } from './worker.ts';

describe('what outlives a session, and what does not', () => {
  let air: MidAir;
  let house: House;
  let taskQueue: string;
  let temporal: TestConnection;
  let test: TestDatabase;

  beforeAll(async () => {
    air = await openMidAir();
    ({ house, taskQueue, temporal, test } = air);
  }, 300_000);
  afterAll(() => air?.close());

  it('interleavings 17: results outlive the session; one that somebody else has started is fine', async () => {
    const sessionId = await house.start({ choiceId: 'leave' });
    await air.says(sessionId, LEAVING);
    await house.say(sessionId, 'Vera');
    await air.endsWith(sessionId, 'bot: Your e-mail?');
    // a gateway's sweep was faster with one of the two
    const resultId = resultIdOfCard(sessionId, 'lead');
    const start = () =>
      temporal.client.workflow.start(WORKFLOW_TYPES.produceResult, {
        ...RESULT_START_OPTIONS,
        workflowId: resultWorkflowId(resultId),
        taskQueue: 'nobody-works-here',
        args: [{ resultId }],
      });
    const early = await start();
    await house.say(sessionId, 'vera@example.org');
    await house.workflow(sessionId).result();
    expect(await house.results(sessionId)).toContainEqual({ kind: 'lead', state: 'pending' });
    await eventually(async () => expect(await house.records(sessionId)).toEqual(['crmActivity']));
    await early.terminate('test');
    await temporal.client.workflow.start(WORKFLOW_TYPES.produceResult, {
      ...RESULT_START_OPTIONS,
      workflowId: resultWorkflowId(resultId),
      taskQueue,
      args: [{ resultId }],
    });
    await temporal.client.workflow.getHandle(resultWorkflowId(resultId)).result();
    expect(await house.records(sessionId)).toEqual(['crmActivity', 'lead']);
    await expect(start()).rejects.toThrow();
  });

  it('interleavings 17: the same result asked for twice at once is one record, also for a closed conversation', async () => {
    await house.online();
    const sessionId = await house.start({ choiceId: 'people' });
    await air.says(sessionId, CALLED);
    await house.assign(sessionId, house.ana);
    await house.close(sessionId, house.ana);
    await house.workflow(sessionId).result();
    const command = { sessionId, byAgentId: house.ana, clientId: randomUUID(), kind: 'deal' as const, title: 'Deal' };
    const asked = await Promise.all([1, 2].map(() => test.database.sessions.requestResult(command)));
    const resultId = asked[0]!.resultId;
    expect(asked.map((answer) => answer.resultId)).toEqual([resultId, resultId]);
    for (const workflowId of [resultWorkflowId(resultId), `second-${resultId}`]) {
      await temporal.client.workflow.execute(WORKFLOW_TYPES.produceResult, {
        workflowId,
        taskQueue,
        args: [{ resultId }],
      });
    }
    expect(await house.records(sessionId)).toEqual(['deal']);
  });

  it('interleavings 21: a session that is erased while it is looked at ends, and writes nothing any more', async () => {
    const sessionId = await house.start({ choiceId: 'leave' });
    await air.says(sessionId, LEAVING);
    let erased: Promise<unknown> = Promise.resolve();
    await air.whileLocked(sessionId, async (waiting) => {
      await house.wake(sessionId, SIGNALS.entriesUnread, 1_000);
      await waiting();
      // both wait for the row now
      erased = test.database.sessions.erase(sessionId);
    });
    await erased;
    await house.wake(sessionId, SIGNALS.conversationClosed, 1_000);
    await house.workflow(sessionId).result();
    expect(await house.lines(sessionId).catch(() => [])).toEqual([]);
  });

  it('interleavings 21: a person who is erased while a result is produced does not come back', async () => {
    const sessionId = await house.start({ choiceId: 'leave' });
    await air.says(sessionId, LEAVING);
    await house.say(sessionId, 'Vera');
    await air.endsWith(sessionId, 'bot: Your e-mail?');
    await test.database.sql.rows(
      {
        name: 'test_refuse_2',
        text: `alter table person add constraint refuse check (email not like 'erased%') not valid`,
      },
      [],
    );
    await house.say(sessionId, 'erased@example.org');
    await house.workflow(sessionId).result();
    const handles = ['lead', 'call'].map((card) =>
      temporal.client.workflow.getHandle(resultWorkflowId(resultIdOfCard(sessionId, card))),
    );
    for (const handle of handles) {
      await eventually(async () =>
        expect((await handle.describe()).raw.pendingActivities?.[0]?.attempt).toBeGreaterThan(1),
      );
    }
    await test.database.sessions.erase(sessionId);
    await handles[0]!.cancel();
    await test.database.sql.rows({ name: 'test_accept_2', text: 'alter table person drop constraint refuse' }, []);
    await expect(handles[0]!.result()).rejects.toBeInstanceOf(WorkflowFailedError);
    await handles[1]!.result();
    const records = await test.database.crm.records({});
    expect(records.filter(({ email }) => email?.startsWith('erased'))).toEqual([]);
    expect(records.filter((record) => record.sessionId === sessionId)).toEqual([]);
  });
});
