import { SIGNALS } from '#libs/contracts';
import { countOf, eventsOf } from './history.ts';
import { type House } from './house.ts';
import { LEAVING, type MidAir, OPENING, openMidAir } from './mid-air.ts';

describe('signals to a session', () => {
  let air: MidAir;
  let house: House;

  beforeAll(async () => {
    air = await openMidAir();
    ({ house } = air);
  }, 300_000);
  afterAll(() => air?.close());

  it('interleavings 1: a signal during the last look is read, or finds the end; nothing is said twice', async () => {
    const { sessionId, lastSeq } = await house.begin({ choiceId: 'leave' });
    await house.wake(sessionId, SIGNALS.sessionBegan, lastSeq);
    await air.says(sessionId, LEAVING);
    await house.say(sessionId, 'Vera');
    await air.endsWith(sessionId, 'bot: Your e-mail?');
    await house.settled(sessionId);
    const before = countOf(await eventsOf(house.workflow(sessionId)), 'signaled');
    // the look that will end the session waits for the row, while more signals arrive at the server
    await air.whileLocked(sessionId, async (waiting) => {
      await house.wake(sessionId, SIGNALS.entriesUnread, 1_000);
      await waiting();
      for (const signal of Object.values(SIGNALS)) await house.wake(sessionId, signal, 1_000);
    });
    await house.say(sessionId, 'vera@example.org');
    await house.workflow(sessionId).result();
    const lines = await house.lines(sessionId);
    expect(lines.filter((line) => line === 'bot: Goodbye')).toHaveLength(1);
    expect(lines.filter((line) => line === 'captured')).toHaveLength(2);
    expect(countOf(await eventsOf(house.workflow(sessionId)), 'signaled')).toBeGreaterThan(before + 4);
  });

  it('interleavings 1: the server refuses the end because of a signal; the look is made again and writes nothing', async () => {
    const { sessionId, lastSeq } = await house.begin({ choiceId: 'bye' });
    await air.whileLocked(sessionId, async (waiting) => {
      await house.wake(sessionId, SIGNALS.sessionBegan, lastSeq);
      await waiting();
      await house.wake(sessionId, SIGNALS.entriesUnread, lastSeq);
    });
    await house.workflow(sessionId).result();
    expect(await house.lines(sessionId, 3)).toEqual(['bot: Goodbye', 'closed: playbook_ended']);
    expect(countOf(await eventsOf(house.workflow(sessionId)), 'taskFailed')).toBeGreaterThan(0);
  });

  it('repeated, late, reordered and malformed signals change nothing', async () => {
    const sessionId = await house.start({ choiceId: 'leave' });
    await air.says(sessionId, LEAVING);
    await house.say(sessionId, 'Vera');
    const asked = [...LEAVING, 'visitor: Vera', 'captured', 'bot: Your e-mail?'];
    await air.says(sessionId, asked);
    await house.settled(sessionId);
    const looks = countOf(await eventsOf(house.workflow(sessionId)), 'marker');
    for (const seq of [7, 3, 1, 6, 3]) {
      for (const signal of Object.values(SIGNALS)) await house.wake(sessionId, signal, seq);
    }
    await house.settled(sessionId);
    expect(countOf(await eventsOf(house.workflow(sessionId)), 'marker')).toBe(looks);
    await house.workflow(sessionId).signal(SIGNALS.visitorMessage);
    await house.workflow(sessionId).signal(SIGNALS.visitorMessage, 'no payload of ours', 7);
    await house.workflow(sessionId).signal('neverHeardOf', 1);
    await house.wake(sessionId, SIGNALS.visitorMessage, 1_000_000);
    await house.say(sessionId, 'vera@example.org');
    await house.workflow(sessionId).result();
    expect((await house.lines(sessionId)).slice(0, asked.length)).toEqual(asked);
    expect(countOf(await eventsOf(house.workflow(sessionId)), 'marker')).toBeLessThan(looks + 6);
  });

  it('a bot’s step costs at most 8 events and 3 history writes, a live message none; interleavings 23', async () => {
    await house.online();
    const sessionId = await house.start({ text: 'hello' });
    await air.says(sessionId, [...OPENING, 'visitor: hello', 'bot: How can we help?']);
    for (const text of ['what?', 'Leave a message', 'Vera', 'no address', 'still none']) {
      await house.settled(sessionId);
      const before = await eventsOf(house.workflow(sessionId));
      await house.say(sessionId, text);
      await house.settled(sessionId);
      const step = (await eventsOf(house.workflow(sessionId))).slice(before.length);
      expect(step.length).toBeGreaterThan(0);
      expect(step.length).toBeLessThanOrEqual(8);
      expect(countOf(step, 'taskCompleted')).toBe(1);
      expect(countOf(step, 'timerStarted') + countOf(step, 'timerCanceled')).toBe(0);
      // a write each: the signal with its task, the task's start, the task's end with all that it commands
      expect(countOf(step, 'signaled') + countOf(step, 'taskStarted') + countOf(step, 'taskCompleted')).toBe(3);
    }
    await house.move(sessionId, 'people');
    await air.endsWith(sessionId, 'bot→waiting: people_called');
    await house.assign(sessionId, house.ana);
    await house.settled(sessionId);
    const before = await eventsOf(house.workflow(sessionId));
    for (let turn = 0; turn < 20; turn++) await house.say(sessionId, `live ${turn}`);
    expect(await eventsOf(house.workflow(sessionId))).toHaveLength(before.length);
  });
});
