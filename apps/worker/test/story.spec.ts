import { randomUUID } from 'node:crypto';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { LIMITS, Refusal, resultIdOfCard, resultWorkflowId } from '#libs/contracts';
import { createTestDatabase, createTimeSkipping, eventually, type TestDatabase } from '#libs/testing';
import { countOf, eventsOf } from './history.ts';
import { type House, openHouse } from './house.ts';
import { WAIT_SECONDS } from './playbook.ts';
import { startTestWorker, type TestWorker } from './worker.ts';

const OPENING = ['bot: Hello', 'bot: How can we help?'];
const CALLED = [...OPENING, 'visitor: people', 'bot: One moment', 'bot→waiting: people_called'];
const UNANSWERED = ['bot: Nobody came', 'waiting→bot: nobody_picked_up', 'bot: Your name?'];

/** The time-skipping server and a real PostgreSQL: days pass in milliseconds, deadlines are the workflow's timers. */
describe('a visitor’s session', () => {
  let test: TestDatabase;
  let temporal: TestWorkflowEnvironment;
  let worker: TestWorker;
  let house: House;

  beforeAll(async () => {
    test = await createTestDatabase();
  });
  afterAll(() => test.close());

  // skipped time is ahead of the database's for ever after: each test has a Temporal of its own
  beforeEach(async () => {
    temporal = await createTimeSkipping();
    const taskQueue = randomUUID();
    const { nativeConnection: connection, client, namespace = 'default' } = temporal;
    worker = await startTestWorker({ database: test.database, connection, namespace, taskQueue });
    house = await openHouse({ database: test.database, client, taskQueue });
  }, 120_000);
  afterEach(async () => {
    await worker.stop();
    await temporal.teardown();
  });

  const says = (sessionId: string, lines: string[]) =>
    eventually(async () => expect(await house.lines(sessionId)).toEqual(lines));

  describe('with nobody online', () => {
    it('walks the offline path to a lead and a CRM activity, exactly once', async () => {
      const sessionId = await house.start({ choiceId: 'people' });
      const nobody = ['bot→bot: nobody_online', 'bot: Nobody is here'];
      const offline = [...OPENING, 'visitor: people', ...nobody, 'bot: Your name?'];
      await says(sessionId, offline);
      await house.say(sessionId, 'Vera Visitor');
      await says(sessionId, [...offline, 'visitor: Vera Visitor', 'captured', 'bot: Your e-mail?']);
      await house.say(sessionId, 'not an address');
      await eventually(async () => expect((await house.lines(sessionId)).at(-1)).toBe('bot: Again, please'));
      await house.say(sessionId, 'vera@example.org');
      await house.workflow(sessionId).result();

      const ending = ['captured', 'qualified', 'asked for lead', 'asked for crmActivity', 'bot: Goodbye'];
      expect((await house.lines(sessionId, 12)).slice(0, 6)).toEqual([...ending, 'closed: playbook_ended']);
      for (const card of ['lead', 'call']) {
        await temporal.client.workflow.getHandle(resultWorkflowId(resultIdOfCard(sessionId, card))).result();
      }
      expect(await house.results(sessionId)).toEqual([
        { kind: 'lead', state: 'created' },
        { kind: 'crmActivity', state: 'created' },
      ]);
      expect(await house.records(sessionId)).toEqual(['crmActivity', 'lead']);
      const [activity] = await test.database.crm.records({ kind: 'crmActivity' });
      expect(activity).toMatchObject({ email: 'vera@example.org', title: 'Write to vera@example.org' });
    });

    it('ends a session whose visitor is silent for a day, without spinning', async () => {
      const sessionId = await house.start({ text: 'hello?' });
      await says(sessionId, [...OPENING, 'visitor: hello?', 'bot: How can we help?']);
      await house.workflow(sessionId).result();
      expect((await house.lines(sessionId)).at(-1)).toBe('closed: idle');
      const timeline = await house.timeline(sessionId);
      const [last, before] = [timeline.at(-1)!, timeline.at(-2)!];
      expect(Date.parse(last.at) - Date.parse(before.at)).toBeGreaterThanOrEqual(LIMITS.visitorSilentHours * 3_600_000);
      const events = await eventsOf(house.workflow(sessionId));
      // interleavings 22: skipped time and the database's clock meet in `advance` only
      expect(countOf(events, 'timerFired')).toBeLessThanOrEqual(2);
      expect(events.length).toBeLessThan(30);
    });
  });

  describe('with agents online', () => {
    beforeEach(() => house.online());

    it('goes to the offline path when nobody picks up, by the workflow’s timer', async () => {
      const sessionId = await house.start({ choiceId: 'people' });
      await says(sessionId, CALLED);
      await temporal.sleep((WAIT_SECONDS + 1) * 1_000);
      await says(sessionId, [...CALLED, ...UNANSWERED]);
      const timeline = await house.timeline(sessionId);
      const seconds = (Date.parse(timeline[5]!.at) - Date.parse(timeline[2]!.at)) / 1_000;
      expect(seconds).toBeGreaterThanOrEqual(WAIT_SECONDS);
      expect(seconds).toBeLessThan(WAIT_SECONDS + 5);
      await house.say(sessionId, 'Vera');
      await eventually(async () => expect((await house.lines(sessionId)).at(-1)).toBe('bot: Your e-mail?'));
    });

    it('is an agent’s after a claim; their messages make no event; a close ends the run', async () => {
      const sessionId = await house.start({ choiceId: 'people' });
      await says(sessionId, CALLED);
      await house.assign(sessionId, house.ana);
      await house.settled(sessionId);
      const before = (await eventsOf(house.workflow(sessionId))).length;
      for (let turn = 0; turn < 10; turn++) {
        expect(await house.say(sessionId, `question ${turn}`)).toBe(false);
        expect(await house.reply(sessionId, house.ana, `answer ${turn}`)).toBe(false);
      }
      expect(await eventsOf(house.workflow(sessionId))).toHaveLength(before);
      await temporal.sleep((WAIT_SECONDS + 1) * 1_000);
      await house.reassign(sessionId, house.ana, house.ben);
      await house.close(sessionId, house.ben);
      await house.workflow(sessionId).result();
      const lines = await house.lines(sessionId, CALLED.length);
      expect(lines).toHaveLength(23);
      expect([lines[0], ...lines.slice(-2)]).toEqual(['assigned: Ana', 'reassigned: Ben', 'closed: agent']);
    });

    it('ends a live chat without a word for a working day', async () => {
      const sessionId = await house.start({ choiceId: 'people' });
      await says(sessionId, CALLED);
      await house.assign(sessionId, house.ana);
      await house.say(sessionId, 'are you there?');
      await house.workflow(sessionId).result();
      expect((await house.lines(sessionId)).at(-1)).toBe('closed: idle');
    });

    it('interleavings 7: claim and timeout at once have one winner, and what follows fits', async () => {
      const sessions = await Promise.all(Array.from({ length: 12 }, () => house.start({ choiceId: 'people' })));
      for (const sessionId of sessions) await says(sessionId, CALLED);
      const claims = async () => {
        const outcomes: string[] = [];
        for (const sessionId of sessions) {
          outcomes.push(
            await house.assign(sessionId, house.ana).then(
              () => 'claimed',
              (error: unknown) => (error instanceof Refusal ? error.code : String(error)),
            ),
          );
        }
        return outcomes;
      };
      const [outcomes] = await Promise.all([claims(), temporal.sleep((WAIT_SECONDS + 1) * 1_000)]);
      for (const [index, sessionId] of sessions.entries()) {
        const expected = outcomes[index] === 'claimed' ? [...CALLED, 'assigned: Ana'] : [...CALLED, ...UNANSWERED];
        await says(sessionId, expected);
        expect(['claimed', 'wrong_phase']).toContain(outcomes[index]);
      }
    });

    it('an operator moves a waiting session to another card, by an entry', async () => {
      const sessionId = await house.start({ choiceId: 'people' });
      await says(sessionId, CALLED);
      await house.move(sessionId, 'email');
      await says(sessionId, [...CALLED, 'opsMoved', 'waiting→bot: moved', 'bot: Your e-mail?']);
    });
  });
});
