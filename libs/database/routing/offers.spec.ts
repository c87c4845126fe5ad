import { newId } from '#libs/contracts';
import { createTestDatabase, eventually, type TestDatabase } from '#libs/testing';
import {
  callPeople,
  clientId,
  codeOf,
  createAgent,
  createOnlineAgent,
  DEFINITION,
  hold,
  holdSession,
  raw,
  startSession,
  visitorHash,
  waitingForLock,
} from '../testing/builders.ts';
import { answerOf, callTeam, createTeamWorld, lookAfter, type TeamWorld } from '../testing/routing.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.close());

const online = (world: TeamWorld, name: string, capacity = 20) =>
  createOnlineAgent(test.database, { name, capacity, teamId: world.team.id });
const kindsAfter = async (sessionId: string, seq: number) =>
  (await test.database.timeline.read(sessionId, seq)).entries.map(({ kind }) => kind);
const reasonsOf = async (sessionId: string) =>
  (await test.database.timeline.read(sessionId, 0)).entries.flatMap((entry) =>
    entry.kind === 'offerEnded' ? [`${entry.body.agentName} ${entry.body.reason}`] : [],
  );
const assign = (sessionId: string, agentId: string, byAgentId = agentId) =>
  test.database.sessions.assign({ sessionId, agentId, byAgentId, clientId: clientId() });

describe('whom a conversation is offered to', () => {
  it('nobody, where the team’s agents take conversations themselves', async () => {
    const world = await createTeamWorld(test.database, { mode: 'manual' });
    await online(world, 'Ana');
    expect((await callTeam(test.database, world)).session).toMatchObject({ phase: 'waiting', offeredTo: null });
  });

  it('in turns: each of the team once before anybody twice', async () => {
    const world = await createTeamWorld(test.database, { mode: 'roundRobin' });
    const agents = [await online(world, 'Ana'), await online(world, 'Ben'), await online(world, 'Cleo')];
    const asked = [];
    for (let no = 0; no < 6; no++) asked.push((await callTeam(test.database, world)).session.offeredTo);
    expect(new Set(asked.slice(0, 3))).toEqual(new Set(agents.map(({ id }) => id)));
    expect(asked.slice(3)).toEqual(asked.slice(0, 3));
  });

  it('the least busy: live conversations and offers count, and nobody gets more than they can hold', async () => {
    const world = await createTeamWorld(test.database, { mode: 'leastBusy' });
    const [ana, ben] = [await online(world, 'Ana', 3), await online(world, 'Ben', 1)];
    const first = await callTeam(test.database, world);
    await test.database.sessions.accept(answerOf(first, first.session.offeredTo ?? ''));
    const asked = [first.session.offeredTo];
    for (let no = 0; no < 4; no++) asked.push((await callTeam(test.database, world)).session.offeredTo);
    expect(asked.filter((id) => id === ana.id)).toHaveLength(3);
    expect(asked.filter((id) => id === ben.id)).toHaveLength(1);
    expect(asked.at(-1)).toBeNull();
    // whoever has a live conversation already is asked after whoever has none
    expect(asked[1]).not.toBe(asked[0]);
  });

  it('whom the visitor talked to last; where they are not there, the least busy', async () => {
    const world = await createTeamWorld(test.database, { mode: 'sameAgent' });
    const [ana, ben] = [await online(world, 'Ana'), await online(world, 'Ben')];
    const visitor = { visitorHash: visitorHash() };
    const first = await callTeam(test.database, world, visitor);
    expect(first.session.offeredTo).toBe(ana.id);
    await test.database.sessions.decline(answerOf(first, ana.id));
    await assign(first.session.id, ben.id);
    await test.database.sessions.close({ sessionId: first.session.id, byAgentId: ben.id, clientId: clientId() });
    await callTeam(test.database, world);
    const again = await callTeam(test.database, world, visitor);
    expect(again.session.offeredTo).toBe(ben.id);
    await test.database.sessions.decline(answerOf(again, ben.id));
    expect((await lookAfter(test.database, again.session.id)).session.offeredTo).toBe(ana.id);
  });

  it('the owner of the person’s latest deal or lead; without one the least busy', async () => {
    const world = await createTeamWorld(test.database, { mode: 'owner' });
    const [ana, ben] = [await online(world, 'Ana'), await online(world, 'Ben')];
    const identity = { email: `vera-${ana.id}@visitor.example` };
    await raw(
      test.database.sql,
      `with p as (insert into person (id, email) values (gen_random_uuid(), upper($1)) returning id)
      insert into deal (id, result_id, title, person_id, owner_id) select gen_random_uuid(), gen_random_uuid(), '', id, $2 from p`,
      [identity.email, ben.id],
    );
    const owned = await callTeam(test.database, world, { identity });
    const other = await callTeam(test.database, world);
    expect([owned.session.offeredTo, other.session.offeredTo]).toEqual([ben.id, ana.id]);
  });

  it('conversations that belong to no team are offered to anybody, by the settings of everybody', async () => {
    const { database } = test;
    const world = await createTeamWorld(database, { mode: 'manual' });
    await database.routing.set(null, { mode: 'leastBusy', offerSeconds: 20 });
    try {
      const anybody = await createOnlineAgent(database, { capacity: 1_000 });
      const { versionId } = await database.playbooks.publish({ ...DEFINITION, name: `All ${world.team.id}` }, null);
      const site = await database.sites.create({ name: 'All', origins: ['*'], activeVersionId: versionId });
      const asked = await callTeam(database, { siteId: site.id, versionId });
      expect(asked.session.offeredTo).not.toBeNull();
      expect(asked.session.teamId).toBeNull();
      await database.presence.setSwitch(anybody.id, false);
    } finally {
      await database.routing.set(null, { mode: 'manual', offerSeconds: 20 });
    }
  });

  it('only agents of the team who are online', async () => {
    const world = await createTeamWorld(test.database, {});
    await createOnlineAgent(test.database, { name: 'Stranger' });
    const away = await online(world, 'Away');
    await test.database.presence.setSwitch(away.id, false);
    const ana = await online(world, 'Ana');
    expect((await callTeam(test.database, world)).session.offeredTo).toBe(ana.id);
  });
});

