import { FOLDERS } from '#libs/contracts';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import {
  clientId,
  closeByBot,
  codeOf,
  createOnlineAgent,
  createWorld,
  empty,
  hold,
  raw,
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

const [YES, NO] = [
  [true, true],
  [false, false],
];

describe('sessions.list', () => {
  it('sorts conversations into folders as each agent sees them, with counts of all', async () => {
    const { database } = test;
    const [ana, ben] = [await createOnlineAgent(database), await createOnlineAgent(database, { name: 'Ben' })];
    const bot = await startSession(database, world);
    const botOnly = await startSession(database, world);
    await database.sessions.look(botOnly.sessionId, Date.now(), closeByBot);
    const waiting = [await startWaiting(database, world), await startWaiting(database, world)];
    const ofAna = await startLive(database, world, ana.id);
    const ofBen = await startLive(database, world, ben.id);
    const closed = [await startLive(database, world, ana.id), await startLive(database, world, ben.id)];
    for (const [index, sessionId] of closed.entries())
      await database.sessions.close({ sessionId, byAgentId: [ana, ben][index]?.id ?? '', clientId: clientId() });
    const see = async (folder: 'unassigned' | 'mine' | 'others' | 'closed', agentId = ana.id, limit = 10) =>
      (await database.sessions.list({ folder, agentId, limit })).conversations.map(({ id }) => id);
    expect(await see('unassigned')).toEqual(waiting);
    expect(await see('unassigned', ana.id, 1)).toEqual(waiting.slice(0, 1));
    expect(await see('mine')).toEqual([ofAna]);
    expect(await see('others')).toEqual([ofBen]);
    expect(await see('mine', ben.id)).toEqual([ofBen]);
    expect(await see('closed')).toEqual(closed.toReversed());
    const { counts } = await database.sessions.list({ folder: 'mine', agentId: ana.id, limit: 1 });
    expect(counts).toEqual({ unassigned: 2, mine: 1, others: 1, closed: 2 });
    expect(await database.sessions.view(bot.sessionId)).toMatchObject({ phase: 'bot', lastText: 'Chat with us' });
  });

  it('interleaving 12: sessions that commit in another order than they were dated all appear, oldest first', async () => {
    const { database } = test;
    const agent = await createOnlineAgent(database);
    const { sessionId: early } = await startSession(database, world);
    const slow = await hold(
      database,
      `update session set phase = 'waiting', waiting_since = clock_timestamp(), conversation_at = now() where id = $1`,
      [early],
    );
    const late = await startWaiting(database, world);
    const see = async () =>
      (await database.sessions.list({ folder: 'unassigned', agentId: agent.id, limit: 10 })).conversations;
    expect((await see()).map(({ id }) => id)).toEqual([late]);
    await slow.release();
    expect((await see()).map(({ id }) => id)).toEqual([early, late]);
  });

  it('shortens the last words without breaking a character', async () => {
    const { database } = test;
    const { sessionId } = await startSession(database, world);
    const text = `${'a'.repeat(199)}😀 and more`;
    await database.timeline.append({
      sessionId,
      kind: 'message',
      author: 'visitor',
      clientId: clientId(),
      body: { text },
    });
    expect((await database.sessions.view(sessionId)).lastText).toBe('a'.repeat(199));
  });

  it('says what is unread by each agent: theirs or nobody’s yet, with words of the visitor that they had not in sight', async () => {
    const { database } = test;
    const [ana, ben] = [await createOnlineAgent(database), await createOnlineAgent(database, { name: 'Ben' })];
    const mine = await startLive(database, world, ana.id);
    const waiting = await startWaiting(database, world);
    const say = (sessionId: string) =>
      database.timeline.append({
        sessionId,
        kind: 'message',
        author: 'visitor',
        clientId: clientId(),
        body: { text: 'Hi' },
      });
    const marks = async ({ id }: { id: string }, sessionId: string) => {
      const { unread } = await database.sessions.detail(sessionId, id);
      const filters = { unread: 'yes' } as const;
      const query = { agentId: id, limit: 10, filters };
      const folders = await Promise.all(FOLDERS.map((folder) => database.sessions.list({ ...query, folder })));
      const listed = folders.some(({ conversations }) =>
        conversations.some((one) => one.id === sessionId && one.unread),
      );
      return [unread, listed];
    };
    const reads = async ({ id }: { id: string }, sessionId: string) => {
      const { lastSeq } = await database.sessions.view(sessionId);
      await database.receipts.note([{ sessionId, agentId: id, delivered: lastSeq, read: lastSeq }]);
    };
    // the visitor asked for people
    expect([await marks(ana, mine), await marks(ana, waiting)]).toEqual([YES, YES]);
    for (const id of [mine, waiting]) await reads(ana, id);
    expect([await marks(ana, mine), await marks(ana, waiting)]).toEqual([NO, NO]);
    for (const id of [mine, waiting]) await say(id);
    // as if the bot had asked for patience
    await raw(database.sql, `update session set last_author = 'bot' where id = $1`, [waiting]);
    expect([await marks(ana, mine), await marks(ben, mine)]).toEqual([YES, NO]);
    expect([await marks(ana, waiting), await marks(ben, waiting)]).toEqual([YES, YES]);
    for (const id of [mine, waiting]) await reads(ana, id);
    expect([await marks(ana, mine), await marks(ana, waiting), await marks(ben, waiting)]).toEqual([NO, NO, YES]);
    await say(mine);
    expect(await marks(ana, mine)).toEqual(YES);
    const words = { sessionId: mine, author: 'agent', authorId: ana.id, clientId: clientId() } as const;
    await database.timeline.append({ ...words, kind: 'message', body: { text: 'Hello' } });
    expect(await marks(ana, mine)).toEqual(NO);
  });

  it('answers not_found for what is not there', async () => {
    const { sessions } = test.database;
    const unknown = crypto.randomUUID();
    expect(await codeOf(sessions.view(unknown))).toBe('not_found');
    expect(await codeOf(sessions.detail(unknown))).toBe('not_found');
    expect(await codeOf(test.database.timeline.read(unknown, 0))).toBe('not_found');
    expect(await sessions.credential(unknown)).toBeNull();
  });
});
