import { randomUUID } from 'node:crypto';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import { letPass as age, codeOf, createAgent, createOnlineAgent, empty, raw } from '../testing/builders.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
beforeEach(async () => {
  await empty(test.database);
  await raw(test.database.sql, 'delete from gateway_heartbeat');
});
afterAll(() => test.close());

const letPass = (seconds: number) => age(test.database, seconds);
const availabilities = async () => (await test.database.presence.agents()).map(({ availability }) => availability);

describe('presence', () => {
  it('is online with the switch on and a connection, away with a connection only, else offline', async () => {
    const { presence } = test.database;
    const agent = await createAgent(test.database);
    const [one, two] = [randomUUID(), randomUUID()];
    expect(await availabilities()).toEqual(['offline']);
    await presence.setSwitch(agent.id, true);
    expect(await availabilities()).toEqual(['offline']);
    expect(await presence.anyOnline()).toBe(false);
    await presence.beat(one, [agent.id, randomUUID()]);
    await presence.beat(two, [agent.id]);
    expect(await availabilities()).toEqual(['online']);
    expect(await presence.anyOnline()).toBe(true);
    await presence.disconnect(one, agent.id);
    expect(await availabilities()).toEqual(['online']);
    await presence.setSwitch(agent.id, false);
    expect(await availabilities()).toEqual(['away']);
    expect(await presence.anyOnline()).toBe(false);
    await presence.disconnect(two, agent.id);
    expect(await availabilities()).toEqual(['offline']);
    expect(await codeOf(presence.setSwitch(randomUUID(), true))).toBe('not_found');
  });

  it('judges an agent gone whose lease is not renewed while gateways beat', async () => {
    const { presence } = test.database;
    await createOnlineAgent(test.database);
    const gateway = randomUUID();
    for (let beats = 0; beats < 5; beats++) {
      await presence.beat(gateway, []);
      await letPass(10);
    }
    expect(await availabilities()).toEqual(['online']);
    await presence.beat(gateway, []);
    await letPass(11);
    await presence.beat(gateway, []);
    expect(await availabilities()).toEqual(['offline']);
  });

  it('interleaving 15: PostgreSQL away for 15 s empties no desk', async () => {
    await createOnlineAgent(test.database);
    await letPass(15);
    expect(await availabilities()).toEqual(['online']);
  });

  it('interleaving 15: after a gap of all gateways a full grace time passes before anybody is gone', async () => {
    const { presence } = test.database;
    await createOnlineAgent(test.database);
    await letPass(300);
    expect(await availabilities()).toEqual(['offline']);
    const [one, two] = [randomUUID(), randomUUID()];
    await presence.beat(one, []);
    await presence.beat(two, []);
    expect(await availabilities()).toEqual(['online']);
    expect(await presence.anyOnline()).toBe(true);
    for (let beats = 0; beats < 6; beats++) {
      await letPass(9);
      await presence.beat(one, []);
      await presence.beat(two, []);
    }
    expect(await availabilities()).toEqual(['online']);
    await letPass(9);
    await presence.beat(one, []);
    expect(await availabilities()).toEqual(['offline']);
  });

  it('interleaving 15: the same gateway that beats again after a gap keeps the desks too', async () => {
    const { presence } = test.database;
    const agent = await createOnlineAgent(test.database);
    await letPass(120);
    await presence.beat(agent.gatewayId, []);
    expect(await availabilities()).toEqual(['online']);
  });

  it('does not take anybody for present after a night', async () => {
    await createOnlineAgent(test.database);
    await letPass(8 * 3_600);
    await test.database.presence.beat(randomUUID(), []);
    expect(await availabilities()).toEqual(['offline']);
  });

  it('does not bring back those who had left before the gap', async () => {
    const { presence } = test.database;
    await createOnlineAgent(test.database);
    const gateway = randomUUID();
    await letPass(90);
    await raw(test.database.sql, 'delete from gateway_heartbeat');
    await presence.beat(gateway, []);
    await letPass(200);
    await presence.beat(gateway, []);
    expect(await availabilities()).toEqual(['offline']);
  });

  it('forgets what gateways left behind a day ago', async () => {
    const { presence, sql } = test.database;
    await createOnlineAgent(test.database);
    await letPass(2 * 86_400);
    await presence.beat(randomUUID(), []);
    expect(await raw(sql, 'select from gateway_heartbeat')).toHaveLength(1);
    expect(await raw(sql, 'select from agent_lease')).toHaveLength(0);
  });
});