describe('an offer', () => {
  it('is accepted once; a repeat is answered with the same entry', async () => {
    const world = await createTeamWorld(test.database, {});
    const ana = await online(world, 'Ana', 1);
    const looked = await callTeam(test.database, world);
    const answer = answerOf(looked, ana.id);
    const accepted = await test.database.sessions.accept(answer);
    expect(accepted).toMatchObject({ repeated: false, wakes: true, entry: { kind: 'assigned' } });
    expect(await test.database.sessions.accept(answer)).toMatchObject({ repeated: true, entry: accepted.entry });
    const { phase, assigneeId, offer } = await test.database.sessions.view(looked.session.id);
    expect({ phase, assigneeId, offer }).toEqual({ phase: 'live', assigneeId: ana.id, offer: null });
    const picked = 'select waited_seconds as waited, team_id as team from pick_up where session_id = $1';
    expect(await raw(test.database.sql, picked, [looked.session.id])).toEqual([{ waited: 0, team: world.team.id }]);
  });

  it('is taken by nobody else; supervisors and admins may decide otherwise', async () => {
    const world = await createTeamWorld(test.database, { mode: 'leastBusy' });
    const ana = await online(world, 'Ana');
    const looked = await callTeam(test.database, world);
    const ben = await online(world, 'Ben');
    const boss = await createOnlineAgent(test.database, { name: 'Bo', role: 'supervisor', teamId: world.team.id });
    const sessionId = looked.session.id;
    await expect(assign(sessionId, ben.id)).rejects.toMatchObject({
      problem: { code: 'offered_elsewhere', winnerName: 'Ana' },
    });
    expect(await codeOf(test.database.sessions.accept(answerOf(looked, ben.id)))).toBe('offer_over');
    expect(await codeOf(test.database.sessions.decline(answerOf(looked, ben.id)))).toBe('offer_over');
    await assign(sessionId, ben.id, boss.id);
    expect(await codeOf(test.database.sessions.accept(answerOf(looked, ana.id)))).toBe('already_assigned');
    expect(await codeOf(test.database.sessions.decline(answerOf(looked, ana.id)))).toBe('offer_over');
  });

  it('whoever it is offered to may simply take it', async () => {
    const world = await createTeamWorld(test.database, {});
    const ana = await online(world, 'Ana', 1);
    const looked = await callTeam(test.database, world);
    expect(await codeOf(assign(looked.session.id, ana.id))).toBe('no refusal');
  });

  it('is held: what is offered to an agent with room for one leaves no room for another conversation', async () => {
    const world = await createTeamWorld(test.database, {});
    const ana = await online(world, 'Ana', 1);
    await callTeam(test.database, world);
    const second = await callTeam(test.database, world);
    expect(second.session.offeredTo).toBeNull();
    expect(await codeOf(assign(second.session.id, ana.id))).toBe('agent_busy');
  });

  it('goes on when it is declined, with the wait as it was; a repeat changes nothing', async () => {
    const world = await createTeamWorld(test.database, {});
    const agents = [await online(world, 'Ana'), await online(world, 'Ben')];
    const first = await callTeam(test.database, world);
    const declined = answerOf(first, first.session.offeredTo ?? '');
    await test.database.sessions.decline(declined);
    expect(await test.database.sessions.decline(declined)).toMatchObject({ repeated: true });
    const next = await lookAfter(test.database, first.session.id);
    expect(next.session).toMatchObject({
      offerNo: 2,
      epoch: first.session.epoch,
      waitingSince: first.session.waitingSince,
    });
    expect(new Set([first.session.offeredTo, next.session.offeredTo])).toEqual(new Set(agents.map(({ id }) => id)));
    expect(await codeOf(test.database.sessions.accept({ ...declined, clientId: clientId() }))).toBe('offer_over');
    await test.database.sessions.decline(answerOf(next, next.session.offeredTo ?? ''));
    // nobody is left: it is everybody's
    expect((await lookAfter(test.database, first.session.id)).session.offeredTo).toBeNull();
    expect(await codeOf(assign(first.session.id, agents[0]!.id))).toBe('no refusal');
  });

  it('is not made to whoever has just given the conversation back; whoever vanished is asked again', async () => {
    const { sessions, sweep } = test.database;
    const world = await createTeamWorld(test.database, { mode: 'leastBusy' });
    const [ana, ben] = [await online(world, 'Ana'), await online(world, 'Ben')];
    const live = async (agentId: string) => {
      const { session } = await callTeam(test.database, world);
      const admin = await createAgent(test.database, { name: 'Admin', role: 'admin' });
      await assign(session.id, agentId, admin.id);
      await lookAfter(test.database, session.id);
      return session.id;
    };
    // ben has the more to do: without ana's no he would not be asked
    await live(ben.id);
    const sessionId = await live(ana.id);
    await sessions.giveBack({ sessionId, byAgentId: ana.id, clientId: clientId() });
    const returned = await lookAfter(test.database, sessionId);
    expect(returned.session.offeredTo).toBe(ben.id);
    await sessions.decline(answerOf(returned, ben.id));
    // it is everybody's, hers too
    expect((await lookAfter(test.database, sessionId)).session.offeredTo).toBeNull();
    await assign(sessionId, ana.id);
    await lookAfter(test.database, sessionId);
    await raw(test.database.sql, `update agent set disabled_at = now() where id = $1`, [ana.id]);
    expect((await sweep.returnLeftAlone(newId())).map((one) => one.sessionId)).toContain(sessionId);
    await raw(test.database.sql, `update agent set disabled_at = null where id = $1`, [ana.id]);
    expect((await lookAfter(test.database, sessionId)).session.offeredTo).toBe(ana.id);
  });

  it('is over when its time is, and nobody is asked twice during one wait', async () => {
    const world = await createTeamWorld(test.database, { offerSeconds: 20 });
    const ana = await online(world, 'Ana');
    const looked = await callTeam(test.database, world);
    expect(looked.session.deadlineAt).toBe(looked.session.offerUntil);
    const later = await lookAfter(test.database, looked.session.id, 21);
    expect(later.session).toMatchObject({ offeredTo: null, offerUntil: null, phase: 'waiting' });
    expect(await reasonsOf(looked.session.id)).toEqual(['Ana expired']);
    expect((await lookAfter(test.database, looked.session.id, 22)).session.offeredTo).toBeNull();
    // another wait is another chance
    const ben = await online(world, 'Ben');
    await assign(looked.session.id, ben.id);
    await test.database.sessions.giveBack({ sessionId: looked.session.id, byAgentId: ben.id, clientId: clientId() });
    expect((await lookAfter(test.database, looked.session.id, 23)).session.offeredTo).toBe(ana.id);
  });

  it.each(['switch', 'disconnect', 'disable', 'team'] as const)(
    'is lost at once by an agent who leaves: %s',
    async (how) => {
      const { database } = test;
      const world = await createTeamWorld(database, {});
      const ana = await online(world, 'Ana');
      const looked = await callTeam(database, world);
      expect(await database.offers.withdrawLost(100)).toEqual([]);
      if (how === 'switch') await database.presence.setSwitch(ana.id, false);
      if (how === 'disconnect') await database.presence.disconnect(ana.gatewayId, ana.id);
      if (how === 'disable') await database.agents.disable(ana.id);
      if (how === 'team') await database.teams.assignAgent(ana.id, null);
      const ben = await online(world, 'Ben');
      const [lost, ...others] = await database.offers.withdrawLost(100);
      expect(others).toEqual([]);
      expect(lost).toMatchObject({ sessionId: looked.session.id, entry: { kind: 'offerEnded', author: 'system' } });
      expect(await reasonsOf(looked.session.id)).toEqual(['Ana agent_gone']);
      expect((await lookAfter(database, looked.session.id)).session.offeredTo).toBe(ben.id);
    },
  );
});

