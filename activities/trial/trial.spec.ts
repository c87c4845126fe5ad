import { createHash, randomUUID } from 'node:crypto';
import { MockActivityEnvironment } from '@temporalio/testing';
import type { TrialActivities } from '#libs/contracts';
import { openingOf } from '#libs/playbook';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import { createTrialActivities } from './index.ts';
import { playbookOf } from './test/recordings.ts';

/** More than two batches. */
const SESSIONS = 450;

describe('the activities of a trial', () => {
  const definition = playbookOf();
  let test: TestDatabase;
  let playbookId: string;

  beforeAll(async () => {
    test = await createTestDatabase();
    const { database } = test;
    const published = await database.playbooks.publish(definition, null);
    playbookId = published.playbookId;
    const { versionId } = published;
    const site = await database.sites.create({ name: 'Test', origins: ['*'], activeVersionId: versionId });
    const facts = { language: 'en', seed: 1, pageUrl: null, returning: false };
    const { entries, state } = openingOf(definition, facts);
    const start = () =>
      database.sessions.start({
        siteId: site.id,
        versionId,
        visitorHash: createHash('sha256').update(randomUUID()).digest('hex'),
        clientId: randomUUID(),
        ...facts,
        opening: entries,
        state,
        visits: [],
        act: { kind: 'answer', body: { promptSeq: entries.length, choiceId: 'leave', text: 'Leave a message' } },
      });
    for (let index = 0; index < SESSIONS; index += 50) await Promise.all(Array.from({ length: 50 }, start));
  }, 60_000);
  afterAll(() => test?.close());

  const create = async (sessions: number): Promise<string> =>
    (await test.database.trials.create({ playbookId, definition, sessions, by: null })).id;

  const tryBatch = (trialId: string, afterId: string | null): ReturnType<TrialActivities['tryBatch']> => {
    const { tryBatch: own } = createTrialActivities({ database: test.database });
    return new MockActivityEnvironment().run(own, { trialId, afterId });
  };

  it('try as many sessions as were asked for, batch by batch, at least 200 a second with reading and writing', async () => {
    const trialId = await create(SESSIONS - 10);
    const began = performance.now();
    let afterId: string | null = null;
    let batches = 0;
    do {
      ({ afterId } = await tryBatch(trialId, afterId));
      batches++;
    } while (afterId !== null);
    expect(performance.now() - began).toBeLessThan((SESSIONS / 200) * 1_000);
    expect(batches).toBe(3);
    const trial = await test.database.trials.find(trialId);
    expect(trial).toMatchObject({ state: 'running', done: SESSIONS - 10 });
    expect(trial!.dropOff.find(({ cardId }) => cardId === 'name')).toEqual({
      cardId: 'name',
      reached: SESSIONS - 10,
      dropped: 0,
    });
  });

  it('count a batch once, though it is tried again because its answer was lost', async () => {
    const trialId = await create(SESSIONS);
    const first = await tryBatch(trialId, null);
    expect(await tryBatch(trialId, null)).toEqual(first);
    const second = await tryBatch(trialId, first.afterId);
    expect(await tryBatch(trialId, first.afterId)).toEqual(second);
    const last = await tryBatch(trialId, second.afterId);
    expect(last).toEqual({ done: SESSIONS, afterId: null });
    expect(await tryBatch(trialId, second.afterId)).toEqual(last);
    const ask = (await test.database.trials.find(trialId))!.dropOff.find(({ cardId }) => cardId === 'ask');
    expect(ask).toMatchObject({ reached: SESSIONS });
  });

  it('add nothing to a trial that was cancelled', async () => {
    const trialId = await create(SESSIONS);
    const { afterId } = await tryBatch(trialId, null);
    await test.database.trials.cancel(trialId);
    const done = (await test.database.trials.find(trialId))!.done;
    expect(await tryBatch(trialId, afterId)).toEqual({ done, afterId: null });
    expect((await test.database.trials.find(trialId))!.done).toBe(done);
    const { finishTrial } = createTrialActivities({ database: test.database });
    await finishTrial({ trialId, state: 'done' });
    expect((await test.database.trials.find(trialId))!.state).toBe('cancelled');
  });

  it('say that there is nothing to do where there is no such trial', async () => {
    expect(await tryBatch(randomUUID(), null)).toEqual({ done: 0, afterId: null });
  });
});
