import { resultIdOfCard, resultWorkflowId, SIGNALS } from '#libs/contracts';
import { type Database, openDatabase } from '#libs/database';
import { createTestDatabase, eventually, startTemporalWith, type TestDatabase } from '#libs/testing';
import { recordHistory } from './histories.ts';
import { type House, openHouse } from './house.ts';
import { CARDS, definitionOf } from './playbook.ts';
import { type FreezableProxy, openProxy } from './proxy.ts';
import { connect, startTestWorker, type TestConnection, type TestWorker } from './worker.ts';

/**
 * Writes workflows/histories anew, from real runs: one history a branch. Not a test: `npm run record-histories` runs
 * it. The old histories are still those of running sessions, so a change that needs new ones needs `patched()` too.
 */
describe('record', () => {
  const taskQueue = 'recorded';
  let test: TestDatabase;
  let server: Awaited<ReturnType<typeof startTemporalWith>>;
  let temporal: TestConnection;
  let proxy: FreezableProxy;
  let workersDatabase: Database;
  let worker: TestWorker;
  let house: House;

  beforeAll(async () => {
    test = await createTestDatabase();
    server = await startTemporalWith({ 'limit.historyCount.suggestContinueAsNew': '100' });
    temporal = await connect({ ...server, identity: 'recorder' });
    proxy = await openProxy(test.url);
    workersDatabase = await openDatabase({ url: proxy.url });
    worker = await startTestWorker({ database: workersDatabase, taskQueue, identity: 'recorder', ...temporal });
    const people = { ...CARDS.people, waitSeconds: 5 } as NonNullable<typeof CARDS.people>;
    const broken = { kind: 'message', text: { en: 'Lost' }, next: 'nowhere' } as const;
    const definition = definitionOf({ ...CARDS, people, broken });
    house = await openHouse({ database: test.database, client: temporal.client, taskQueue, definition });
    await house.online();
  }, 300_000);

  afterAll(async () => {
    await worker?.stop();
    await workersDatabase?.close();
    await proxy?.close();
    await temporal?.close();
    await server?.stop();
    await test?.close();
  });

  const ends = (sessionId: string, last: string) =>
    eventually(async () => expect((await house.lines(sessionId)).at(-1)).toBe(last), { timeout: 60_000 });

  async function talk(sessionId: string, ...turns: [text: string, last: string][]): Promise<void> {
    for (const [text, last] of turns) {
      await house.say(sessionId, text);
      await ends(sessionId, last);
    }
  }

  it('wait', async () => {
    const sessionId = await house.start({ choiceId: 'leave' });
    await ends(sessionId, 'bot: Your name?');
    await talk(sessionId, ['Vera', 'bot: Your e-mail?']);
    await house.settled(sessionId);
    await recordHistory('wait', house.workflow(sessionId));
  });

  it('pick-up-timeout', async () => {
    const sessionId = await house.start({ choiceId: 'people' });
    await ends(sessionId, 'bot: Your name?');
    await house.settled(sessionId);
    await recordHistory('pick-up-timeout', house.workflow(sessionId));
  });

  it('result, produce-result', async () => {
    const sessionId = await house.start({ choiceId: 'leave' });
    await ends(sessionId, 'bot: Your name?');
    await talk(sessionId, ['Vera', 'bot: Your e-mail?'], ['nothing', 'bot: Again, please']);
    await house.say(sessionId, 'vera@example.org');
    await house.workflow(sessionId).result();
    const result = temporal.client.workflow.getHandle(resultWorkflowId(resultIdOfCard(sessionId, 'lead')));
    await result.result();
    await recordHistory('result', house.workflow(sessionId));
    await recordHistory('produce-result', result);
  });

  it('end', async () => {
    const sessionId = await house.start({ choiceId: 'people' });
    await ends(sessionId, 'bot→waiting: people_called');
    await house.assign(sessionId, house.ana);
    await house.settled(sessionId);
    await house.reassign(sessionId, house.ana, house.ben);
    await house.settled(sessionId);
    await house.close(sessionId, house.ben);
    await house.workflow(sessionId).result();
    await recordHistory('end', house.workflow(sessionId));
  });

  it('roll-over', async () => {
    const sessionId = await house.start({ choiceId: 'leave' });
    await ends(sessionId, 'bot: Your name?');
    const { runId } = await house.workflow(sessionId).describe();
    while ((await house.workflow(sessionId).describe()).runId === runId) {
      await house.wake(sessionId, SIGNALS.entriesUnread, 1_000_000);
      await house.settled(sessionId);
    }
    await recordHistory('roll-over', temporal.client.workflow.getHandle(house.workflow(sessionId).workflowId, runId));
  });

  it('hung-database', async () => {
    const sessionId = await house.start({ choiceId: 'leave' });
    await ends(sessionId, 'bot: Your name?');
    proxy.hang();
    await house.say(sessionId, 'Vera');
    await eventually(
      async () => {
        const [pending] = (await house.workflow(sessionId).describe()).raw.pendingActivities ?? [];
        expect(pending?.attempt).toBeGreaterThanOrEqual(2);
      },
      { timeout: 40_000 },
    );
    proxy.resume();
    await ends(sessionId, 'bot: Your e-mail?');
    await house.settled(sessionId);
    await recordHistory('hung-database', house.workflow(sessionId));
  }, 120_000);

  it('stuck', async () => {
    const sessionId = await house.start({ choiceId: 'leave' });
    await ends(sessionId, 'bot: Your name?');
    await house.move(sessionId, 'broken');
    await ends(sessionId, 'bot→waiting: people_called');
    await house.settled(sessionId);
    await recordHistory('stuck', house.workflow(sessionId));
  }, 120_000);
});
