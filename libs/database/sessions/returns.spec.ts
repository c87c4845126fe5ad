import type { Refusal } from '#libs/contracts';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import {
  clientId,
  codeOf,
  createAgent,
  createOnlineAgent,
  createWorld,
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
  world = await createWorld(test.database);
});
afterAll(() => test.close());

const giveBack = (sessionId: string, byAgentId: string, note?: string) =>
  test.database.sessions.giveBack({ sessionId, byAgentId, clientId: clientId(), note });
const rowOf = async (sessionId: string) => {
  const [row] = await raw<Record<string, unknown>>(
    test.database.sql,
    `select phase, epoch, assignee_id, last_seq, wake_seq, waiting_since = last_at as "waitsSinceNow" from session where id = $1`,
    [sessionId],
  );
  return row;
};

describe('sessions.giveBack', () => {
  it('lets the visitor wait anew, wakes the process, and answers a repeat with the same entry', async () => {
    const { database } = test;
    const ana = await createOnlineAgent(database);
    const sessionId = await startLive(database, world, ana.id);
    const command = { sessionId, byAgentId: ana.id, clientId: clientId() };
    const done = await database.sessions.giveBack(command);
    expect(done).toMatchObject({
      repeated: false,
      wakes: true,
      note: null,
      entry: {
        kind: 'returned',
        author: 'agent',
        body: { reason: 'agent', fromAgentId: ana.id, fromName: 'Ana', byAgentId: ana.id, byName: 'Ana' },
      },
    });
    expect(await database.sessions.giveBack(command)).toEqual({ ...done, repeated: true });
    const { seq } = done.entry;
    expect(await rowOf(sessionId)).toEqual({
      phase: 'waiting',
      epoch: 3,
      assignee_id: null,
      last_seq: seq,
      wake_seq: seq,
      waitsSinceNow: true,
    });
    const { conversations } = await database.sessions.list({ folder: 'unassigned', agentId: ana.id, limit: 200 });
    expect(conversations.map(({ id }) => id)).toContain(sessionId);
    expect(
      await codeOf(
        database.timeline.append({
          sessionId,
          kind: 'message',
          author: 'agent',
          authorId: ana.id,
          clientId: clientId(),
          body: { text: 'still here' },
          ifAssignee: ana.id,
        }),
      ),
    ).toBe('wrong_phase');
  });

  it('takes a note along, in one transaction and after it', async () => {
    const { database } = test;
    const [ana, ben] = [await createOnlineAgent(database), await createOnlineAgent(database, { name: 'Ben' })];
    const sessionId = await startLive(database, world, ana.id);
    const command = { sessionId, byAgentId: ana.id, clientId: clientId(), note: 'asks for a discount' };
    const moved = await database.sessions.reassign({ ...command, agentId: ben.id });
    const { entries, lastSeq } = await database.timeline.read(sessionId, 0);
    expect(entries.slice(-2)).toEqual([moved.entry, moved.note]);
    expect(moved.note).toMatchObject({ seq: lastSeq, kind: 'note', authorId: ana.id, body: { text: command.note } });
    expect(await database.sessions.reassign({ ...command, agentId: ben.id })).toMatchObject({
      entry: moved.entry,
      repeated: true,
    });
    const back = await giveBack(sessionId, ben.id, 'not mine');
    expect((await database.timeline.read(sessionId, lastSeq)).entries).toEqual([back.entry, back.note]);
    // refused: no note either
    expect(await codeOf(giveBack(sessionId, ben.id, 'once more'))).toBe('wrong_phase');
    expect((await database.timeline.read(sessionId, 0)).lastSeq).toBe(lastSeq + 2);
    const looked = await database.sessions.look(sessionId, Date.now(), readAll);
    expect(looked?.session.cursor).toBe(lastSeq + 2);
  });

  it('is for the assignee, supervisors and admins, while people lead', async () => {
    const { database } = test;
    const [ana, ben] = [await createOnlineAgent(database), await createAgent(database, { name: 'Ben' })];
    const sessionId = await startLive(database, world, ana.id);
    const refusal = await giveBack(sessionId, ben.id).catch((error: Refusal) => error.problem);
    expect(refusal).toMatchObject({ code: 'not_assignee', winnerName: 'Ana' });
    for (const role of ['supervisor', 'admin'] as const) {
      const leader = await createAgent(database, { role, name: role });
      const { entry } = await giveBack(await startLive(database, world, ana.id), leader.id);
      expect(entry.body).toMatchObject({ fromName: 'Ana', byName: role });
    }
    expect(await codeOf(giveBack(await startWaiting(database, world), ana.id))).toBe('wrong_phase');
    expect(await codeOf(giveBack((await startSession(database, world)).sessionId, ana.id))).toBe('wrong_phase');
    expect(await codeOf(giveBack(crypto.randomUUID(), ana.id))).toBe('not_found');
    await database.sessions.close({ sessionId, byAgentId: ana.id, clientId: clientId() });
    expect(await codeOf(giveBack(sessionId, ana.id))).toBe('session_closed');
  });
});

