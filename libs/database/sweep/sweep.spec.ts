import { createTestDatabase, type TestDatabase } from '#libs/testing';
import {
  callPeople,
  clientId,
  createOnlineAgent,
  createWorld,
  empty,
  holdSession,
  raw,
  readAll,
  startLive,
  startSession,
  startWaiting,
  type World,
} from '../testing/builders.ts';

let test: TestDatabase;
let world: World;
beforeAll(async () => {
  test = await createTestDatabase();
});
beforeEach(async () => {
  await empty(test.database);
  world = await createWorld(test.database);
});
afterAll(() => test.close());

const say = (sessionId: string) =>
  test.database.timeline.append({
    sessionId,
    kind: 'message',
    author: 'visitor',
    clientId: clientId(),
    body: { text: 'Hello' },
  });
/** As if so many seconds had passed since. */
const letPass = (seconds: number) =>
  raw(
    test.database.sql,
    `update session set next_wake_at = next_wake_at - make_interval(secs => $1), unread_since = unread_since - make_interval(secs => $1)`,
    [seconds],
  );
const taken = async () => (await test.database.sweep.takeUnread(100)).map(({ sessionId }) => sessionId);

describe('sweep.takeUnread', () => {
  it('leaves the signal two seconds, then takes the session, later each time, until it was read', async () => {
    const { database } = test;
    const { sessionId } = await startSession(database, world);
    expect(await taken()).toEqual([]);
    await letPass(2.1);
    expect(await database.sweep.takeUnread(100)).toEqual([{ sessionId, seq: 2 }]);
    expect(await taken()).toEqual([]);
    const waits: number[] = [];
    for (let tries = 0; tries < 10; tries++) {
      const [{ wait } = { wait: 0 }] = await raw<{ wait: number }>(
        database.sql,
        'select round(extract(epoch from next_wake_at - clock_timestamp()))::int as wait from session',
      );
      waits.push(wait);
      await letPass(wait + 1);
      expect(await taken()).toEqual([sessionId]);
    }
    expect(waits).toEqual([2, 4, 8, 16, 32, 64, 128, 256, 300, 300]);
    await database.sessions.look(sessionId, Date.now(), readAll);
    await letPass(1_000);
    expect(await taken()).toEqual([]);
    await say(sessionId);
    expect(await taken()).toEqual([]);
    await letPass(2.1);
    expect(await taken()).toEqual([sessionId]);
  });

  it('takes each session once, though many gateways sweep at once', async () => {
    const { database } = test;
    const started = await Promise.all(Array.from({ length: 30 }, () => startSession(database, world)));
    await letPass(3);
    const sweeps = await Promise.all(Array.from({ length: 5 }, () => database.sweep.takeUnread(10)));
    const ids = sweeps.flat().map(({ sessionId }) => sessionId);
    expect(new Set(ids).size).toBe(ids.length);
    ids.push(...(await taken()));
    expect(ids.toSorted()).toEqual(started.map(({ sessionId }) => sessionId).toSorted());
  });

  it('interleaving 13: nobody waits for a sweep, and a sweep waits for nobody', async () => {
    const { database } = test;
    const [one, two] = [await startSession(database, world), await startSession(database, world)];
    await letPass(3);
    const held = await holdSession(database, one.sessionId);
    // passes over the row that somebody holds
    expect(await taken()).toEqual([two.sessionId]);
    // the sweep has committed before anybody is signalled, so its row is free while the signal is slow
    const begin = performance.now();
    expect((await say(two.sessionId)).entry.seq).toBe(3);
    expect(performance.now() - begin).toBeLessThan(500);
    await held.release();
    expect(await taken()).toEqual([one.sessionId]);
  });
});

describe('sweep.takeOverdue', () => {
  it('takes open sessions whose deadline passed without a look, later each time', async () => {
    const { database } = test;
    const { sessionId } = await startSession(database, world);
    const deadlineAt = new Date(Date.now() - 6_000).toISOString();
    await database.sessions.look(sessionId, Date.now(), (look) => readAll(look, { deadlineAt }));
    await letPass(3);
    expect(await database.sweep.takeOverdue(100)).toEqual([{ sessionId, seq: 2 }]);
    expect(await database.sweep.takeOverdue(100)).toEqual([]);
    await letPass(3);
    expect(await database.sweep.takeOverdue(100)).toHaveLength(1);
    // a look that sets the next deadline ends it
    const later = new Date(Date.now() + 60_000).toISOString();
    await database.sessions.look(sessionId, Date.now(), (look) => readAll(look, { deadlineAt: later }));
    await letPass(1_000);
    expect(await database.sweep.takeOverdue(100)).toEqual([]);
  });

  it('leaves the clock to its workflow for five seconds', async () => {
    const { database } = test;
    const { sessionId } = await startSession(database, world);
    const deadlineAt = new Date(Date.now() - 1_000).toISOString();
    await database.sessions.look(sessionId, Date.now(), (look) => readAll(look, { deadlineAt }));
    await letPass(3);
    expect(await database.sweep.takeOverdue(100)).toEqual([]);
  });
});

describe('sweep.retryNow', () => {
  it('makes due at once what had been tried in vain', async () => {
    const { database } = test;
    const { sessionId } = await startSession(database, world);
    for (let tries = 0; tries < 6; tries++) {
      await letPass(70);
      expect(await taken()).toEqual([sessionId]);
    }
    expect(await taken()).toEqual([]);
    await database.sweep.retryNow();
    expect(await taken()).toEqual([sessionId]);
  });
});

describe('sweep.callPeopleForSilent', () => {
  it('gives visitors to people whom nobody read for 30 seconds, once', async () => {
    const { database } = test;
    const agent = await createOnlineAgent(database);
    const { sessionId } = await startSession(database, world);
    const read = await startSession(database, world);
    await database.sessions.look(read.sessionId, Date.now(), readAll);
    await startWaiting(database, world);
    await say(await startLive(database, world, agent.id));
    await letPass(29);
    expect(await database.sweep.callPeopleForSilent()).toEqual([]);
    await say(sessionId);
    await letPass(1.5);
    const called = await Promise.all([1, 2, 3].map(() => database.sweep.callPeopleForSilent()));
    expect(called.flat()).toEqual([
      { sessionId, entry: expect.objectContaining({ seq: 4, kind: 'botSilent', author: 'system', body: {} }) },
    ]);
    const view = await database.sessions.view(sessionId);
    expect(view).toMatchObject({ phase: 'waiting', epoch: 1, waitingSince: view.lastAt });
    expect((await database.timeline.read(sessionId, 3)).entries).toEqual([called.flat()[0]?.entry]);
    const assign = { sessionId, agentId: agent.id, byAgentId: agent.id, clientId: clientId() };
    expect(await database.sessions.assign(assign)).toMatchObject({ repeated: false });
  });

  it('comes too late when the process reads in the same instant: one of them calls people', async () => {
    const { database } = test;
    for (let round = 0; round < 15; round++) {
      const { sessionId } = await startSession(database, world);
      await letPass(31);
      const [called] = await Promise.all([
        database.sweep.callPeopleForSilent(),
        database.sessions.look(sessionId, Date.now(), (look) =>
          look.session.phase === 'bot' ? callPeople(look) : readAll(look),
        ),
      ]);
      const { entries } = await database.timeline.read(sessionId, 2);
      const kinds = entries.map(({ kind }) => kind);
      expect(kinds).toEqual(called.length > 0 ? ['botSilent'] : ['message', 'phaseChanged']);
      expect(await database.sessions.view(sessionId)).toMatchObject({ phase: 'waiting', epoch: 1 });
    }
  });
});
