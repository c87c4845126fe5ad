import { randomUUID } from 'node:crypto';
import { SIGNALS } from '#libs/contracts';
import { createTestDatabase, eventually, startTemporalWith, type TestDatabase } from '#libs/testing';
import { countOf, eventsOf } from './history.ts';
import { type House, INBOX_URL, openHouse } from './house.ts';
import { CARDS, definitionOf } from './playbook.ts';
import { openService, type TestService } from './service.ts';
import { type Timers, timerPlaybook } from './timer-playbook.ts';
import { connect, startTestWorker, type TestConnection, type TestWorker } from './worker.ts';

/** Events after which this server suggests to continue as new. */
const SUGGESTED_AT = 20;
const WAIT_SECONDS = 5;
/** Longer than it takes to roll over. */
const TIMERS: Timers = { wait: 8, reminder: 8, giveUp: 3, pickUp: 12, notice: 8, agentSilent: 8, http: 60 };

/** Peer failures 20: a session never meets the limit of a history, wherever it stands when it rolls over. */
describe('peer failure 20: a session rolls over before its history is full', () => {
  let test: TestDatabase;
  let server: Awaited<ReturnType<typeof startTemporalWith>>;
  let temporal: TestConnection;
  let worker: TestWorker;
  let service: TestService;
  /** With cards that ask and call, and with one card of each kind that waits. */
  let house: House;
  let timers: House;

  beforeAll(async () => {
    [test, service] = await Promise.all([createTestDatabase(), openService()]);
    server = await startTemporalWith({ 'limit.historyCount.suggestContinueAsNew': String(SUGGESTED_AT) });
    temporal = await connect(server);
    const taskQueue = randomUUID();
    const allowedHosts = [service.host];
    worker = await startTestWorker({ database: test.database, taskQueue, allowedHosts, ...temporal });
    const people = { ...CARDS.people, waitSeconds: WAIT_SECONDS } as typeof CARDS.people & object;
    const definition = definitionOf({ ...CARDS, people });
    const where = { database: test.database, client: temporal.client, taskQueue };
    house = await openHouse({ ...where, definition });
    timers = await openHouse({ ...where, definition: timerPlaybook(TIMERS, { service: service.url }) });
  }, 300_000);

  afterAll(async () => {
    await worker?.stop();
    await temporal?.close();
    await server?.stop();
    await service?.close();
    await test?.close();
  });

  beforeEach(() => Promise.all([house.online(), timers.online()]));

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

  /** Seconds between the last entries of these lines. */
  async function secondsBetween(sessionId: string, from: string, to: string): Promise<number> {
    const [lines, timeline] = await Promise.all([timers.lines(sessionId), timers.timeline(sessionId)]);
    const at = (line: string): number => Date.parse(timeline[lines.lastIndexOf(line)]!.at);
    return (at(to) - at(from)) / 1_000;
  }

  const inTime = (seconds: number, expected: number) => {
    expect(seconds).toBeGreaterThanOrEqual(expected);
    expect(seconds).toBeLessThan(expected + 3);
  };

  it('while a card waits for a time: the time stays where it was', async () => {
    const sessionId = await timers.start({ choiceId: 'wait' });
    await rollOver(sessionId);
    await timers.workflow(sessionId).result();
    expect(await timers.lines(sessionId, 3)).toEqual(['bot: I am back', 'bot: Goodbye', 'closed: playbook_ended']);
    inTime(await secondsBetween(sessionId, 'visitor: wait', 'bot: I am back'), TIMERS.wait);
  }, 60_000);

  it('while a silent visitor is to be reminded, and again before the way on without them', async () => {
    const sessionId = await timers.start({ choiceId: 'silent' });
    await ends(sessionId, 'bot: Your budget?');
    await rollOver(sessionId);
    await ends(sessionId, 'bot: Still there?');
    inTime(await secondsBetween(sessionId, 'bot: Your budget?', 'bot: Still there?'), TIMERS.reminder);
    await rollOver(sessionId);
    await timers.workflow(sessionId).result();
    const ending = ['bot: Anybody?', 'bot: Never mind', 'bot: Goodbye', 'closed: playbook_ended'];
    expect(await timers.lines(sessionId, 5)).toEqual(ending);
    inTime(await secondsBetween(sessionId, 'bot: Still there?', 'bot: Anybody?'), TIMERS.reminder);
  }, 60_000);

  it('while the visitor waits for people, and is told the place', async () => {
    const sessionId = await timers.start({ choiceId: 'people' });
    await ends(sessionId, 'bot→waiting: people_called');
    await rollOver(sessionId);
    await ends(sessionId, 'bot: Anything else?');
    const lines = await timers.lines(sessionId, 3);
    expect(lines.filter((line) => line.startsWith('bot: You are number'))).toHaveLength(1);
    inTime(await secondsBetween(sessionId, 'visitor: people', 'bot: Nobody came'), TIMERS.pickUp);
  }, 60_000);

  it('while an agent’s first word is waited for', async () => {
    const sessionId = await timers.start({ choiceId: 'people' });
    await ends(sessionId, 'bot→waiting: people_called');
    await timers.assign(sessionId, timers.ana);
    await rollOver(sessionId);
    await ends(sessionId, 'bot: Anything else?');
    inTime(await secondsBetween(sessionId, 'assigned: Ana', 'live→bot: agent_silent'), TIMERS.agentSilent);
  }, 60_000);

  it('while another service does not answer: it is asked again, with the same key, and answers once', async () => {
    service.answer([503]);
    const sessionId = await timers.start({ choiceId: 'service' });
    await ends(sessionId, 'httpRequested');
    await rollOver(sessionId);
    service.answer([200, { customer: { tier: 'gold' } }]);
    await ends(sessionId, 'bot: Anything else?');
    const lines = await timers.lines(sessionId, 3);
    expect(lines).toEqual(['httpRequested', 'httpAnswered: ok 200', 'bot: You are gold', 'bot: Anything else?']);
    expect(new Set(service.keys).size).toBe(1);
    await rollOver(sessionId);
    await timers.choose(sessionId, 'no');
    await timers.workflow(sessionId).result();
  }, 60_000);
});
