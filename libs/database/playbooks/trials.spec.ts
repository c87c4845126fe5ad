import { newId } from '#libs/contracts';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import type { TrialReport } from '../index.ts';
import {
  closeByBot,
  codeOf,
  createWorld,
  DEFINITION,
  empty,
  newResult,
  raw,
  readAll,
  startSession,
  type World,
} from '../testing/builders.ts';

let test: TestDatabase;
let world: World;
let playbookId: string;
beforeAll(async () => {
  test = await createTestDatabase();
});
beforeEach(async () => {
  await empty(test.database);
  world = await createWorld(test.database);
  playbookId = (await test.database.playbooks.list())[0]?.id ?? '';
});
afterAll(() => test.close());

const NOTHING = { ended: 0, leads: 0, deals: 0, crmActivities: 0 };
const create = (sessions: number, id = playbookId) =>
  test.database.trials.create({ playbookId: id, definition: DEFINITION, sessions, by: null });

describe('trials', () => {
  it('try as many sessions as there are, and report until they are done', async () => {
    const { trials } = test.database;
    for (let index = 0; index < 3; index++) await startSession(test.database, world);
    expect((await create(2)).sessions).toBe(2);
    const trial = await create(500);
    expect(trial).toEqual({
      id: trial.id,
      playbookId,
      state: 'running',
      sessions: 3,
      done: 0,
      before: NOTHING,
      after: NOTHING,
      dropOff: [],
      tried: [],
      afterId: null,
      createdAt: expect.stringMatching(/\.\d{3}Z$/),
      finishedAt: null,
    });
    expect(await trials.definition(trial.id)).toEqual(DEFINITION);
    const report: TrialReport = {
      before: { ...NOTHING, ended: 1 },
      after: { ...NOTHING, leads: 2 },
      dropOff: [{ cardId: 'ask', reached: 2, dropped: 1 }],
      tried: [
        {
          sessionId: newId(),
          before: { card: 'ask', phase: 'bot', results: [] },
          after: { card: 'end', phase: 'closed', results: ['lead'] },
          note: null,
        },
      ],
    };
    const afterId = newId();
    expect(await trials.progress(trial.id, report, 2, afterId)).toBe(true);
    expect(await trials.find(trial.id)).toEqual({ ...trial, ...report, done: 2, afterId });
    expect(await trials.finish(trial.id, 'done')).toBe(true);
    expect(await trials.find(trial.id)).toMatchObject({ state: 'done', done: 2, finishedAt: expect.any(String) });
    expect(await trials.cancel(trial.id)).toBe(false);
    expect(await trials.find(trial.id)).toMatchObject({ state: 'done' });
  });

  it('that are cancelled take no more reports', async () => {
    const { trials } = test.database;
    const { id } = await create(10);
    expect(await trials.cancel(id)).toBe(true);
    const report = { before: NOTHING, after: NOTHING, dropOff: [], tried: [] };
    expect(await trials.progress(id, report, 1, null)).toBe(false);
    expect(await trials.finish(id, 'done')).toBe(false);
    expect(await trials.find(id)).toMatchObject({ state: 'cancelled', done: 0 });
    expect(await trials.find(newId())).toBeNull();
    expect(await trials.definition(newId())).toBeNull();
    expect(await codeOf(create(10, newId()))).toBe('not_found');
  });
});

describe('playbooks.sessionsToTry', () => {
  it('gives the last sessions of all versions in batches, with all that a replay needs', async () => {
    const { database } = test;
    const second = await database.playbooks.publish(DEFINITION, null);
    const other = await database.playbooks.publish({ ...DEFINITION, name: 'Other' }, null);
    const ids: string[] = [];
    for (const versionId of [world.versionId, second.versionId, world.versionId, second.versionId, other.versionId])
      ids.push((await startSession(database, { ...world, versionId }, { pageUrl: `https://shop.example/` })).sessionId);
    const [oldest = '', erased = '', rich = '', newest = ''] = ids;
    await database.sessions.erase(erased);
    const results = [newResult(rich, 'a', { kind: 'deal' }), newResult(rich, 'b')];
    await database.sessions.look(rich, Date.now(), (look) =>
      readAll(look, { results, state: { ...look.session.state, cardId: 'end' } }),
    );
    await database.sessions.look(rich, Date.now(), closeByBot);
    const first = await database.playbooks.sessionsToTry(playbookId, 2);
    expect(first.map(({ sessionId }) => sessionId)).toEqual([newest, rich]);
    const rest = await database.playbooks.sessionsToTry(playbookId, 2, rich);
    expect(rest.map(({ sessionId }) => sessionId)).toEqual([oldest]);
    expect(await database.playbooks.sessionsToTry(playbookId, 2, oldest)).toEqual([]);
    const { entries } = await database.timeline.read(rich, 0);
    expect(first[1]).toEqual({
      sessionId: rich,
      language: 'en',
      seed: 1,
      pageUrl: 'https://shop.example/',
      returning: false,
      startedAt: entries[0]?.at,
      card: 'end',
      phase: 'closed',
      results: expect.any(Array),
      fields: {},
      entries,
    });
    expect(first[1]?.results.toSorted()).toEqual(['deal', 'lead']);
    expect(first[0]).toMatchObject({ card: 'ask', phase: 'bot', results: [] });
  });

  it('reads faster than 200 sessions a second have to be tried', async () => {
    const { database } = test;
    await raw(
      database.sql,
      `insert into session (id, site_id, version_id, visitor_hash, first_client_id, language, seed, state, last_seq)
      select gen_random_uuid(), $1, $2, 'visitor ' || no, '', 'en', 1, '{"format": 2, "cardId": "ask"}', 20
      from generate_series(1, 1000) no`,
      [world.siteId, world.versionId],
    );
    await raw(
      database.sql,
      `insert into entry (session_id, seq, at, kind, author, body)
      select id, no, now(), 'message', 'visitor', '{"text": "Hello"}' from session, generate_series(1, 20) no`,
    );
    const began = performance.now();
    const seen = new Set<string>();
    for (let last: string | undefined; ; ) {
      const batch = await database.playbooks.sessionsToTry(playbookId, 100, last);
      for (const { sessionId, entries } of batch) if (entries.length === 20) seen.add(sessionId);
      last = batch.at(-1)?.sessionId;
      if (last === undefined) break;
    }
    expect(seen.size).toBe(1_000);
    // what is left is for walking the draft
    expect((1_000 * 1_000) / (performance.now() - began)).toBeGreaterThan(400);
  });
});
