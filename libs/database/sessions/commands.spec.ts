import type { Refusal } from '#libs/contracts';
import { createTestDatabase, eventually, type TestDatabase } from '#libs/testing';
import {
  callPeople,
  clientId,
  codeOf,
  createAgent,
  createOnlineAgent,
  createWorld,
  hold,
  holdSession,
  readAll,
  startLive,
  startSession,
  startWaiting,
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

const assign = (sessionId: string, agentId: string, byAgentId = agentId) =>
  test.database.sessions.assign({ sessionId, agentId, byAgentId, clientId: clientId() });
const reassign = (sessionId: string, agentId: string, byAgentId: string) =>
  test.database.sessions.reassign({ sessionId, agentId, byAgentId, clientId: clientId() });
const close = (sessionId: string, byAgentId: string) =>
  test.database.sessions.close({ sessionId, byAgentId, clientId: clientId() });

describe('sessions.assign', () => {
  it('gives a waiting conversation to an agent, and answers a repeat with the same entry', async () => {
    const { database } = test;
    const [ana, ben] = [await createOnlineAgent(database), await createOnlineAgent(database, { name: 'Ben' })];
    const sessionId = await startWaiting(database, world);
    const command = { sessionId, agentId: ben.id, byAgentId: ana.id, clientId: clientId() };
    const done = await database.sessions.assign(command);
    expect(done).toMatchObject({
      repeated: false,
      wakes: true,
      entry: {
        kind: 'assigned',
        author: 'agent',
        authorId: ana.id,
        body: { agentId: ben.id, agentName: 'Ben', byAgentId: ana.id, byName: 'Ana' },
      },
    });
    expect(await database.sessions.assign(command)).toEqual({ ...done, repeated: true });
    expect(await database.sessions.view(sessionId)).toMatchObject({
      phase: 'live',
      epoch: 2,
      assigneeName: 'Ben',
      waitingSince: null,
    });
    expect((await database.timeline.read(sessionId, 0)).entries.at(-1)).toEqual(done.entry);
  });

  it('lets one of many win and names the winner to the others', async () => {
    const { database } = test;
    const agents = await Promise.all(
      Array.from({ length: 6 }, (_, index) => createOnlineAgent(database, { name: `Agent ${index}` })),
    );
    const sessionId = await startWaiting(database, world);
    const outcomes = await Promise.allSettled(agents.map(({ id }) => assign(sessionId, id)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const { assigneeName } = await database.sessions.view(sessionId);
    for (const outcome of outcomes)
      if (outcome.status === 'rejected')
        expect((outcome.reason as Refusal).problem).toMatchObject({
          code: 'already_assigned',
          winnerName: assigneeName,
        });
  });

  it('refuses agents who are not online or full, and sessions in other phases', async () => {
    const { database } = test;
    const ana = await createOnlineAgent(database, { capacity: 1 });
    const offline = await createAgent(database);
    const away = await createOnlineAgent(database);
    await database.presence.setSwitch(away.id, false);
    const sessionId = await startWaiting(database, world);
    expect(await codeOf(assign(sessionId, offline.id))).toBe('agent_offline');
    expect(await codeOf(assign(sessionId, away.id, ana.id))).toBe('agent_offline');
    expect(await codeOf(assign(sessionId, crypto.randomUUID(), ana.id))).toBe('not_found');
    expect(await codeOf(assign(crypto.randomUUID(), ana.id))).toBe('not_found');
    expect(await codeOf(assign((await startSession(database, world)).sessionId, ana.id))).toBe('wrong_phase');
    const live = await startLive(database, world, ana.id);
    expect(await codeOf(assign(sessionId, ana.id))).toBe('agent_busy');
    await close(live, ana.id);
    expect(await codeOf(assign(live, ana.id))).toBe('session_closed');
    expect(await codeOf(assign(sessionId, ana.id))).toBe('no refusal');
    expect((await database.timeline.read(sessionId, 0)).lastSeq).toBe(5);
  });

  it('interleaving 6: a claim that waits for the session while the agent goes offline is refused', async () => {
    const { database } = test;
    for (const leave of ['switch', 'disconnect'] as const) {
      const agent = await createOnlineAgent(database);
      const sessionId = await startWaiting(database, world);
      const held = await holdSession(database, sessionId);
      const claim = codeOf(assign(sessionId, agent.id));
      await eventually(async () => expect(await waitingForLock(database)).toBe(1));
      if (leave === 'switch') await database.presence.setSwitch(agent.id, false);
      else await database.presence.disconnect(agent.gatewayId, agent.id);
      await held.release();
      expect(await claim).toBe('agent_offline');
    }
  });

  it('interleaving 6: a claim that waits for the agent’s row sees the switch that was turned meanwhile', async () => {
    const { database } = test;
    const agent = await createOnlineAgent(database);
    const sessionId = await startWaiting(database, world);
    const turning = await hold(database, 'update agent set switched_on = false where id = $1', [agent.id]);
    const claim = codeOf(assign(sessionId, agent.id));
    await eventually(async () => expect(await waitingForLock(database)).toBe(1));
    await turning.release();
    expect(await claim).toBe('agent_offline');
  });

  it('interleaving 6: two sessions claimed at once by an agent with room for one: one claim succeeds', async () => {
    const { database } = test;
    for (let round = 0; round < 10; round++) {
      const agent = await createOnlineAgent(database, { capacity: 1 });
      const sessions = [await startWaiting(database, world), await startWaiting(database, world)];
      const codes = await Promise.all(sessions.map((sessionId) => codeOf(assign(sessionId, agent.id))));
      expect(codes.toSorted()).toEqual(['agent_busy', 'no refusal']);
    }
  });

  it('interleaving 7: a late timeout of wait 1 does not touch wait 2', async () => {
    const { database } = test;
    const agent = await createOnlineAgent(database);
    const sessionId = await startWaiting(database, world);
    await assign(sessionId, agent.id);
    // the agent vanished: the session waits again, for another deadline
    await database.sessions.look(sessionId, Date.now(), (look) =>
      readAll(look, {
        append: [{ kind: 'phaseChanged', author: 'bot', body: { from: 'live', to: 'waiting', reason: 'moved' } }],
        phase: 'waiting',
        waitDeadlineId: 'pickUp-2',
      }),
    );
    const looked = await database.sessions.look(sessionId, Date.now(), (look) => timeoutOf(look, 'pickUp-1'));
    expect(looked?.session).toMatchObject({ phase: 'waiting', waitDeadlineId: 'pickUp-2', epoch: 3, assigneeId: null });
    expect(looked?.appended).toEqual([]);
  });

  it('interleaving 7: a timeout and a claim at once: one of them wins, visibly', async () => {
    const { database } = test;
    const agent = await createOnlineAgent(database, { capacity: 100 });
    for (let round = 0; round < 20; round++) {
      const sessionId = await startWaiting(database, world);
      const [claim, looked] = await Promise.all([
        codeOf(assign(sessionId, agent.id)),
        database.sessions.look(sessionId, Date.now(), (look) => timeoutOf(look, 'pickUp-1')),
      ]);
      const { phase } = await database.sessions.view(sessionId);
      const timedOut = (looked?.appended.length ?? 0) > 0;
      expect([claim, phase]).toEqual(timedOut ? ['wrong_phase', 'bot'] : ['no refusal', 'live']);
      const kinds = (await database.timeline.read(sessionId, 4)).entries.map(({ kind }) => kind);
      expect(kinds).toEqual([timedOut ? 'phaseChanged' : 'assigned']);
    }
  });
});

/** The offline path, but only if it is this wait whose deadline passed. */
const timeoutOf = (look: Parameters<typeof readAll>[0], deadlineId: string) =>
  look.session.phase === 'waiting' && look.session.waitDeadlineId === deadlineId
    ? readAll(look, {
        append: [
          { kind: 'phaseChanged', author: 'bot', body: { from: 'waiting', to: 'bot', reason: 'nobody_picked_up' } },
        ],
        phase: 'bot',
        waitDeadlineId: null,
      })
    : readAll(look);

const handBack = (sessionId: string, byAgentId: string) =>
  test.database.sessions.handBack({ sessionId, byAgentId, clientId: clientId() });

describe('sessions.handBack', () => {
  it('gives a live conversation back to the bot, once', async () => {
    const { database } = test;
    const ana = await createOnlineAgent(database);
    const sessionId = await startLive(database, world, ana.id);
    const command = { sessionId, byAgentId: ana.id, clientId: clientId() };
    const done = await database.sessions.handBack(command);
    expect(done).toMatchObject({
      repeated: false,
      wakes: true,
      entry: { kind: 'handedBack', author: 'agent', authorId: ana.id, body: { byAgentId: ana.id, byName: 'Ana' } },
    });
    expect(await database.sessions.view(sessionId)).toMatchObject({ phase: 'bot', assigneeId: null, epoch: 3 });
    expect(await database.sessions.handBack(command)).toEqual({ ...done, repeated: true });
    expect(await codeOf(database.sessions.close(command))).toBe('invalid_body');
    const looked = await database.sessions.look(sessionId, Date.now(), (look) => {
      expect(look.unread.at(-1)).toEqual(done.entry);
      return readAll(look);
    });
    expect(looked?.session).toMatchObject({ phase: 'bot', epoch: 3, cursor: done.entry.seq });
  });

  it('is for the assignee and admins, while people lead', async () => {
    const { database } = test;
    const [ana, ben] = [await createOnlineAgent(database), await createOnlineAgent(database, { name: 'Ben' })];
    const admin = await createAgent(database, { role: 'admin' });
    const sessionId = await startLive(database, world, ana.id);
    const refusal = await handBack(sessionId, ben.id).catch((error: Refusal) => error.problem);
    expect(refusal).toMatchObject({ code: 'not_assignee', winnerName: 'Ana' });
    expect(await codeOf(handBack(sessionId, admin.id))).toBe('no refusal');
    expect(await codeOf(handBack(sessionId, ana.id))).toBe('wrong_phase');
    expect(await codeOf(handBack(await startWaiting(database, world), ana.id))).toBe('wrong_phase');
    expect(await codeOf(handBack(crypto.randomUUID(), ana.id))).toBe('not_found');
    const closed = await startLive(database, world, ana.id);
    await close(closed, ana.id);
    expect(await codeOf(handBack(closed, ana.id))).toBe('session_closed');
  });

  it('and a close at once: the first wins, and the other learns where the conversation is', async () => {
    const { database } = test;
    const ana = await createOnlineAgent(database, { capacity: 100 });
    for (let round = 0; round < 20; round++) {
      const sessionId = await startLive(database, world, ana.id);
      const codes = await Promise.all([codeOf(handBack(sessionId, ana.id)), codeOf(close(sessionId, ana.id))]);
      const { phase, epoch } = await database.sessions.view(sessionId);
      expect(phase === 'closed' ? ['session_closed', 'no refusal'] : ['no refusal', 'wrong_phase']).toEqual(codes);
      expect(['closed', 'bot']).toContain(phase);
      expect(epoch).toBe(3);
    }
  });

  it('while it is reassigned: the visitor is with the bot, or with the other agent', async () => {
    const { database } = test;
    const ana = await createOnlineAgent(database, { capacity: 100 });
    const ben = await createOnlineAgent(database, { capacity: 100 });
    for (let round = 0; round < 20; round++) {
      const sessionId = await startLive(database, world, ana.id);
      const codes = await Promise.all([
        codeOf(handBack(sessionId, ana.id)),
        codeOf(reassign(sessionId, ben.id, ana.id)),
      ]);
      const { phase, assigneeId } = await database.sessions.view(sessionId);
      expect([
        [['no refusal', 'wrong_phase'], 'bot', null],
        [['not_assignee', 'no refusal'], 'live', ben.id],
      ]).toContainEqual([codes, phase, assigneeId]);
    }
  });

  it('of what is only just claimed: in each order something ends that makes sense', async () => {
    const { database } = test;
    const ana = await createOnlineAgent(database, { capacity: 100 });
    for (let round = 0; round < 20; round++) {
      const sessionId = await startWaiting(database, world);
      const [claimed, handed, closed] = await Promise.all([
        codeOf(assign(sessionId, ana.id)),
        codeOf(handBack(sessionId, ana.id)),
        codeOf(close(sessionId, ana.id)),
      ]);
      const { entries, phase } = await database.timeline.read(sessionId, 4);
      const done = { assigned: claimed, handedBack: handed, closed };
      const kinds = entries.map(({ kind }) => kind);
      expect(kinds.toSorted()).toEqual(
        Object.entries(done).flatMap(([kind, code]) => (code === 'no refusal' ? [kind] : [])),
      );
      expect(phase).toBe({ assigned: 'live', handedBack: 'bot', closed: 'closed' }[kinds.at(-1) as keyof typeof done]);
      if (kinds.includes('handedBack')) expect(kinds[0]).toBe('assigned');
    }
  });
});

describe('sessions.reassign and sessions.close', () => {
  it('moves a conversation to another online agent: by its assignee or an admin', async () => {
    const { database } = test;
    const [ana, ben] = [await createOnlineAgent(database), await createOnlineAgent(database, { name: 'Ben' })];
    const admin = await createAgent(database, { name: 'Alex', role: 'admin' });
    const offline = await createAgent(database);
    const sessionId = await startLive(database, world, ana.id);
    expect(await codeOf(reassign(sessionId, ben.id, ben.id))).toBe('not_assignee');
    expect(await codeOf(reassign(sessionId, offline.id, ana.id))).toBe('agent_offline');
    expect(await codeOf(reassign(sessionId, ana.id, ana.id))).toBe('already_assigned');
    expect((await reassign(sessionId, ben.id, ana.id)).entry).toMatchObject({
      kind: 'reassigned',
      body: { fromAgentId: ana.id, fromName: 'Ana', agentId: ben.id, agentName: 'Ben', byName: 'Ana' },
    });
    expect(await codeOf(reassign(sessionId, ana.id, ana.id))).toBe('not_assignee');
    expect((await reassign(sessionId, ana.id, admin.id)).entry).toMatchObject({ body: { byName: 'Alex' } });
    expect(await database.sessions.view(sessionId)).toMatchObject({ assigneeId: ana.id, epoch: 4 });
    expect(await codeOf(reassign(await startWaiting(database, world), ana.id, ana.id))).toBe('wrong_phase');
  });

  it('closes for good: by the assignee, an admin, or anybody while it waits', async () => {
    const { database } = test;
    const [ana, ben] = [await createOnlineAgent(database), await createOnlineAgent(database)];
    const admin = await createAgent(database, { role: 'admin' });
    const mine = await startLive(database, world, ana.id);
    expect(await codeOf(close(mine, ben.id))).toBe('not_assignee');
    const command = { sessionId: mine, byAgentId: ana.id, clientId: clientId() };
    const done = await database.sessions.close(command);
    expect(done.entry).toMatchObject({ kind: 'closed', body: { reason: 'agent', byAgentId: ana.id, byName: 'Ana' } });
    expect(await database.sessions.close(command)).toEqual({ ...done, repeated: true });
    expect(await codeOf(database.sessions.reassign({ ...command, agentId: ben.id }))).toBe('invalid_body');
    expect(await codeOf(close(await startLive(database, world, ana.id), admin.id))).toBe('no refusal');
    expect(await codeOf(close(await startWaiting(database, world), ben.id))).toBe('no refusal');
    expect(await codeOf(close((await startSession(database, world)).sessionId, ana.id))).toBe('wrong_phase');
    expect(await database.sessions.view(mine)).toMatchObject({ phase: 'closed', assigneeId: ana.id });
  });

  it('peer failure 21: closed is final, whatever arrives late', async () => {
    const { database } = test;
    const [ana, ben] = [await createOnlineAgent(database), await createOnlineAgent(database)];
    const sessionId = await startLive(database, world, ana.id);
    await close(sessionId, ana.id);
    const before = await database.sessions.view(sessionId);
    const message = { sessionId, kind: 'message', clientId: clientId(), body: { text: 'Hello?' } } as const;
    const answer = { ...message, kind: 'answer', body: { promptSeq: 1, text: 'x', choiceId: 'chat' } } as const;
    const late = [
      database.timeline.append({ ...message, author: 'visitor' }),
      database.timeline.append({ ...answer, author: 'visitor' }),
      database.timeline.append({ ...message, author: 'agent', authorId: ana.id }),
      assign(sessionId, ben.id),
      reassign(sessionId, ben.id, ana.id),
      close(sessionId, ana.id),
    ];
    for (const command of late) expect(await codeOf(command)).toBe('session_closed');
    await expect(database.sessions.look(sessionId, Date.now(), callPeople)).rejects.toThrow('closed');
    const looked = await database.sessions.look(sessionId, Date.now(), readAll);
    expect(looked).toMatchObject({ session: { phase: 'closed' }, appended: [], more: false });
    const called = await database.sweep.callPeopleForSilent(0);
    expect(called).not.toContainEqual(expect.objectContaining({ sessionId }));
    expect(await database.sessions.view(sessionId)).toEqual(before);
  });

  it('interleaving 19: a closed conversation still takes notes, results and their states, and wakes nobody', async () => {
    const { database } = test;
    const ana = await createOnlineAgent(database);
    const sessionId = await startLive(database, world, ana.id);
    await close(sessionId, ana.id);
    await database.sessions.look(sessionId, Date.now(), readAll);
    const by = { sessionId, byAgentId: ana.id };
    const { resultId, entry } = await database.sessions.requestResult({
      ...by,
      clientId: clientId(),
      kind: 'deal',
      title: 'Late',
    });
    expect(entry).toMatchObject({ kind: 'resultRequested', author: 'agent', body: { resultId, result: 'deal' } });
    expect(await database.results.createRecords(resultId)).toMatchObject({ state: 'created' });
    const note = {
      kind: 'note',
      author: 'agent',
      authorId: ana.id,
      clientId: clientId(),
      body: { text: 'Nice' },
    } as const;
    expect(await database.timeline.append({ ...note, sessionId })).toMatchObject({ wakes: false });
    expect(await database.sessions.view(sessionId)).toMatchObject({ phase: 'closed' });
    expect(await database.sweep.takeUnread(1_000)).not.toContainEqual(expect.objectContaining({ sessionId }));
  });
});
