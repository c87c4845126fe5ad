import { newId } from '#libs/contracts';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import {
  clientId,
  createAgent,
  createOnlineAgent,
  createWorld,
  raw,
  startLive,
  type World,
} from '../testing/builders.ts';

let test: TestDatabase;
let world: World;
beforeAll(async () => {
  test = await createTestDatabase();
  world = await createWorld(test.database);
});
afterAll(() => test.close());

const live = async () => {
  const agent = await createOnlineAgent(test.database);
  return { agent, sessionId: await startLive(test.database, world, agent.id) };
};

describe('receipts', () => {
  it('are of each side, and what is read was delivered', async () => {
    const { receipts } = test.database;
    const { agent, sessionId } = await live();
    const moved = await receipts.note([
      { sessionId, agentId: null, delivered: 4, read: 3 },
      { sessionId, agentId: agent.id, delivered: 0, read: 2 },
    ]);
    expect(moved).toEqual([sessionId]);
    expect(await receipts.standings([sessionId])).toEqual([
      {
        sessionId,
        visitor: { delivered: 4, read: 3 },
        agents: { delivered: 2, read: 2 },
        readers: [{ agentId: agent.id, read: 2 }],
      },
    ]);
    expect(await receipts.ofReader(sessionId, null)).toEqual({ theirs: { delivered: 2, read: 2 }, readSeq: 3 });
    expect(await receipts.ofReader(sessionId, agent.id)).toEqual({ theirs: { delivered: 4, read: 3 }, readSeq: 2 });
    expect(await receipts.ofReader(newId(), null)).toEqual({ theirs: { delivered: 0, read: 0 }, readSeq: 0 });
  });

  it('only grow, not beyond the last seq, and say when nothing moved', async () => {
    const { receipts } = test.database;
    const { sessionId } = await live();
    const visitor = { sessionId, agentId: null };
    await receipts.note([{ ...visitor, delivered: 3, read: 3 }]);
    expect(await receipts.note([{ ...visitor, delivered: 2, read: 1 }])).toEqual([]);
    expect(await receipts.note([{ ...visitor, delivered: 2 ** 31 - 1, read: 2 ** 31 - 1 }])).toEqual([sessionId]);
    const lastSeq = (await test.database.timeline.read(sessionId, 0)).lastSeq;
    expect((await receipts.standings([sessionId]))[0]?.visitor).toEqual({ delivered: lastSeq, read: lastSeq });
  });

  it('tell the visitor of those only who led; whoever looks on keeps their own mark', async () => {
    const { receipts, sessions } = test.database;
    const { agent, sessionId } = await live();
    const onlooker = await createOnlineAgent(test.database, { name: 'Ben' });
    await receipts.note([{ sessionId, agentId: onlooker.id, delivered: 4, read: 4 }]);
    expect(await receipts.ofReader(sessionId, onlooker.id)).toMatchObject({ readSeq: 4 });
    expect((await receipts.standings([sessionId]))[0]?.agents).toEqual({ delivered: 0, read: 0 });
    await receipts.note([{ sessionId, agentId: agent.id, delivered: 3, read: 3 }]);
    await sessions.reassign({ sessionId, agentId: onlooker.id, byAgentId: agent.id, clientId: clientId() });
    // what was read before it was given away stays read
    expect((await receipts.standings([sessionId]))[0]?.agents).toEqual({ delivered: 3, read: 3 });
  });

  it('are none of other teams’ agents, of unknown sessions, or of erased ones', async () => {
    const { database } = test;
    const { sessionId } = await live();
    const team = await database.teams.create('Support');
    await raw(database.sql, 'update session set team_id = $2 where id = $1', [sessionId, team.id]);
    const stranger = await createAgent(database, { teamId: (await database.teams.create('Sales')).id });
    const seen = { delivered: 1, read: 1 };
    expect(await database.receipts.note([{ sessionId, agentId: stranger.id, ...seen }])).toEqual([]);
    expect(await database.receipts.note([{ sessionId: newId(), agentId: null, ...seen }])).toEqual([]);
    await database.receipts.note([{ sessionId, agentId: null, ...seen }]);
    await database.sessions.erase(sessionId);
    expect(await database.receipts.standings([sessionId])).toEqual([]);
    expect(await database.receipts.note([{ sessionId, agentId: null, ...seen }])).toEqual([]);
  });
});
