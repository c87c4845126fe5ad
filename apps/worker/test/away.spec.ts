import { type Card, SIGNALS } from '#libs/contracts';
import { eventually, type TestDatabase } from '#libs/testing';
import { eventsOf } from './history.ts';
import { type House, openHouse } from './house.ts';
import { LEAVING, type MidAir, openMidAir } from './mid-air.ts';
import { CARDS, definitionOf } from './playbook.ts';
import type { TestConnection } from './worker.ts';

describe('a process that is away, or fails', () => {
  let air: MidAir;
  let house: House;
  let taskQueue: string;
  let temporal: TestConnection;
  let test: TestDatabase;

  beforeAll(async () => {
    air = await openMidAir();
    ({ house, taskQueue, temporal, test } = air);
  }, 300_000);
  afterAll(() => air?.close());

  it('interleavings 14: a process that was away for long meets what people did meanwhile', async () => {
    await house.online();
    await air.stopWorker();
    const begun = await Promise.all(Array.from({ length: 40 }, () => house.begin({ choiceId: 'people' })));
    await test.database.sql.rows(
      {
        name: 'test_old',
        text: `update session set unread_since = unread_since - interval '1 hour' where phase = 'bot'`,
      },
      [],
    );
    const called = await test.database.sweep.callPeopleForSilent(30, 1_000);
    expect(called.length).toBeGreaterThanOrEqual(begun.length);
    const claimed = begun.slice(0, 20);
    for (const { sessionId } of claimed) await house.assign(sessionId, house.ana);
    await air.startWorker();
    for (const { sessionId } of begun) await house.wake(sessionId, SIGNALS.entriesUnread, 4);
    for (const { sessionId } of begun) await house.settled(sessionId);
    for (const { sessionId } of claimed) {
      // an agent leads: the bot keeps quiet
      expect(await house.lines(sessionId, 3)).toEqual(['botSilent', 'assigned: Ana']);
    }
    for (const { sessionId } of begun.slice(20)) {
      expect(await house.lines(sessionId, 3)).toEqual(['botSilent', 'bot: One moment', 'bot→waiting: people_called']);
    }
  });

  it('keeps what a visitor gave before people took over and closed, while the process was away', async () => {
    await house.online();
    const sessionId = await house.start({ choiceId: 'leave' });
    await air.says(sessionId, LEAVING);
    await house.say(sessionId, 'Vera');
    await air.endsWith(sessionId, 'bot: Your e-mail?');
    await house.settled(sessionId);
    await air.stopWorker();
    await house.say(sessionId, 'vera@example.org');
    await test.database.sql.rows(
      {
        name: 'test_old_one',
        text: `update session set unread_since = unread_since - interval '1 hour' where id = $1`,
      },
      [sessionId],
    );
    await test.database.sweep.callPeopleForSilent(30, 1_000);
    await house.assign(sessionId, house.ana);
    await house.close(sessionId, house.ana);
    const closedAt = (await test.database.sessions.detail(sessionId)).closedAt;
    await air.startWorker();
    await house.workflow(sessionId).result();
    expect(await house.lines(sessionId, 8)).toEqual(
      expect.arrayContaining(['closed: agent', 'asked for lead', 'asked for crmActivity']),
    );
    expect(await house.lines(sessionId)).not.toContain('bot: Goodbye');
    await eventually(async () => expect(await house.records(sessionId)).toEqual(['crmActivity', 'lead']));
    const detail = await test.database.sessions.detail(sessionId);
    expect(detail).toMatchObject({ phase: 'closed', closedAt, details: { email: 'vera@example.org' } });
  });

  it('interleavings 24: while PostgreSQL hangs the history grows by a few events, and then the session goes on', async () => {
    const sessionId = await house.start({ choiceId: 'leave' });
    await air.says(sessionId, LEAVING);
    await house.settled(sessionId);
    const before = (await eventsOf(house.workflow(sessionId))).length;
    air.proxy.hang();
    try {
      await house.say(sessionId, 'Vera');
      await eventually(
        async () => {
          const [pending] = (await house.workflow(sessionId).describe()).raw.pendingActivities ?? [];
          expect(pending?.attempt).toBeGreaterThanOrEqual(3);
        },
        { timeout: 40_000, every: 100 },
      );
      expect((await eventsOf(house.workflow(sessionId))).length - before).toBeLessThanOrEqual(10);
    } finally {
      air.proxy.resume();
    }
    await air.endsWith(sessionId, 'bot: Your e-mail?', { timeout: 30_000 });
    await house.say(sessionId, 'vera@example.org');
    await house.workflow(sessionId).result();
    expect((await eventsOf(house.workflow(sessionId))).length - before).toBeLessThanOrEqual(60);
  }, 120_000);

  it('people get the visitor when `advance` fails by its own fault', async () => {
    const broken: Record<string, Card> = {
      ...CARDS,
      hello: { kind: 'greeting', text: { en: 'Hello' }, next: 'ask' },
      name: { kind: 'message', text: { en: 'Lost' }, next: 'nowhere' },
    };
    const definition = { ...definitionOf(broken), name: 'Broken' };
    const brokenHouse = await openHouse({ database: test.database, client: temporal.client, taskQueue, definition });
    await brokenHouse.online();
    const sessionId = await brokenHouse.start({ choiceId: 'leave' });
    await eventually(
      async () => expect(await brokenHouse.lines(sessionId, 3)).toEqual(['stuck', 'bot→waiting: people_called']),
      { timeout: 40_000 },
    );
    await brokenHouse.settled(sessionId);
    await brokenHouse.assign(sessionId, brokenHouse.ana);
    await brokenHouse.close(sessionId, brokenHouse.ana);
    await brokenHouse.workflow(sessionId).result();
  }, 60_000);
});
