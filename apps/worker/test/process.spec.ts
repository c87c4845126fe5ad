import { createTestDatabase, eventually, type Stack, startStack, type TestDatabase } from '#libs/testing';
import { type House, openHouse } from './house.ts';
import { CARDS, definitionOf } from './playbook.ts';
import { connect, type TestConnection } from './worker.ts';

/** Longer than a worker on a busy machine takes for its first look: the wait counts from what the visitor said. */
const WAIT_SECONDS = 12;

/** The built worker as a process of its own. */
describe('the worker', () => {
  let test: TestDatabase;
  let stack: Stack;
  let temporal: TestConnection;
  let house: House;

  beforeAll(async () => {
    test = await createTestDatabase();
    stack = await startStack({ database: test, gateways: 0, ownTemporal: true });
    temporal = await connect(stack.temporal);
    const people = { ...CARDS.people, waitSeconds: WAIT_SECONDS } as NonNullable<typeof CARDS.people>;
    const { taskQueue } = stack.temporal;
    const definition = definitionOf({ ...CARDS, people });
    house = await openHouse({ database: test.database, client: temporal.client, taskQueue, definition });
    // its first look is the slowest
    await house.online();
    await ends(await house.start({ choiceId: 'leave' }), 'bot: Your name?');
  }, 300_000);

  afterAll(async () => {
    await temporal?.close();
    await stack?.stop();
    await test?.close();
  });

  beforeEach(() => house.online());

  const ends = (sessionId: string, last: string) =>
    eventually(async () => expect((await house.lines(sessionId)).at(-1)).toBe(last), { timeout: 60_000 });

  it('killed while a wait timer runs, and started again: the timer fires in time, nothing is said twice', async () => {
    const [worker] = stack.workers;
    const sessionId = await house.start({ choiceId: 'people' });
    await ends(sessionId, 'bot→waiting: people_called');
    await worker!.kill();
    await worker!.start();
    await ends(sessionId, 'bot: Your name?');
    expect(await house.lines(sessionId, 3)).toEqual([
      'bot: One moment',
      'bot→waiting: people_called',
      'bot: Nobody came',
      'waiting→bot: nobody_picked_up',
      'bot: Your name?',
    ]);
  }, 150_000);

  it('waits for Temporal where it is away, and goes on where it was', async () => {
    const sessionId = await house.start({ choiceId: 'leave' });
    await ends(sessionId, 'bot: Your name?');
    await stack.temporal.kill();
    const said = await test.database.timeline.append({
      sessionId,
      kind: 'message',
      author: 'visitor',
      clientId: 'said-while-away',
      body: { text: 'Vera' },
    });
    // one that is started now has nothing to connect to
    const late = await stack.startWorker();
    await eventually(() => expect(late.logTail()).toContain('waiting for Temporal'));
    await stack.temporal.start();
    await eventually(() => house.wake(sessionId, 'entriesUnread', said.entry.seq), { timeout: 30_000 });
    await ends(sessionId, 'bot: Your e-mail?');
    await eventually(() => expect(late.logTail()).toContain('worker is ready'), { timeout: 30_000 });
    expect(stack.workers.every((worker) => worker.running())).toBe(true);
  }, 90_000);

  it('stops within three seconds of SIGTERM, also in the midst of work', async () => {
    const sessions = Promise.all(Array.from({ length: 20 }, () => house.start({ choiceId: 'leave' })));
    const started = Date.now();
    await Promise.all(stack.workers.map((worker) => worker.kill('SIGTERM')));
    expect(Date.now() - started).toBeLessThan(3_000);
    for (const worker of stack.workers) expect(worker.logTail()).toContain('worker has stopped');
    await stack.workers[0]!.start();
    for (const sessionId of await sessions) await ends(sessionId, 'bot: Your name?');
  }, 60_000);
});