describe('who is woken when somebody has room', () => {
  it('the oldest first, as many as there is room for', async () => {
    const { database } = test;
    const world = await createTeamWorld(database, {});
    // somebody is there, without room
    await online(world, 'Full', 1);
    await callTeam(database, world);
    const waiting: string[] = [];
    for (let no = 0; no < 3; no++) waiting.push((await callTeam(database, world)).session.id);
    expect(await database.offers.takeOfferableNow(100)).toEqual([]);
    const ana = await online(world, 'Ana', 2);
    expect(await database.offers.takeOfferableNow(100)).toEqual(waiting.slice(0, 2));
    // the youngest has no turn, though it looks first
    expect((await lookAfter(database, waiting[2]!)).session.offeredTo).toBeNull();
    expect((await lookAfter(database, waiting[1]!)).session.offeredTo).toBe(ana.id);
    expect((await lookAfter(database, waiting[0]!)).session.offeredTo).toBe(ana.id);
    expect(await database.offers.takeOfferableNow(100)).toEqual([]);

    const accepted = await lookAfter(database, waiting[0]!);
    await database.sessions.accept(answerOf(accepted, ana.id));
    await database.sessions.close({ sessionId: waiting[0]!, byAgentId: ana.id, clientId: clientId() });
    expect(await database.offers.takeOfferableNow(100)).toEqual([waiting[2]]);
  });

  it('the sweep wakes a session again, later each time', async () => {
    const { database } = test;
    const world = await createTeamWorld(database, {});
    const { session } = await callTeam(database, world);
    // nobody was online: the bot led it offline; people get it by the other way
    expect(session.phase).toBe('closed');
    const { sessionId } = await startSession(database, world);
    await database.sessions.look(sessionId, Date.now(), (look) => callPeople(look, world.team.name));
    await online(world, 'Ana');
    await raw(database.sql, 'update session set next_wake_at = now() where id = $1', [sessionId]);
    expect(await database.offers.takeOfferable(100)).toEqual([sessionId]);
    expect(await database.offers.takeOfferable(100)).toEqual([]);
  });
});

