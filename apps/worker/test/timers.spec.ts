import { randomUUID } from 'node:crypto';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { type EntryBody, type OpeningHours, WEEKDAYS } from '#libs/contracts';
import { createTestDatabase, createTimeSkipping, eventually, type TestDatabase } from '#libs/testing';
import { countOf, eventsOf, readableHistory } from './history.ts';
import { type House, openHouse } from './house.ts';
import { openService, type TestService } from './service.ts';
import { LONG, timerPlaybook } from './timer-playbook.ts';
import { startTestWorker, type TestWorker } from './worker.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;
/** Entries before the first that a choice leads to: greeting, question, answer. */
const BEFORE = 3;
const END = ['bot: Goodbye', 'closed: playbook_ended'];

/** Open for one day of the week only, the one after tomorrow, from nine to five. */
function openInTwoDays(): OpeningHours {
  const day = WEEKDAYS[(new Date().getUTCDay() + 1) % 7] as (typeof WEEKDAYS)[number];
  return { timeZone: 'UTC', week: { [day]: [{ from: '09:00', to: '17:00' }] }, holidays: [] };
}

/** Time-skipping Temporal, a real PostgreSQL and a real service: each card that waits for a time, to the end. */
describe('cards that wait', () => {
  let test: TestDatabase;
  let service: TestService;
  let temporal: TestWorkflowEnvironment;
  let worker: TestWorker;
  let house: House;

  beforeAll(async () => {
    [test, service] = await Promise.all([createTestDatabase(), openService()]);
  });
  afterAll(async () => {
    await service?.close();
    await test?.close();
  });

  beforeEach(async () => {
    service.keys.length = 0;
    temporal = await createTimeSkipping();
    const taskQueue = randomUUID();
    const { nativeConnection: connection, client, namespace = 'default' } = temporal;
    const allowedHosts = [service.host];
    worker = await startTestWorker({ database: test.database, connection, namespace, taskQueue, allowedHosts });
    const definition = timerPlaybook(LONG, { service: service.url, openingHours: openInTwoDays() });
    house = await openHouse({ database: test.database, client, taskQueue, definition });
    await house.online();
  }, 120_000);
  afterEach(async () => {
    await worker.stop();
    await temporal.teardown();
  });

  const says = (sessionId: string, lines: unknown[]) =>
    eventually(async () => expect(await house.lines(sessionId, BEFORE)).toEqual(lines));

  /** Seconds from the first act to each entry after it. */
  async function secondsOf(sessionId: string): Promise<number[]> {
    const entries = (await house.timeline(sessionId)).slice(BEFORE - 1).map(({ at }) => Date.parse(at) / 1_000);
    return entries.slice(1).map((at) => at - entries[0]!);
  }

  const near = (seconds: number[], expected: number[]) => {
    expect(seconds).toHaveLength(expected.length);
    for (const [index, second] of seconds.entries()) {
      expect(second).toBeGreaterThanOrEqual(expected[index]!);
      expect(second).toBeLessThan(expected[index]! + 10);
    }
  };

  it('wait: three days, by one timer', async () => {
    const sessionId = await house.start({ choiceId: 'wait' });
    await house.settled(sessionId);
    await says(sessionId, []);
    expect(await house.shown(sessionId)).toContain('wait at');
    await house.workflow(sessionId).result();
    expect(await house.lines(sessionId, BEFORE)).toEqual(['bot: I am back', ...END]);
    near(await secondsOf(sessionId), [LONG.wait, LONG.wait, LONG.wait]);
    const events = await eventsOf(house.workflow(sessionId));
    expect(countOf(events, 'timerFired')).toBe(1);
    expect(await readableHistory(house.workflow(sessionId))).toContain('wait of a card');
  });

  it('wait: a message goes on at once', async () => {
    const sessionId = await house.start({ choiceId: 'wait' });
    await temporal.sleep(DAY);
    await house.say(sessionId, 'hurry');
    await house.workflow(sessionId).result();
    expect(await house.lines(sessionId, BEFORE)).toEqual(['visitor: hurry', 'bot: At once, then', ...END]);
  });

  it('schedule: until the opening hours begin, days away', async () => {
    const sessionId = await house.start({ choiceId: 'hours' });
    await house.settled(sessionId);
    await says(sessionId, []);
    await house.workflow(sessionId).result();
    expect(await house.lines(sessionId, BEFORE)).toEqual(['bot: We are open', ...END]);
    const [answer, open] = (await house.timeline(sessionId)).slice(BEFORE - 1);
    expect(open!.at.slice(11, 16)).toBe('09:00');
    const days = (Date.parse(open!.at) - Date.parse(answer!.at)) / DAY;
    expect(days).toBeGreaterThan(1);
    expect(days).toBeLessThan(3);
  });

  it('reminders, and then the way on without an answer', async () => {
    const sessionId = await house.start({ choiceId: 'silent' });
    await says(sessionId, ['bot: Your budget?']);
    await house.workflow(sessionId).result();
    expect(await house.lines(sessionId, BEFORE)).toEqual([
      'bot: Your budget?',
      'bot: Still there?',
      'bot: Anybody?',
      'bot: Never mind',
      ...END,
    ]);
    const end = 2 * LONG.reminder + LONG.giveUp;
    near(await secondsOf(sessionId), [0, LONG.reminder, 2 * LONG.reminder, end, end, end]);
    expect(await readableHistory(house.workflow(sessionId))).toContain('reminder');
  });

  it('reminders: who answers is not reminded again', async () => {
    const sessionId = await house.start({ choiceId: 'silent' });
    await says(sessionId, ['bot: Your budget?']);
    await temporal.sleep(LONG.reminder * 1_000 + MINUTE);
    await says(sessionId, ['bot: Your budget?', 'bot: Still there?']);
    await house.say(sessionId, '500');
    await house.workflow(sessionId).result();
    expect((await house.lines(sessionId, BEFORE)).slice(2)).toEqual(['visitor: 500', 'captured', ...END]);
  });

  it('live chat: the visitor is told their place again and again, until nobody came', async () => {
    const first = await house.start({ choiceId: 'people' });
    await says(first, ['bot: One moment', 'bot→waiting: people_called']);
    const second = await house.start({ choiceId: 'people' });
    await says(second, ['bot: One moment', 'bot→waiting: people_called']);
    await temporal.sleep(LONG.notice * 1_000 + 10_000);
    const place = async (sessionId: string): Promise<number> =>
      eventually(async () => {
        const line = (await house.lines(sessionId)).at(-1) as string;
        expect(line).toMatch(/^bot: You are number \d+$/);
        return Number(line.split(' ').at(-1));
      });
    expect((await place(second)) - (await place(first))).toBe(1);
    await temporal.sleep(LONG.pickUp * 1_000);
    const told = expect.stringMatching(/^bot: You are number \d+$/);
    await says(first, [
      'bot: One moment',
      'bot→waiting: people_called',
      told,
      told,
      'bot: Nobody came',
      'waiting→bot: nobody_picked_up',
      'bot: Anything else?',
    ]);
    near(await secondsOf(first), [0, 0, 120, 240, 300, 300, 300]);
    expect(await readableHistory(house.workflow(first))).toContain('place in the queue');
  });

  const called = ['bot: One moment', 'bot→waiting: people_called'];
  const silent = ['bot: Sorry', 'live→bot: agent_silent', 'bot: Anything else?'];

  it('live chat: an agent who picks up and says nothing', async () => {
    const sessionId = await house.start({ choiceId: 'people' });
    await says(sessionId, called);
    await house.assign(sessionId, house.ana);
    await house.settled(sessionId);
    await temporal.sleep(LONG.agentSilent * 1_000 + MINUTE);
    await says(sessionId, [...called, 'assigned: Ana', ...silent]);
    await house.choose(sessionId, 'no');
    await house.workflow(sessionId).result();
    expect((await house.lines(sessionId)).slice(-2)).toEqual(END);
  });

  it('live chat: an agent who said one word in time', async () => {
    const sessionId = await house.start({ choiceId: 'people' });
    await says(sessionId, called);
    await house.assign(sessionId, house.ana);
    await house.settled(sessionId);
    await house.reply(sessionId, house.ana, 'hi');
    await temporal.sleep(LONG.agentSilent * 1_000 + MINUTE);
    await house.settled(sessionId);
    await says(sessionId, [...called, 'assigned: Ana', 'agent: hi']);
  });

  it('live chat: handed back, the bot goes on', async () => {
    const sessionId = await house.start({ choiceId: 'people' });
    await says(sessionId, called);
    await house.assign(sessionId, house.ana);
    await house.reply(sessionId, house.ana, 'the bot will help you');
    await house.handBack(sessionId, house.ana);
    await says(sessionId, [
      ...called,
      'assigned: Ana',
      'agent: the bot will help you',
      'handedBack',
      'bot: Anything else?',
    ]);
    await house.choose(sessionId, 'no');
    await house.workflow(sessionId).result();
    expect((await house.lines(sessionId)).slice(-2)).toEqual(END);
  });

  it('live chat: the agent is gone, the visitor waits again, and nobody comes', async () => {
    const sessionId = await house.start({ choiceId: 'people' });
    await says(sessionId, called);
    await house.assign(sessionId, house.ana);
    await house.reply(sessionId, house.ana, 'hi');
    await house.settled(sessionId);
    await house.vanish(house.ana, house.ben);
    await house.settled(sessionId);
    await says(sessionId, [...called, 'assigned: Ana', 'agent: hi', 'returned']);
    expect(await house.shown(sessionId)).toContain('pickUp at');
    const { at } = (await house.timeline(sessionId)).at(-1)!;
    await temporal.sleep(LONG.pickUp * 1_000 + 10_000);
    const told = expect.stringMatching(/^bot: You are number \d+$/);
    await says(sessionId, [
      ...called,
      'assigned: Ana',
      'agent: hi',
      'returned',
      told,
      told,
      'bot: Nobody came',
      'waiting→bot: nobody_picked_up',
      'bot: Anything else?',
    ]);
    const gaveUp = (await house.timeline(sessionId)).at(-1)!.at;
    near([(Date.parse(gaveUp) - Date.parse(at)) / 1_000], [LONG.pickUp]);
    await house.choose(sessionId, 'no');
    await house.workflow(sessionId).result();
    expect((await house.lines(sessionId)).slice(-2)).toEqual(END);
  });

  it('live chat: given back, somebody else picks up, and the first wait’s deadline does nothing', async () => {
    const sessionId = await house.start({ choiceId: 'people' });
    await says(sessionId, called);
    await house.assign(sessionId, house.ana);
    await house.settled(sessionId);
    await house.giveBack(sessionId, house.ana);
    await house.settled(sessionId);
    await house.assign(sessionId, house.ben);
    await house.reply(sessionId, house.ben, 'hello');
    await house.settled(sessionId);
    await temporal.sleep(LONG.pickUp * 1_000 + MINUTE);
    await house.settled(sessionId);
    await says(sessionId, [...called, 'assigned: Ana', 'returned', 'assigned: Ben', 'agent: hello']);
    await house.close(sessionId, house.ben);
    await house.workflow(sessionId).result();
  });

  describe('http', () => {
    it('is tried again with the same key until there is an answer', async () => {
      service.answer([503], [429], [200, { customer: { tier: 'gold' } }]);
      const sessionId = await house.start({ choiceId: 'service' });
      await temporal.sleep(20_000);
      const known = ['httpRequested', 'httpAnswered: ok 200', 'bot: You are gold', 'bot: Anything else?'];
      await says(sessionId, known);
      expect(service.keys).toHaveLength(3);
      expect(new Set(service.keys).size).toBe(1);
      // the server may run an activity again though it has done its work
      const asked = (await house.timeline(sessionId)).find(({ kind }) => kind === 'httpRequested');
      const { callId } = asked!.body as EntryBody<'httpRequested'>;
      await worker.activities.callHttp({ callId });
      await worker.activities.giveUpHttp({ callId });
      await says(sessionId, known);
      expect(service.keys).toHaveLength(3);
      await house.choose(sessionId, 'no');
      await house.workflow(sessionId).result();
      const history = await readableHistory(house.workflow(sessionId));
      expect(history).toContain('ask another service: service');
      expect(history).not.toContain('gold');
      expect(history).not.toContain(service.host);
      expect(JSON.stringify(worker.logged)).not.toContain(service.host);
    });

    it('takes the way for failures when its time is over', async () => {
      service.answer([503]);
      const sessionId = await house.start({ choiceId: 'service' });
      await house.settled(sessionId);
      expect(await house.shown(sessionId)).toContain('answer to **service** until');
      await temporal.sleep(LONG.http * 1_000 + 5_000);
      await eventually(async () => {
        const lines = await house.lines(sessionId, BEFORE);
        // the card's deadline and the end of the tries come together: either may be read first
        expect(lines.filter((line) => !line.startsWith('http'))).toEqual(['bot: No answer', 'bot: Anything else?']);
        expect(lines).toContain('httpAnswered: failed -');
      });
      expect(service.keys.length).toBeGreaterThan(3);
      await house.settled(sessionId);
      await house.choose(sessionId, 'no');
      await house.workflow(sessionId).result();
      expect((await house.lines(sessionId)).slice(-2)).toEqual(END);
    });

    it('takes the way for failures at once after an answer that is final', async () => {
      service.answer([404]);
      const sessionId = await house.start({ choiceId: 'service' });
      const unknown = ['httpRequested', 'httpAnswered: failed 404', 'bot: No answer', 'bot: Anything else?'];
      await says(sessionId, unknown);
      expect(service.keys).toHaveLength(1);
    });

    it('a session that closes does not wait for the answer', async () => {
      service.answer([null]);
      const sessionId = await house.start({ choiceId: 'service' });
      await eventually(() => expect(service.keys).toHaveLength(1));
      await house.move(sessionId, 'bye');
      await house.workflow(sessionId).result();
      expect(await house.lines(sessionId, BEFORE)).toEqual(['httpRequested', 'opsMoved', ...END]);
    });

    it('an answer that comes late changes nothing', async () => {
      service.answer([503], [200, { customer: { tier: 'gold' } }]);
      const sessionId = await house.start({ choiceId: 'service' });
      await eventually(() => expect(service.keys).toHaveLength(1));
      await house.move(sessionId, 'again');
      await says(sessionId, ['httpRequested', 'opsMoved', 'bot: Anything else?']);
      await temporal.sleep(20_000);
      await house.settled(sessionId);
      await says(sessionId, ['httpRequested', 'opsMoved', 'bot: Anything else?', 'httpAnswered: ok 200']);
    });
  });
});
