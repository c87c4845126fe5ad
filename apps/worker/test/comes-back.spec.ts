import { SIGNALS } from '#libs/contracts';
import { eventually, type TestDatabase } from '#libs/testing';
import { type House, openHouse } from './house.ts';
import { LEAVING, type MidAir, OPENING, openMidAir } from './mid-air.ts';
import { CARDS, definitionOf } from './playbook.ts';
import type { TestConnection } from './worker.ts';

describe('a session whose run is lost', () => {
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

  it('interleavings 3: after a reset in mid-session nothing is said twice, and it goes on', async () => {
    const sessionId = await house.start({ choiceId: 'leave' });
    await air.says(sessionId, LEAVING);
    await house.say(sessionId, 'Vera');
    const asked = [...LEAVING, 'visitor: Vera', 'captured', 'bot: Your e-mail?'];
    await air.says(sessionId, asked);
    await house.settled(sessionId);
    await air.reset(sessionId, 1);
    await house.say(sessionId, 'not an address');
    await air.says(sessionId, [...asked, 'visitor: not an address', 'bot: Again, please']);
    await house.settled(sessionId);
    await air.reset(sessionId, 2);
    await house.say(sessionId, 'vera@example.org');
    await house.workflow(sessionId).result();
    const lines = await house.lines(sessionId, asked.length + 3);
    expect(lines.slice(0, 6)).toEqual([
      'captured',
      'qualified',
      'asked for lead',
      'asked for crmActivity',
      'bot: Goodbye',
      'closed: playbook_ended',
    ]);
    await eventually(async () => expect(await house.records(sessionId)).toEqual(['crmActivity', 'lead']));
  });

  it('interleavings 3: a terminated run comes back with the next word, and nothing is said twice', async () => {
    const sessionId = await house.start({ choiceId: 'leave' });
    await air.says(sessionId, LEAVING);
    await house.workflow(sessionId).terminate('test');
    await house.say(sessionId, 'Vera');
    await air.says(sessionId, [...LEAVING, 'visitor: Vera', 'captured', 'bot: Your e-mail?']);
  });

  it('a run that an operator cancels ends, and the next word begins one that goes on', async () => {
    const sessionId = await house.start({ choiceId: 'leave' });
    await air.says(sessionId, LEAVING);
    await house.settled(sessionId);
    const cancelled = house.workflow(sessionId);
    await cancelled.cancel();
    await expect(cancelled.result()).rejects.toMatchObject({ cause: { name: 'CancelledFailure' } });
    await house.say(sessionId, 'Vera');
    await air.says(sessionId, [...LEAVING, 'visitor: Vera', 'captured', 'bot: Your e-mail?']);
  });

  it('a session in the midst of a wait comes back by its deadline, though its run is gone', async () => {
    const name = { kind: 'wait', seconds: 2, next: 'end' } as const;
    const definition = { ...definitionOf({ ...CARDS, name }), name: 'Pause' };
    const pausing = await openHouse({ database: test.database, client: temporal.client, taskQueue, definition });
    const sessionId = await pausing.start({ choiceId: 'leave' });
    await pausing.settled(sessionId);
    await pausing.workflow(sessionId).terminate('test');
    // what every gateway does every few seconds
    await eventually(
      async () => {
        const overdue = await test.database.sweep.takeOverdue(1_000);
        expect(overdue).toContainEqual({ sessionId, seq: 3 });
      },
      { timeout: 20_000, every: 200 },
    );
    await pausing.wake(sessionId, SIGNALS.entriesUnread, 3);
    await pausing.workflow(sessionId).result();
    expect(await pausing.lines(sessionId, 3)).toEqual(['bot: Goodbye', 'closed: playbook_ended']);
  }, 60_000);

  it('interleavings 4: a finished run does not come back, and a closed row ends a run at once', async () => {
    const sessionId = await house.start({ choiceId: 'bye' });
    await house.workflow(sessionId).result();
    const closed = [...OPENING, 'visitor: bye', 'bot: Goodbye', 'closed: playbook_ended'];
    expect(await house.lines(sessionId)).toEqual(closed);
    await expect(house.say(sessionId, 'wait!')).rejects.toMatchObject({ code: 'session_closed' });
    expect(await house.wake(sessionId, SIGNALS.entriesUnread, 99)).toBe(false);

    const other = await house.start({ choiceId: 'leave' });
    await air.says(other, LEAVING);
    await house.workflow(other).terminate('test');
    await house.database.sessions.erase(other);
    await house.wake(other, SIGNALS.entriesUnread, 5);
    await house.workflow(other).result();
  });
});
