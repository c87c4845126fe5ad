import { randomUUID } from 'node:crypto';
import { createTestDatabase, eventually, type TestDatabase } from '#libs/testing';
import {
  codeOf,
  createOnlineAgent,
  createWorld,
  empty,
  hold,
  readAll,
  startSession,
  waitingForLock,
} from '../testing/builders.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
beforeEach(() => empty(test.database));
afterAll(() => test.close());

describe('teams', () => {
  it('have names of their own, and are known by them exactly', async () => {
    const { teams } = test.database;
    const support = await teams.create('Support');
    const sales = await teams.create('Sales');
    expect(await teams.list()).toEqual([sales, support]);
    expect(await codeOf(teams.create('sales'))).toBe('name_taken');
    const twice = await Promise.all([1, 2, 3].map(() => codeOf(teams.create('Partners'))));
    expect(twice.toSorted()).toEqual(['name_taken', 'name_taken', 'no refusal']);
    expect(await teams.missing(['Support', 'sales', 'Nobody', 'Nobody', 'Sales'])).toEqual(['Nobody', 'sales']);
    expect(await teams.missing([])).toEqual([]);
  });

  it('are online while one of theirs is', async () => {
    const { database } = test;
    const world = await createWorld(database);
    const sales = await database.teams.create('Sales');
    const support = await database.teams.create('Support');
    const [ana, ben, alone] = [
      await createOnlineAgent(database),
      await createOnlineAgent(database),
      await createOnlineAgent(database),
    ];
    const { sessionId } = await startSession(database, world);
    const online = async () => {
      let seen: unknown;
      await database.sessions.look(sessionId, Date.now(), (look) => {
        seen = look.online;
        return readAll(look);
      });
      return seen;
    };
    expect(await online()).toEqual({ anybody: true, teams: [] });
    for (const { id } of [ana, ben]) await database.teams.assignAgent(id, sales.id);
    expect(await online()).toEqual({ anybody: true, teams: ['Sales'] });
    await database.teams.assignAgent(ben.id, support.id);
    expect(await online()).toEqual({ anybody: true, teams: ['Sales', 'Support'] });
    await database.presence.setSwitch(ana.id, false);
    await database.presence.disconnect(alone.gatewayId, alone.id);
    expect(await online()).toEqual({ anybody: true, teams: ['Support'] });
    await database.teams.assignAgent(ben.id, null);
    expect(await online()).toEqual({ anybody: true, teams: [] });
    await database.presence.setSwitch(ben.id, false);
    expect(await online()).toEqual({ anybody: false, teams: [] });
    expect(await codeOf(database.teams.assignAgent(randomUUID(), sales.id))).toBe('not_found');
    expect(await codeOf(database.teams.assignAgent(ana.id, randomUUID()))).toBe('not_found');
  });

  it('a look waits for an agent who is joining a team, and sees them in it', async () => {
    const { database } = test;
    const world = await createWorld(database);
    const sales = await database.teams.create('Sales');
    const agent = await createOnlineAgent(database);
    const { sessionId } = await startSession(database, world);
    const held = await hold(database, 'update agent set name = name where id = $1', [agent.id]);
    const joining = database.teams.assignAgent(agent.id, sales.id);
    await eventually(async () => expect(await waitingForLock(database)).toBe(1));
    let teams: readonly string[] = [];
    const looking = database.sessions.look(sessionId, Date.now(), (look) => {
      teams = look.online.teams;
      return readAll(look);
    });
    await eventually(async () => expect(await waitingForLock(database)).toBe(2));
    await held.release();
    await Promise.all([joining, looking]);
    expect(teams).toEqual(['Sales']);
  });
});