describe('interleavings of offers', () => {
  it('accept against expiry: whoever is first wins, visibly', async () => {
    const world = await createTeamWorld(test.database, {});
    const ana = await online(world, 'Ana', 100);
    const won = new Set<string>();
    for (let round = 0; round < 20; round++) {
      const looked = await callTeam(test.database, world);
      const [accepted] = await Promise.all([
        codeOf(test.database.sessions.accept(answerOf(looked, ana.id))),
        lookAfter(test.database, looked.session.id, 21),
      ]);
      const { phase } = await test.database.sessions.view(looked.session.id);
      const kinds = await kindsAfter(looked.session.id, looked.session.lastSeq);
      expect([accepted, phase, kinds]).toEqual(
        accepted === 'no refusal' ? ['no refusal', 'live', ['assigned']] : ['offer_over', 'waiting', ['offerEnded']],
      );
      won.add(accepted);
    }
    for (const order of ['accept', 'expiry'] as const) {
      const looked = await callTeam(test.database, world);
      const held = await holdSession(test.database, looked.session.id);
      const accept = () => codeOf(test.database.sessions.accept(answerOf(looked, ana.id)));
      const expire = () => lookAfter(test.database, looked.session.id, 21);
      const first = order === 'accept' ? accept() : expire();
      await eventually(async () => expect(await waitingForLock(test.database)).toBe(1));
      const second = order === 'accept' ? expire() : accept();
      await eventually(async () => expect(await waitingForLock(test.database)).toBe(2));
      await held.release();
      await Promise.all([first, second]);
      const { phase } = await test.database.sessions.view(looked.session.id);
      expect(phase).toBe(order === 'accept' ? 'live' : 'waiting');
    }
  });

  it('accept against decline of two devices: one of them counts', async () => {
    const world = await createTeamWorld(test.database, {});
    const ana = await online(world, 'Ana', 100);
    for (let round = 0; round < 20; round++) {
      const looked = await callTeam(test.database, world);
      const codes = await Promise.all([
        codeOf(test.database.sessions.accept(answerOf(looked, ana.id))),
        codeOf(test.database.sessions.decline(answerOf(looked, ana.id))),
      ]);
      expect(codes.toSorted()).toEqual(['no refusal', 'offer_over']);
      const kinds = await kindsAfter(looked.session.id, looked.session.lastSeq);
      expect(kinds).toEqual([codes[0] === 'no refusal' ? 'assigned' : 'offerEnded']);
    }
  });

  it('offer against switch-off: whoever turns the switch meanwhile is not asked', async () => {
    const world = await createTeamWorld(test.database, {});
    const ana = await online(world, 'Ana');
    const ben = await online(world, 'Ben');
    await raw(test.database.sql, 'update agent set last_offered_at = now() where id = $1', [ben.id]);
    // the look has chosen Ana and waits for her row
    const turning = await hold(test.database, 'update agent set switched_on = false where id = $1', [ana.id]);
    const calling = callTeam(test.database, world);
    await eventually(async () => expect(await waitingForLock(test.database)).toBe(1));
    await turning.release();
    const looked = await calling;
    expect(looked.session.offeredTo).toBe(ben.id);
    expect(looked.appended.filter(({ kind }) => kind === 'offered')).toHaveLength(1);
  });

  it('accept against switch-off: an accept that waits for the session sees the switch', async () => {
    const world = await createTeamWorld(test.database, {});
    const ana = await online(world, 'Ana');
    const looked = await callTeam(test.database, world);
    const held = await holdSession(test.database, looked.session.id);
    const accepting = codeOf(test.database.sessions.accept(answerOf(looked, ana.id)));
    await eventually(async () => expect(await waitingForLock(test.database)).toBe(1));
    await test.database.presence.setSwitch(ana.id, false);
    await held.release();
    expect(await accepting).toBe('agent_offline');
  });

  it('two sessions for the last capacity: one is offered, the other waits, the older first', async () => {
    const { database } = test;
    for (let round = 0; round < 10; round++) {
      const world = await createTeamWorld(database, {});
      const ana = await online(world, 'Ana', 1);
      const started = [await startSession(database, world), await startSession(database, world)];
      const looks = await Promise.all(started.map(({ sessionId }) => lookAfter(database, sessionId)));
      expect(looks.map(({ session }) => session.phase)).toEqual(['waiting', 'waiting']);
      expect(looks.filter(({ session }) => session.offeredTo === ana.id)).toHaveLength(1);
    }
  });

  it('a claim and an offer for the last capacity: the agent has one conversation', async () => {
    const { database } = test;
    for (let round = 0; round < 10; round++) {
      const world = await createTeamWorld(database, {});
      const ana = await online(world, 'Ana', 1);
      const waiting = await startSession(database, world);
      await database.sessions.look(waiting.sessionId, Date.now(), (look) => callPeople(look, world.team.name));
      const calling = await startSession(database, world);
      const [claimed, looked] = await Promise.all([
        codeOf(assign(waiting.sessionId, ana.id)),
        lookAfter(database, calling.sessionId),
      ]);
      const offered = looked.session.offeredTo === ana.id;
      expect(offered ? claimed === 'agent_busy' : claimed === 'no refusal').toBe(true);
    }
  });

  it('come-online against start-to-wait: they meet, whoever commits first', async () => {
    const { database } = test;
    for (let round = 0; round < 10; round++) {
      const world = await createTeamWorld(database, {});
      await online(world, 'Full', 1);
      await callTeam(database, world);
      const ana = await createAgent(database, { name: 'Ana', teamId: world.team.id });
      await database.presence.beat(ana.id, [ana.id]);
      const { sessionId } = await startSession(database, world);
      const [looked, woken] = await Promise.all([
        lookAfter(database, sessionId),
        database.presence.setSwitch(ana.id, true).then(() => database.offers.takeOfferableNow(100)),
      ]);
      expect(looked.session.phase).toBe('waiting');
      expect(looked.session.offeredTo === ana.id || woken.includes(sessionId)).toBe(true);
    }
  });

  it('freeing up against start-to-wait: the woken look waits for the one that did not see the room', async () => {
    const { database } = test;
    const world = await createTeamWorld(database, {});
    const ana = await online(world, 'Ana', 1);
    const busy = await callTeam(database, world);
    await database.sessions.accept(answerOf(busy, ana.id));
    const { sessionId } = await startSession(database, world);
    const held = await holdSession(database, sessionId);
    const looking = lookAfter(database, sessionId);
    await eventually(async () => expect(await waitingForLock(database)).toBe(1));
    await database.sessions.close({ sessionId: busy.session.id, byAgentId: ana.id, clientId: clientId() });
    const finding = database.offers.takeOfferableNow(100);
    await eventually(async () => expect(await waitingForLock(database)).toBe(2));
    await held.release();
    const [looked, woken] = await Promise.all([looking, finding]);
    expect(looked.session.offeredTo === ana.id || woken.includes(sessionId)).toBe(true);
  });
});
