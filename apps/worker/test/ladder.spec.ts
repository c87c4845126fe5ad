import { randomUUID } from 'node:crypto';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { createTestDatabase, createTimeSkipping, eventually, type TestDatabase } from '#libs/testing';
import { openDesk } from './desk.ts';
import { countOf, eventsOf, readableHistory } from './history.ts';
import type { House } from './house.ts';
import { startTestWorker, type TestWorker } from './worker.ts';

/** Seconds. */
const OFFER = 30;
const PICK_UP = 100;
/** Entries before the first that a choice leads to: greeting, question, answer. */
const BEFORE = 3;
const CALLED = ['bot: One moment', 'bot→waiting: people_called'];
const OFFLINE = ['bot: Nobody came', 'waiting→bot: nobody_picked_up', 'bot: Your name?'];

/** Time-skipping Temporal and a real PostgreSQL: whom a waiting conversation is offered to, rung by rung. */
describe('the ladder', () => {
  let test: TestDatabase;
  let temporal: TestWorkflowEnvironment;
  let worker: TestWorker;
  let desk: House;

  beforeAll(async () => {
    test = await createTestDatabase();
  });
  afterAll(() => test?.close());

  beforeEach(async () => {
    temporal = await createTimeSkipping();
    const taskQueue = randomUUID();
    const { nativeConnection: connection, client, namespace = 'default' } = temporal;
    worker = await startTestWorker({ database: test.database, connection, namespace, taskQueue });
    desk = await openDesk({ database: test.database, client, taskQueue }, { pickUp: PICK_UP, offer: OFFER });
    await desk.online();
  }, 120_000);
  afterEach(async () => {
    await worker.stop();
    await temporal.teardown();
  });

  const says = (sessionId: string, ...lines: string[]) =>
    eventually(async () => expect(await desk.lines(sessionId, BEFORE)).toEqual([...CALLED, ...lines]));

  it('one agent, the next, everybody, and the offline path, each in its time', async () => {
    const sessionId = await desk.start({ choiceId: 'people' });
    await says(sessionId, 'offered: Ana');
    expect(await desk.shown(sessionId)).toContain('offer at');
    await temporal.sleep(OFFER * 1_000 + 2_000);
    await says(sessionId, 'offered: Ana', 'Ana expired', 'offered: Ben');
    await temporal.sleep(OFFER * 1_000 + 2_000);
    await says(sessionId, 'offered: Ana', 'Ana expired', 'offered: Ben', 'Ben expired');
    await temporal.sleep(PICK_UP * 1_000);
    await says(sessionId, 'offered: Ana', 'Ana expired', 'offered: Ben', 'Ben expired', ...OFFLINE);
    // deadlines count from the visitor's answer, which a clock of its own wrote
    const at = (await desk.timeline(sessionId)).slice(BEFORE).map((entry) => Date.parse(entry.at) / 1_000);
    const after = (no: number) => Math.round(at[no]! - at[1]!);
    expect(after(2)).toBe(0);
    expect(after(3)).toBeGreaterThanOrEqual(OFFER - 5);
    expect(after(3)).toBeLessThan(OFFER + 10);
    expect(after(5)).toBeGreaterThanOrEqual(2 * OFFER - 5);
    expect(after(5)).toBeLessThan(2 * OFFER + 15);
    expect(after(7)).toBeGreaterThanOrEqual(PICK_UP - 5);
    expect(after(7)).toBeLessThan(PICK_UP + 15);
    expect(await readableHistory(desk.workflow(sessionId))).toContain('offer to an agent');
  }, 60_000);

  it('who accepts leads, and no later rung is climbed', async () => {
    const sessionId = await desk.start({ choiceId: 'people' });
    await says(sessionId, 'offered: Ana');
    await desk.accept(sessionId, desk.ana);
    await desk.settled(sessionId);
    await temporal.sleep(PICK_UP * 2_000);
    await says(sessionId, 'offered: Ana', 'assigned: Ana');
    expect((await desk.database.sessions.view(sessionId)).phase).toBe('live');
  }, 60_000);

  it('who declines is followed by the next at once', async () => {
    const sessionId = await desk.start({ choiceId: 'people' });
    await says(sessionId, 'offered: Ana');
    await desk.decline(sessionId, desk.ana);
    await says(sessionId, 'offered: Ana', 'Ana declined', 'offered: Ben');
    const events = await eventsOf(desk.workflow(sessionId));
    expect(countOf(events, 'timerFired')).toBe(0);
  }, 60_000);

  it('who leaves loses the offer at once; who comes back is asked again', async () => {
    const sessionId = await desk.start({ choiceId: 'people' });
    await says(sessionId, 'offered: Ana');
    await desk.turnSwitch(desk.ben, false);
    await desk.turnSwitch(desk.ana, false);
    await says(sessionId, 'offered: Ana', 'Ana agent_gone');
    await desk.turnSwitch(desk.ana, true);
    await says(sessionId, 'offered: Ana', 'Ana agent_gone', 'offered: Ana');
  }, 60_000);
});
