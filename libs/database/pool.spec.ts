import { createTestDatabase, eventually, type TestDatabase } from '#libs/testing';
import { isUnavailable, openDatabase } from './index.ts';
import { statement } from './sql/sql.ts';
import {
  callPeople,
  clientId,
  createOnlineAgent,
  createWorld,
  holdSession,
  raw,
  startSession,
  waitingForLock,
} from './testing/builders.ts';

const POOL_SIZE = 4;
let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase({ poolSize: POOL_SIZE });
});
afterAll(() => test.close());

/** One visit from start to close, through every kind of transaction. */
async function visit(
  database: TestDatabase['database'],
  world: Awaited<ReturnType<typeof createWorld>>,
  agentId: string,
) {
  const { sessionId } = await startSession(database, world);
  await database.sessions.look(sessionId, Date.now(), callPeople);
  const by = { sessionId, byAgentId: agentId };
  await database.sessions.assign({ ...by, agentId, clientId: clientId() });
  const message = { sessionId, kind: 'message', author: 'visitor', body: { text: 'Hello' } } as const;
  await database.timeline.append({ ...message, clientId: clientId() });
  await database.sessions.list({ folder: 'mine', agentId, limit: 10 });
  const { resultId } = await database.sessions.requestResult({ ...by, clientId: clientId(), kind: 'lead', title: 'x' });
  await database.results.createRecords(resultId);
  await database.presence.beat(crypto.randomUUID(), [agentId]);
  await database.agents.findById(agentId);
  await database.sessions.close({ ...by, clientId: clientId() });
  await database.sweep.takeUnread(10);
  return sessionId;
}

describe('the pool', () => {
  it.each([2, 5])('peer failure 27: at %i × its size everything is answered and nothing hangs', async (times) => {
    const { url } = test;
    // a fresh one, so that its cache of versions is empty: reading a version must not take a second connection
    const database = await openDatabase({ url, poolSize: POOL_SIZE });
    const world = await createWorld(database).catch(async () => {
      const [site] = await database.sites.list();
      return { siteId: site?.id ?? '', versionId: site?.activeVersionId ?? '' };
    });
    const agent = await createOnlineAgent(database, { capacity: 1_000 });
    const visits = await Promise.all(Array.from({ length: POOL_SIZE * times }, () => visit(database, world, agent.id)));
    expect(visits).toHaveLength(POOL_SIZE * times);
    for (const sessionId of visits) expect(await database.sessions.view(sessionId)).toMatchObject({ phase: 'closed' });
    await database.close();
  });

  it('gives up waiting for a row in less than a second, says so, and goes on working', async () => {
    const { database } = test;
    const world = await createWorld(database);
    const { sessionId } = await startSession(database, world);
    const held = await holdSession(database, sessionId);
    const message = { sessionId, kind: 'message', author: 'visitor', body: { text: 'Hello' } } as const;
    const begin = performance.now();
    const late = [1, 2, 3].map(() => database.timeline.append({ ...message, clientId: clientId() }));
    const outcomes = await Promise.allSettled(late);
    expect(performance.now() - begin).toBeLessThan(1_500);
    for (const outcome of outcomes) expect(outcome.status === 'rejected' && isUnavailable(outcome.reason)).toBe(true);
    await held.release();
    await Promise.all(Array.from({ length: 10 }, () => database.timeline.append({ ...message, clientId: clientId() })));
    expect((await database.timeline.read(sessionId, 0)).lastSeq).toBe(12);
  });

  it('goes on after its connections were ended by the server', async () => {
    const { database } = test;
    await database.ping();
    await raw(
      database.sql,
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
    );
    await eventually(() => database.ping());
    expect(await waitingForLock(database)).toBe(0);
  });

  it('survives that the server ends a connection between two statements of a transaction', async () => {
    const { database } = test;
    const pidOfBackend = statement('test_pid', 'select pg_backend_pid() as pid');
    const transaction = database.sql.transaction(async (held) => {
      const [backend] = await held.rows<{ pid: number }>(pidOfBackend, []);
      await raw(database.sql, `select pg_terminate_backend(${backend?.pid})`);
      await eventually(async () =>
        expect(await raw(database.sql, `select 1 from pg_stat_activity where pid = ${backend?.pid}`)).toEqual([]),
      );
      // its farewell has arrived
      await new Promise((resolve) => setImmediate(resolve));
      await held.rows(pidOfBackend, []);
    });
    await expect(transaction).rejects.toThrow(/terminat|not queryable/);
    await database.ping();
  });

  it('takes only what says so for unavailable', async () => {
    const { database } = test;
    const error = await raw(database.sql, 'select 1/0').catch((thrown: unknown) => thrown);
    expect(isUnavailable(error)).toBe(false);
    expect(isUnavailable(new Error('a bug'))).toBe(false);
    const unreachable = await openDatabase({ url: 'postgresql://nobody@127.0.0.1:1/none' });
    const refused = await unreachable.ping().catch((thrown: unknown) => thrown);
    expect(isUnavailable(refused)).toBe(true);
    await unreachable.close();
  });
});
