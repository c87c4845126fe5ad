import { newId } from '#libs/contracts';
import { createTestDatabase, eventually, type TestDatabase } from '#libs/testing';
import {
  closeByBot,
  codeOf,
  createWorld,
  holdSession,
  raw,
  startSession,
  type World,
  waitingForLock,
} from '../testing/builders.ts';

let test: TestDatabase;
let world: World;
beforeAll(async () => {
  test = await createTestDatabase();
  world = await createWorld(test.database);
});
afterAll(() => test.close());

const upload = (sessionId: string) => ({
  id: newId(),
  sessionId,
  name: 'plan "A".pdf',
  mediaType: 'application/pdf',
  bytes: 10_485_760,
});

describe('files', () => {
  it('are found by their id in the session that they belong to', async () => {
    const { database } = test;
    const [mine, other] = [await startSession(database, world), await startSession(database, world)];
    const { sessionId, ...file } = upload(mine.sessionId);
    expect(await database.files.create({ sessionId, ...file })).toEqual(file);
    expect(await database.files.find({ id: file.id, sessionId })).toEqual(file);
    expect(await database.files.find({ id: file.id, sessionId: other.sessionId })).toBeNull();
    expect(await database.files.find({ id: newId(), sessionId })).toBeNull();
  });

  it('are not taken by sessions that are closed or do not exist', async () => {
    const { database } = test;
    const { sessionId } = await startSession(database, world);
    await database.sessions.look(sessionId, Date.now(), closeByBot);
    expect(await codeOf(database.files.create(upload(sessionId)))).toBe('not_found');
    expect(await codeOf(database.files.create(upload(newId())))).toBe('not_found');
  });

  it('that arrive while the session is erased do not stay', async () => {
    const { database } = test;
    const { sessionId } = await startSession(database, world);
    const held = await holdSession(database, sessionId);
    const erasing = database.sessions.erase(sessionId);
    await eventually(async () => expect(await waitingForLock(database)).toBe(1));
    const creating = codeOf(database.files.create(upload(sessionId)));
    await eventually(async () => expect(await waitingForLock(database)).toBe(2));
    await held.release();
    await Promise.all([erasing, creating]);
    expect(await raw(database.sql, 'select from file where session_id = $1', [sessionId])).toEqual([]);
  });
});
