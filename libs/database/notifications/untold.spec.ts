import { randomUUID } from 'node:crypto';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import { clientId, createOnlineAgent, createWorld, empty, raw, startLive, type World } from '../testing/builders.ts';

let test: TestDatabase;
let world: World;
let ana: string;
let ben: string;
/** Ana leads it, and gave it to herself. */
let sessionId: string;
beforeAll(async () => {
  test = await createTestDatabase();
});
beforeEach(async () => {
  await empty(test.database);
  await raw(test.database.sql, 'delete from gateway_heartbeat');
  world = await createWorld(test.database);
  ana = (await createOnlineAgent(test.database)).id;
  ben = (await createOnlineAgent(test.database)).id;
  sessionId = await startLive(test.database, world, ana);
  await ago(120);
});
afterAll(() => test.close());

/** All that was said and done lies that many seconds further back. */
async function ago(seconds: number): Promise<void> {
  const { sql } = test.database;
  await raw(sql, 'update entry set at = at - make_interval(secs => $1)', [seconds]);
  await raw(sql, 'update session set last_at = last_at - make_interval(secs => $1)', [seconds]);
}
const say = async (author: 'visitor' | 'agent' = 'visitor'): Promise<number> => {
  const by = author === 'agent' ? { authorId: ana, ifAssignee: ana } : {};
  const { entry } = await test.database.timeline.append({
    sessionId,
    kind: 'message',
    author,
    clientId: clientId(),
    body: { text: 'Is it red?' },
    ...by,
  });
  return entry.seq;
};
const note = async (text: string): Promise<number> => {
  const { timeline } = test.database;
  const body = { text };
  const { entry } = await timeline.append({
    sessionId,
    kind: 'note',
    author: 'agent',
    authorId: ana,
    clientId: clientId(),
    body,
  });
  return entry.seq;
};
const give = (agentId: string, byAgentId: string) =>
  test.database.sessions.reassign({ sessionId, agentId, byAgentId, clientId: clientId() });
const untold = async (newGateway: string | null = null) =>
  (await test.database.notifications.untold(newGateway)).map(({ entry }) => [entry.kind, entry.seq]);

describe('what nobody was told of', () => {
  it('is what the visitor said last, until a row tells of it or it was read', async () => {
    const { notifications, receipts } = test.database;
    await say();
    const seq = await say();
    // whoever committed it may be about to tell
    expect(await untold()).toEqual([]);
    await ago(4);
    expect(await untold()).toEqual([['message', seq]]);
    await notifications.news([{ sessionId, seq, kind: 'message', agentId: null }]);
    expect(await untold()).toEqual([]);
    const later = await say();
    await ago(4);
    expect(await untold()).toEqual([['message', later]]);
    await receipts.note([{ sessionId, agentId: ana, delivered: later, read: later }]);
    expect(await untold()).toEqual([]);
  });

  it('is nothing that the agent has answered, nor what was said before it became theirs', async () => {
    await say();
    await say('agent');
    await ago(4);
    expect(await untold()).toEqual([]);
    await say();
    await give(ben, ana);
    await ago(4);
    expect((await untold()).map(([kind]) => kind)).toEqual(['reassigned']);
  });

  it('is a conversation that somebody was given, while it is theirs', async () => {
    await give(ben, ana);
    await ago(4);
    const [[kind, seq] = []] = await untold();
    expect(kind).toBe('reassigned');
    await test.database.notifications.news([{ sessionId, seq: Number(seq), kind: 'assigned', agentId: ben }]);
    expect(await untold()).toEqual([]);
    await give(ana, ben);
    await give(ben, ana);
    await ago(4);
    // Ana’s is not so any more
    expect(await untold()).toHaveLength(1);
  });

  it('is a note that may name somebody', async () => {
    await note('calls back');
    const seq = await note('@Ben calls back');
    await ago(4);
    expect(await untold()).toEqual([['note', seq]]);
  });

  it('reaches a minute back; for a new gateway as far as nobody beat before it', async () => {
    const { presence } = test.database;
    const [dead, fresh] = [randomUUID(), randomUUID()];
    await presence.beat(dead, []);
    const seq = await say();
    await ago(3_600);
    await raw(test.database.sql, `update gateway_heartbeat set beat_at = beat_at - interval '1 hour'`);
    await presence.beat(fresh, []);
    expect(await untold()).toEqual([]);
    expect(await untold(fresh)).toEqual([['message', seq]]);
    // another one was there all the time: it has looked
    await presence.beat(randomUUID(), []);
    expect(await untold(fresh)).toEqual([]);
  });
});
