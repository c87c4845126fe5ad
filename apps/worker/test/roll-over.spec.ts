import { randomUUID } from 'node:crypto';
import { SIGNALS } from '#libs/contracts';
import { createTestDatabase, eventually, startTemporalWith, type TestDatabase } from '#libs/testing';
import { countOf, eventsOf } from './history.ts';
import { type House, INBOX_URL, openHouse } from './house.ts';
import { CARDS, definitionOf } from './playbook.ts';
import { connect, startTestWorker, type TestConnection, type TestWorker } from './worker.ts';

/** Events after which this server suggests to continue as new. */
const SUGGESTED_AT = 20;
const WAIT_SECONDS = 5;

/** Peer failures 20: a session never meets the limit of a history, wherever it stands when it rolls over. */
describe('peer failure 20: a session rolls over before its history is full', () => {
  let test: TestDatabase;
  let server: Awaited<ReturnType<typeof startTemporalWith>>;
  let temporal: TestConnection;
  let worker: TestWorker;
  let house: House;

  beforeAll(async () => {
    test = await createTestDatabase();
    server = await startTemporalWith({ 'limit.historyCount.suggestContinueAsNew': String(SUGGESTED_AT) });
    temporal = await connect(server);
    const taskQueue = randomUUID();
    worker = await startTestWorker({ database: test.database, taskQueue, ...temporal });
    const people = { ...CARDS.people, waitSeconds: WAIT_SECONDS } as typeof CARDS.people & object;
    const definition = definitionOf({ ...CARDS, people });
    house = await openHouse({ database: test.database, client: temporal.client, taskQueue, definition });
  }, 300_000);

  afterAll(async () => {
    await worker?.stop();
    await temporal?.close();
    await server?.stop();
    await test?.close();
  });

  beforeEach(() => house.online());

  const runId = async (sessionId: string) => (await house.workflow(sessionId).describe()).runId;

  /** Makes the session look at its log, where nothing is new, until it has rolled over. */
  async function rollOver(sessionId: string): Promise<void> {
    await house.settled(sessionId);
    const lines = await house.lines(sessionId);
    const first = await runId(sessionId);
    for (let looks = 0; (await runId(sessionId)) === first; looks++) {
      expect(looks).toBeLessThan(SUGGESTED_AT);
      await house.wake(sessionId, SIGNALS.entriesUnread, 1_000_000);
      await house.settled(sessionId);
    }
    expect((await eventsOf(house.workflow(sessionId))).length).toBeLessThan(SUGGESTED_AT);
    const before = await eventsOf(temporal.client.workflow.getHandle(house.workflow(sessionId).workflowId, first));
    expect(countOf(before, 'continuedAsNew')).toBe(1);
    expect(await house.lines(sessionId)).toEqual(lines);
    await eventually(async () => expect(await house.shown(sessionId)).toContain(INBOX_URL));
  }

  const ends = (sessionId: string, last: string) =>
    eventually(async () => expect((await house.lines(sessionId)).at(-1)).toBe(last), { timeout: 20_000 });

  it('while it waits for the visitor', async () => {
    const sessionId = await house.start({ choiceId: 'leave' });
    await ends(sessionId, 'bot: Your name?');
    await rollOver(sessionId);
    await house.say(sessionId, 'Vera');
    await ends(sessionId, 'bot: Your e-mail?');
    await rollOver(sessionId);
    await house.say(sessionId, 'vera@example.org');
    await house.workflow(sessionId).result();
    await eventually(async () => expect(await house.records(sessionId)).toEqual(['crmActivity', 'lead']));
  });

  it('while it waits for an agent: the deadline stays where it was', async () => {
    const sessionId = await house.start({ choiceId: 'people' });
    await ends(sessionId, 'bot→waiting: people_called');
    await rollOver(sessionId);
    await ends(sessionId, 'bot: Your name?');
    const timeline = await house.timeline(sessionId);
    const called = timeline.find(({ kind }) => kind === 'answer')!;
    const left = timeline.findLast(({ kind }) => kind === 'phaseChanged')!;
    const waited = Date.parse(left.at) - Date.parse(called.at);
    expect(waited).toBeGreaterThanOrEqual(WAIT_SECONDS * 1_000);
    expect(waited).toBeLessThan(WAIT_SECONDS * 1_000 + 3_000);
  });

  it('while an agent leads', async () => {
    const sessionId = await house.start({ choiceId: 'people' });
    await ends(sessionId, 'bot→waiting: people_called');
    await house.assign(sessionId, house.ana);
    await rollOver(sessionId);
    await house.reassign(sessionId, house.ana, house.ben);
    await rollOver(sessionId);
    await house.close(sessionId, house.ben);
    await house.workflow(sessionId).result();
    expect((await house.lines(sessionId)).slice(-3)).toEqual(['assigned: Ana', 'reassigned: Ben', 'closed: agent']);
  });
});
