import { randomUUID } from 'node:crypto';
import { createTestDatabase, eventually, type TestDatabase } from '#libs/testing';
import {
  clientId,
  codeOf,
  createAgent,
  createOnlineAgent,
  createWorld,
  empty,
  hold,
  letPass,
  raw,
  startLive,
  type World,
  waitingForLock,
} from '../testing/builders.ts';

let test: TestDatabase;
let world: World;
const judge = randomUUID();
beforeAll(async () => {
  test = await createTestDatabase();
});
beforeEach(async () => {
  await empty(test.database);
  await raw(test.database.sql, 'delete from gateway_heartbeat');
  world = await createWorld(test.database);
});
afterAll(() => test.close());

/** Time goes by for the judge as for everybody, beat by beat; `there` stay connected through it. */
async function live(seconds: number, there: readonly string[] = []): Promise<void> {
  const { database } = test;
  await database.presence.beat(judge, there);
  for (let passed = 0; passed < seconds; passed += 10) {
    await letPass(database, 10);
    await database.presence.beat(judge, there);
  }
}
const returnLeftAlone = (gatewayId = judge) => test.database.sweep.returnLeftAlone(gatewayId);
const phaseOf = async (sessionId: string) => (await test.database.sessions.view(sessionId)).phase;

describe('sweep.returnLeftAlone', () => {
  it('returns what an agent leads who is gone for the grace time, once, and wakes the process', async () => {
    const { database } = test;
    const ana = await createOnlineAgent(database);
    const ben = await createOnlineAgent(database, { name: 'Ben' });
    const [gone, stays] = [await startLive(database, world, ana.id), await startLive(database, world, ben.id)];
    await live(50, [ben.id]);
    expect(await returnLeftAlone()).toEqual([]);
    await live(20, [ben.id]);
    const [returned, ...others] = await returnLeftAlone();
    expect(others).toEqual([]);
    expect(returned).toMatchObject({
      sessionId: gone,
      entry: {
        seq: 6,
        kind: 'returned',
        author: 'system',
        body: { reason: 'agent_gone', fromAgentId: ana.id, fromName: 'Ana' },
      },
    });
    expect(await returnLeftAlone()).toEqual([]);
    expect(await database.sessions.view(gone)).toMatchObject({ phase: 'waiting', epoch: 3, assigneeId: null });
    expect((await database.sessions.view(gone)).waitingSince).not.toBeNull();
    expect(await phaseOf(stays)).toBe('live');
    await raw(database.sql, `update session set next_wake_at = now() - interval '1 second' where id = $1`, [gone]);
    expect(await database.sweep.takeUnread(10)).toContainEqual({ sessionId: gone, seq: 6 });
  });

  it('counts the grace time from the last socket’s end, and not for who is away', async () => {
    const { database } = test;
    const ana = await createOnlineAgent(database);
    const away = await createOnlineAgent(database, { name: 'Away' });
    const [gone, kept] = [await startLive(database, world, ana.id), await startLive(database, world, away.id)];
    await database.presence.setSwitch(away.id, false);
    await live(100, [ana.id, away.id]);
    await database.presence.disconnect(judge, ana.id);
    await database.presence.disconnect(ana.gatewayId, ana.id);
    const agents = await database.presence.agents();
    expect(agents.map(({ name, availability }) => [name, availability])).toEqual([
      ['Ana', 'offline'],
      ['Away', 'away'],
    ]);
    await live(50, [away.id]);
    expect(await returnLeftAlone()).toEqual([]);
    await live(20, [away.id]);
    expect((await returnLeftAlone()).map(({ sessionId }) => sessionId)).toEqual([gone]);
    expect(await phaseOf(kept)).toBe('live');
  });

  it('keeps what belongs to somebody who came back in time', async () => {
    const { database } = test;
    const ana = await createOnlineAgent(database);
    const sessionId = await startLive(database, world, ana.id);
    await live(100, [ana.id]);
    await database.presence.disconnect(judge, ana.id);
    await live(40);
    await live(40, [ana.id]);
    expect(await returnLeftAlone()).toEqual([]);
    expect((await database.presence.agents())[0]?.availability).toBe('online');
    expect(await phaseOf(sessionId)).toBe('live');
  });

  it.each([15, 300, 8 * 3_600])(
    'interleaving 15: after a gap of %d s in its own heartbeat the judge waits a full grace time',
    async (gap) => {
      const { database } = test;
      const ana = await createOnlineAgent(database);
      const sessionId = await startLive(database, world, ana.id);
      await live(100, [ana.id]);
      // all gateways are away, or PostgreSQL is
      await letPass(database, gap);
      expect(await returnLeftAlone()).toEqual([]);
      await database.presence.beat(judge, []);
      expect(await returnLeftAlone()).toEqual([]);
      // the lease is as old as the gap; another 40 s are too short for each of them
      await live(gap > 30 ? 50 : 30);
      expect(await returnLeftAlone()).toEqual([]);
      expect(await phaseOf(sessionId)).toBe('live');
      await live(40);
      expect(await returnLeftAlone()).toHaveLength(1);
    },
  );

  it('interleaving 15: a gateway that has just come up judges nobody, though another one may', async () => {
    const { database } = test;
    const ana = await createOnlineAgent(database);
    await startLive(database, world, ana.id);
    await live(100);
    const young = randomUUID();
    await database.presence.beat(young, []);
    expect(await returnLeftAlone(young)).toEqual([]);
    expect(await returnLeftAlone(randomUUID())).toEqual([]);
    expect(await returnLeftAlone()).toHaveLength(1);
  });

  it('returns at once what a disabled agent leads', async () => {
    const { database } = test;
    const ana = await createOnlineAgent(database);
    const sessionId = await startLive(database, world, ana.id);
    await database.agents.disable(ana.id);
    expect((await returnLeftAlone(randomUUID())).map((one) => one.sessionId)).toEqual([sessionId]);
  });

  it('takes a bounded number, and sweeps at once share them', async () => {
    const { database } = test;
    const ana = await createOnlineAgent(database, { capacity: 100 });
    const all: string[] = [];
    for (let index = 0; index < 12; index++) all.push(await startLive(database, world, ana.id));
    await live(100);
    expect(await database.sweep.returnLeftAlone(judge, 2)).toHaveLength(2);
    const rounds = await Promise.all(Array.from({ length: 4 }, () => returnLeftAlone()));
    const rest = await returnLeftAlone();
    const returned = [...rounds.flat(), ...rest].map(({ sessionId }) => sessionId);
    expect(new Set(returned).size).toBe(returned.length);
    expect(returned).toHaveLength(10);
    for (const sessionId of all) expect(await database.sessions.view(sessionId)).toMatchObject({ epoch: 3 });
  });

  it('passes over what somebody holds, and judges again after it waited for one who comes back', async () => {
    const { database } = test;
    const ana = await createOnlineAgent(database);
    const sessionId = await startLive(database, world, ana.id);
    await live(100);
    const held = await hold(database, 'select from session where id = $1 for update', [sessionId]);
    expect(await returnLeftAlone()).toEqual([]);
    await held.release();
    // coming back is not yet committed when the sweep has found the conversation
    const coming = await hold(
      database,
      `with lock as materialized (select pg_advisory_xact_lock(7046101))
      update agent_lease set renewed_at = clock_timestamp() from lock where agent_id = $1`,
      [ana.id],
    );
    const sweeping = returnLeftAlone();
    await eventually(async () => expect(await waitingForLock(database)).toBe(1));
    await coming.release();
    expect(await sweeping).toEqual([]);
    expect(await phaseOf(sessionId)).toBe('live');
  });

  const said = (sessionId: string, agentId: string) => ({
    sessionId,
    kind: 'message' as const,
    author: 'agent' as const,
    authorId: agentId,
    clientId: clientId(),
    body: { text: 'back again' },
    ifAssignee: agentId,
  });

  it('and a message, a reassignment, a close at the same moment: one of them is first, and the others are told so', async () => {
    const { database } = test;
    const { sessions, timeline } = database;
    const ana = await createOnlineAgent(database, { capacity: 100 });
    const ben = await createOnlineAgent(database, { name: 'Ben', capacity: 100 });
    const ends = new Set<string>();
    for (let round = 0; round < 20; round++) {
      await database.presence.beat(judge, [ana.id, ben.id]);
      const sessionId = await startLive(database, world, ana.id);
      await live(70, [ben.id]);
      const command = () => ({ sessionId, byAgentId: ana.id, clientId: clientId() });
      const [returned, ...codes] = await Promise.all([
        returnLeftAlone(),
        codeOf(timeline.append(said(sessionId, ana.id))),
        codeOf(sessions.reassign({ ...command(), agentId: ben.id })),
        codeOf(round % 2 ? sessions.close(command()) : sessions.giveBack(command())),
      ]);
      const { phase, assigneeId } = await sessions.view(sessionId);
      const { entries } = await timeline.read(sessionId, 0, 200);
      expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, index) => index + 1));
      const kinds = entries.slice(5).map(({ kind }) => kind);
      // nothing is reassigned or said after it was returned
      if (kinds.includes('returned')) expect(kinds.slice(kinds.indexOf('returned') + 1)).not.toContain('message');
      expect(kinds.filter((kind) => kind === 'returned').length).toBeLessThan(2);
      expect(returned.length === 0 || kinds.includes('returned')).toBe(true);
      if (phase === 'live') expect(assigneeId).toBe(ben.id);
      for (const code of codes) expect(['no refusal', 'wrong_phase', 'not_assignee', 'session_closed']).toContain(code);
      ends.add(phase);
      if (phase !== 'closed') await sessions.close({ ...command(), byAgentId: phase === 'live' ? ben.id : ana.id });
    }
    expect(ends.size).toBeGreaterThan(1);
  });
});

