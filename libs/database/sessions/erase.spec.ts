import { newId } from '#libs/contracts';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import {
  clientId,
  codeOf,
  createOnlineAgent,
  createWorld,
  empty,
  raw,
  readAll,
  startInput,
  startLive,
  startSession,
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

const MARKER = 'vera-marker';

/** A live conversation full of what is known of a person, with a lead asked for. */
async function personal() {
  const { database } = test;
  const agent = await createOnlineAgent(database);
  const sessionId = await startLive(database, world, agent.id);
  const message = { kind: 'message', author: 'visitor', clientId: clientId(), body: { text: MARKER } } as const;
  await database.timeline.append({ ...message, sessionId });
  const details = { personName: MARKER, email: `${MARKER}@test.local`, phone: MARKER, organisation: MARKER };
  await database.sessions.updateDetails({
    sessionId,
    version: 0,
    details: { ...details, dealValue: null, currency: null, note: MARKER },
  });
  const command = { sessionId, byAgentId: agent.id, clientId: clientId() };
  const { resultId } = await database.sessions.requestResult({ ...command, kind: 'lead', title: MARKER });
  const fileId = newId();
  await database.files.create({ id: fileId, sessionId, name: `${MARKER}.pdf`, mediaType: 'application/pdf', bytes: 1 });
  const callId = newId();
  const request = { method: 'GET', url: `https://crm.example/${MARKER}`, headers: {}, body: null, save: [] };
  const call = { callId, cardId: 'ask', seq: 1, request, giveUpAt: new Date().toISOString() };
  const visits = [{ cardId: MARKER, arm: null, left: true }];
  await database.sessions.look(sessionId, Date.now(), (look) => readAll(look, { calls: [call], visits }));
  return { sessionId, agent, resultId, fileId, callId };
}

/** Every row of every table that holds the marker. */
async function found(): Promise<string[]> {
  const tables = await raw<{ name: string }>(
    test.database.sql,
    `select table_name as name from information_schema.tables where table_schema = 'public'`,
  );
  const hits = await Promise.all(
    tables.map(async ({ name }) => {
      const rows = await raw(test.database.sql, `select from "${name}" t where t::text like '%${MARKER}%'`);
      return rows.length > 0 ? [name] : [];
    }),
  );
  return hits.flat();
}

describe('sessions.erase', () => {
  it('deletes all that is known of the person and leaves a tombstone', async () => {
    const { database } = test;
    const { sessionId, agent, resultId, fileId, callId } = await personal();
    await database.results.createRecords(resultId);
    expect((await found()).toSorted()).toEqual([
      'card_visit',
      'entry',
      'file',
      'http_call',
      'lead',
      'organisation',
      'person',
      'result',
      'session',
      'session_details',
    ]);
    const erased = await database.sessions.erase(sessionId);
    expect(erased).toEqual({ resultIds: [resultId], fileIds: [fileId], seq: expect.any(Number) });
    expect(await found()).toEqual([]);
    expect(await database.sessions.erase(sessionId)).toEqual({ resultIds: [], fileIds: [], seq: null });
    expect(await database.sessions.credential(sessionId)).toBeNull();
    expect(await database.files.find({ id: fileId, sessionId })).toBeNull();
    expect(await database.calls.find(callId)).toBeNull();
    expect(await database.calls.answer({ callId, ok: false, fields: {} })).toBeNull();
    const late = { id: newId(), sessionId, name: MARKER, mediaType: 'image/png', bytes: 1 };
    expect(await codeOf(database.files.create(late))).toBe('not_found');
    expect(await codeOf(database.sessions.view(sessionId))).toBe('not_found');
    expect(await codeOf(database.timeline.read(sessionId, 0))).toBe('not_found');
    const note = {
      kind: 'note',
      author: 'agent',
      authorId: agent.id,
      clientId: clientId(),
      body: { text: 'x' },
    } as const;
    expect(await codeOf(database.timeline.append({ ...note, sessionId }))).toBe('not_found');
    const { counts } = await database.sessions.list({ folder: 'closed', agentId: agent.id, limit: 10 });
    expect(counts).toEqual({ unassigned: 0, mine: 0, others: 0, closed: 0 });
    expect(await codeOf(database.sessions.erase(newId()))).toBe('not_found');
  });

  it('keeps people whom another conversation knows', async () => {
    const { database } = test;
    const [one, two] = [await personal(), await personal()];
    for (const { resultId } of [one, two]) await database.results.createRecords(resultId);
    await database.sessions.erase(one.sessionId);
    expect(await raw(database.sql, 'select email from person')).toHaveLength(1);
    await database.sessions.erase(two.sessionId);
    expect(await found()).toEqual([]);
  });

  it('lets the visitor begin anew', async () => {
    const { database } = test;
    const input = startInput(world);
    const { sessionId } = await database.sessions.start(input);
    await database.sessions.erase(sessionId);
    const again = await database.sessions.start(input);
    expect(again).toMatchObject({ resumed: false });
    expect(again.sessionId).not.toBe(sessionId);
  });

  it('interleaving 21: a look finds the tombstone and ends; the sweep is then content', async () => {
    const { database } = test;
    const { sessionId } = await personal();
    const { seq } = await database.sessions.erase(sessionId);
    await raw(database.sql, `update session set next_wake_at = now() - interval '1 minute'`);
    expect(await database.sweep.takeUnread(10)).toEqual([{ sessionId, seq }]);
    expect(await database.sessions.look(sessionId, Date.now(), readAll)).toBeNull();
    await raw(database.sql, `update session set next_wake_at = now() - interval '1 minute'`);
    expect(await database.sweep.takeUnread(10)).toEqual([]);
  });

  it('interleaving 21: a result that runs while the person is erased ends, and nobody comes back in the CRM', async () => {
    const { database } = test;
    for (let round = 0; round < 15; round++) {
      const { sessionId, resultId } = await personal();
      const [, produced] = await Promise.all([
        database.sessions.erase(sessionId),
        database.results.createRecords(resultId),
        database.sessions.look(sessionId, Date.now(), readAll),
      ]);
      expect(['created', 'ended']).toContain(produced.state);
      expect(await found()).toEqual([]);
      expect(await database.results.createRecords(resultId)).toEqual({ state: 'ended', told: null });
      expect(await database.results.fail(resultId)).toEqual({ state: 'ended', told: null });
    }
  });

  it('interleaving 21: what a look writes while the session is erased is erased too, or not written', async () => {
    const { database } = test;
    for (let round = 0; round < 15; round++) {
      const { sessionId } = await startSession(database, world);
      const looking = database.sessions.look(sessionId, Date.now(), (look) =>
        readAll(look, {
          append: [{ kind: 'message', author: 'bot', body: { text: MARKER } }],
          details: { personName: MARKER },
        }),
      );
      await Promise.all([database.sessions.erase(sessionId), looking]);
      expect(await found()).toEqual([]);
    }
  });
});