describe('whose a conversation is', () => {
  type Role = 'agent' | 'supervisor' | 'admin';
  type Team = 'Sales' | 'Care' | null;
  const teams: Record<string, string | null> = {};
  beforeAll(async () => {
    for (const name of ['Sales', 'Care']) teams[name] = (await test.database.teams.create(name)).id;
  });
  const idOf = (team: Team): string | null => (team === null ? null : (teams[team] ?? null));

  /** Who sees a conversation of Sales, and acts on one that is somebody else's. */
  const TABLE: { role: Role; team: Team; sees: boolean; leads: boolean }[] = [
    { role: 'agent', team: 'Sales', sees: true, leads: false },
    { role: 'agent', team: 'Care', sees: false, leads: false },
    { role: 'agent', team: null, sees: false, leads: false },
    { role: 'supervisor', team: 'Sales', sees: true, leads: true },
    { role: 'supervisor', team: 'Care', sees: false, leads: false },
    { role: 'supervisor', team: null, sees: true, leads: true },
    { role: 'admin', team: 'Sales', sees: true, leads: true },
    { role: 'admin', team: 'Care', sees: true, leads: true },
    { role: 'admin', team: null, sees: true, leads: true },
  ];

  it.each(TABLE)('$role of $team sees: $sees, leads: $leads', async ({ role, team, sees, leads }) => {
    const { database } = test;
    const { sessions, timeline } = database;
    const owner = await createOnlineAgent(database, { name: 'Owner', teamId: idOf('Sales') });
    const other = await createOnlineAgent(database, { name: 'Other', teamId: idOf('Sales') });
    const who = await createOnlineAgent(database, { name: 'Who', role, teamId: idOf(team) });
    const live = () => startLive(database, world, owner.id, { team: 'Sales' });
    const waiting = await startWaiting(database, world, { team: 'Sales' });
    const everybodys = await startWaiting(database, world);
    const sessionId = await live();
    const by = (id: string) => ({ sessionId: id, byAgentId: who.id, clientId: clientId() });
    const unseen = sees ? 'no refusal' : 'not_found';
    const led = leads ? 'no refusal' : sees ? 'not_assignee' : 'not_found';

    const folders = { unassigned: [waiting, everybodys], others: [sessionId], mine: [], closed: [] };
    for (const [folder, ids] of Object.entries(folders)) {
      const list = await sessions.list({ folder: folder as 'mine', agentId: who.id, limit: 200 });
      const listed = list.conversations.map(({ id }) => id);
      for (const id of ids) expect([id, listed.includes(id)]).toEqual([id, sees || id === everybodys]);
      expect(list.counts[folder as 'mine']).toBe(listed.length);
    }
    expect(await codeOf(sessions.requireVisible(sessionId, who.id))).toBe(unseen);
    expect(await codeOf(sessions.detail(sessionId, who.id))).toBe(unseen);
    expect(await codeOf(sessions.requireVisible(everybodys, who.id))).toBe('no refusal');
    expect([...(await sessions.audienceOf(sessionId, [who.id, owner.id]))].sort()).toEqual(
      (sees ? [who.id, owner.id] : [owner.id]).sort(),
    );
    const note = {
      sessionId,
      kind: 'note',
      author: 'agent',
      authorId: who.id,
      clientId: clientId(),
      body: { text: 'x' },
      ifSeenBy: who.id,
    } as const;
    expect(await codeOf(timeline.append(note))).toBe(unseen);
    const message = { ...note, kind: 'message', clientId: clientId(), ifAssignee: who.id } as const;
    expect(await codeOf(timeline.append(message))).toBe(sees ? 'not_assignee' : 'not_found');
    expect(await codeOf(sessions.requestResult({ ...by(sessionId), kind: 'lead', title: 'x' }))).toBe(unseen);
    const { details, detailsVersion: version } = await sessions.detail(sessionId);
    expect(await codeOf(sessions.updateDetails({ sessionId, version, details, byAgentId: who.id }))).toBe(unseen);
    expect(await codeOf(sessions.reassign({ ...by(sessionId), agentId: other.id }))).toBe(led);
    expect(await codeOf(sessions.reassign({ ...by(await live()), agentId: who.id }))).toBe(led);
    for (const act of ['giveBack', 'handBack', 'close'] as const) {
      expect([act, await codeOf(sessions[act](by(await live())))]).toEqual([act, led]);
    }
    expect(await codeOf(sessions.assign({ ...by(waiting), agentId: who.id }))).toBe(unseen);
    expect(await codeOf(sessions.assign({ ...by(everybodys), agentId: who.id }))).toBe('no refusal');
  });

  it('is given to nobody outside of its team', async () => {
    const { database } = test;
    const boss = await createOnlineAgent(database, { role: 'admin' });
    const [ana, cleo] = [
      await createOnlineAgent(database, { teamId: idOf('Sales') }),
      await createOnlineAgent(database, { name: 'Cleo', teamId: idOf('Care') }),
    ];
    const by = { byAgentId: boss.id };
    const waiting = await startWaiting(database, world, { team: 'Sales' });
    const assign = (agentId: string) =>
      database.sessions.assign({ ...by, sessionId: waiting, agentId, clientId: clientId() });
    expect(await codeOf(assign(cleo.id))).toBe('wrong_team');
    expect(await codeOf(assign(ana.id))).toBe('no refusal');
    const reassign = (agentId: string) =>
      database.sessions.reassign({ ...by, sessionId: waiting, agentId, clientId: clientId() });
    expect(await codeOf(reassign(cleo.id))).toBe('wrong_team');
    expect(await codeOf(reassign(boss.id))).toBe('no refusal');
  });

  it('stays with who leads it when they are put into another team, until they give it back', async () => {
    const { database } = test;
    const ana = await createOnlineAgent(database, { teamId: idOf('Sales') });
    const sessionId = await startLive(database, world, ana.id, { team: 'Sales' });
    await database.teams.assignAgent(ana.id, idOf('Care'));
    expect(await codeOf(database.sessions.detail(sessionId, ana.id))).toBe('no refusal');
    const command = { sessionId, byAgentId: ana.id, clientId: clientId() };
    expect(await codeOf(database.sessions.giveBack(command))).toBe('no refusal');
    expect(await codeOf(database.sessions.detail(sessionId, ana.id))).toBe('not_found');
    expect(await codeOf(database.sessions.giveBack(command))).toBe('no refusal');
    expect(await codeOf(database.sessions.assign({ ...command, agentId: ana.id, clientId: clientId() }))).toBe(
      'not_found',
    );
  });
});