describe('accounts', () => {
  it('are made once per e-mail, changed, and one admin remains', async () => {
    const { agents, presence, teams } = test.database;
    const admin = await createAgent(test.database, { role: 'admin' });
    const team = await teams.create('Sales');
    const input = {
      name: 'Zoe',
      email: 'zoe@shop.example',
      role: 'supervisor',
      teamId: team.id,
      passwordHash: 'x',
    } as const;
    const { id } = await agents.add(input);
    expect(await codeOf(agents.add({ ...input, email: 'ZOE@shop.example' }))).toBe('email_taken');
    expect(await codeOf(agents.add({ ...input, email: 'y@shop.example', teamId: randomUUID() }))).toBe('not_found');
    await agents.change(id, { capacity: 3, role: 'agent', teamId: null });
    expect((await presence.agents()).find((agent) => agent.id === id)).toMatchObject({
      capacity: 3,
      role: 'agent',
      teamId: null,
      disabled: false,
    });
    const asAgent = { capacity: 3, role: 'agent', teamId: null } as const;
    expect(await codeOf(agents.change(id, { ...asAgent, teamId: randomUUID() }))).toBe('not_found');
    expect(await codeOf(agents.change(randomUUID(), asAgent))).toBe('not_found');
    expect(await codeOf(agents.change(admin.id, asAgent))).toBe('last_admin');
    expect(await codeOf(agents.disable(admin.id))).toBe('last_admin');
    // two admins who disable one another: one remains
    const second = await createAgent(test.database, { role: 'admin' });
    const codes = await Promise.all([codeOf(agents.disable(admin.id)), codeOf(agents.change(second.id, asAgent))]);
    expect(codes.sort()).toEqual(['last_admin', 'no refusal']);
  });

  it('that are disabled lose tokens, leases and switch for as long', async () => {
    const { agents, presence } = test.database;
    await createAgent(test.database, { role: 'admin' });
    const ana = await createOnlineAgent(test.database, { name: 'Ana' });
    await agents.disable(ana.id);
    await presence.beat(ana.gatewayId, [ana.id]);
    const now = async () => (await presence.standings()).find(({ id }) => id === ana.id);
    expect(await now()).toMatchObject({ disabled: true, availability: 'offline', switchedOn: false, tokenVersion: 1 });
    expect(await codeOf(presence.setSwitch(ana.id, true))).toBe('not_found');
    expect(await agents.findById(ana.id)).toMatchObject({ disabled: true });
    await agents.enable(ana.id);
    await presence.beat(ana.gatewayId, [ana.id]);
    expect(await now()).toMatchObject({ disabled: false, availability: 'away', tokenVersion: 1 });
    expect(await codeOf(agents.enable(randomUUID()))).toBe('not_found');
    expect(await codeOf(agents.disable(randomUUID()))).toBe('not_found');
  });

  it('that log out everywhere lose tokens and switch, and conversations only after the grace time', async () => {
    const { agents, presence } = test.database;
    const ana = await createOnlineAgent(test.database);
    const sessionId = await startLive(test.database, world, ana.id);
    await live(70, [ana.id]);
    await agents.logOutEverywhere(ana.id);
    expect((await presence.standings())[0]).toMatchObject({
      availability: 'offline',
      switchedOn: false,
      tokenVersion: 1,
    });
    await live(50);
    expect(await returnLeftAlone()).toEqual([]);
    await live(20);
    expect((await returnLeftAlone()).map((one) => one.sessionId)).toEqual([sessionId]);
    expect(await codeOf(agents.logOutEverywhere(randomUUID()))).toBe('not_found');
  });
});
