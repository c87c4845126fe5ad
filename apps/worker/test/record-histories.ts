import {
  mailIdOf,
  type PlaybookDefinition,
  resultIdOfCard,
  resultWorkflowId,
  SIGNALS,
  transcriptWorkflowId,
  trialWorkflowId,
  WORKFLOW_TYPES,
} from '#libs/contracts';
import { type Database, openDatabase } from '#libs/database';
import {
  createTestDatabase,
  eventually,
  type Mailbox,
  openMailbox,
  startTemporalWith,
  type TestDatabase,
} from '#libs/testing';
import { openDesk } from './desk.ts';
import { recordHistory } from './histories.ts';
import { type House, openHouse } from './house.ts';
import { CARDS, definitionOf } from './playbook.ts';
import { type FreezableProxy, openProxy } from './proxy.ts';
import { openService, type TestService } from './service.ts';
import { type Timers, timerPlaybook } from './timer-playbook.ts';
import { connect, startTestWorker, type TestConnection, type TestWorker } from './worker.ts';

const TIMERS: Timers = { wait: 2, reminder: 2, giveUp: 2, pickUp: 5, notice: 2, agentSilent: 2, http: 5 };

/**
 * Writes workflows/histories anew, from real runs: one history a branch. Not a test: `npm run record-histories` runs
 * it; `npm run record-histories -- -t reminder` records one branch. The old histories are still those of running
 * sessions, so a change that needs new ones needs `patched()` too.
 */
describe('record', () => {
  const taskQueue = 'recorded';
  let test: TestDatabase;
  let server: Awaited<ReturnType<typeof startTemporalWith>>;
  let temporal: TestConnection;
  let proxy: FreezableProxy;
  let workersDatabase: Database;
  let worker: TestWorker;
  let service: TestService;
  let mailbox: Mailbox;
  let house: House;
  /** With cards that wait. */
  let timers: House;
  /** Where conversations are offered. */
  let desk: House;

  beforeAll(async () => {
    [test, service, mailbox] = await Promise.all([createTestDatabase(), openService(), openMailbox()]);
    server = await startTemporalWith({ 'limit.historyCount.suggestContinueAsNew': '100' });
    temporal = await connect({ ...server, identity: 'recorder' });
    proxy = await openProxy(test.url);
    workersDatabase = await openDatabase({ url: proxy.url });
    const allowedHosts = [service.host];
    const identity = 'recorder';
    const smtp = { url: mailbox.url, from: 'chat@shop.example' };
    worker = await startTestWorker({ database: workersDatabase, taskQueue, identity, allowedHosts, smtp, ...temporal });
    const people = { ...CARDS.people, waitSeconds: 5 } as NonNullable<typeof CARDS.people>;
    const broken = { kind: 'message', text: { en: 'Lost' }, next: 'nowhere' } as const;
    const definition = definitionOf({ ...CARDS, people, broken });
    const where = { database: test.database, client: temporal.client, taskQueue };
    house = await openHouse({ ...where, definition });
    timers = await openHouse({ ...where, definition: timerPlaybook(TIMERS, { service: service.url }) });
    desk = await openDesk(where, { pickUp: 12, offer: 5 });
    await Promise.all([house.online(), timers.online(), desk.online()]);
  }, 300_000);

  afterAll(async () => {
    await worker?.stop();
    await workersDatabase?.close();
    await proxy?.close();
    await temporal?.close();
    await server?.stop();
    await service?.close();
    await mailbox?.close();
    await test?.close();
  });

  const ends = (sessionId: string, last: string) =>
    eventually(async () => expect((await house.lines(sessionId)).at(-1)).toBe(last), { timeout: 60_000 });

  async function talk(sessionId: string, ...turns: [text: string, last: string][]): Promise<void> {
    for (const [text, last] of turns) {
      await house.say(sessionId, text);
      await ends(sessionId, last);
    }
  }

  it('wait', async () => {
    const sessionId = await house.start({ choiceId: 'leave' });
    await ends(sessionId, 'bot: Your name?');
    await talk(sessionId, ['Vera', 'bot: Your e-mail?']);
    await house.settled(sessionId);
    await recordHistory('wait', house.workflow(sessionId));
  });

  it('pick-up-timeout', async () => {
    const sessionId = await house.start({ choiceId: 'people' });
    await ends(sessionId, 'bot: Your name?');
    await house.settled(sessionId);
    await recordHistory('pick-up-timeout', house.workflow(sessionId));
  });

  it('result, produce-result', async () => {
    const sessionId = await house.start({ choiceId: 'leave' });
    await ends(sessionId, 'bot: Your name?');
    await talk(sessionId, ['Vera', 'bot: Your e-mail?'], ['nothing', 'bot: Again, please']);
    await house.say(sessionId, 'vera@example.org');
    await house.workflow(sessionId).result();
    const result = temporal.client.workflow.getHandle(resultWorkflowId(resultIdOfCard(sessionId, 'lead')));
    await result.result();
    await recordHistory('result', house.workflow(sessionId));
    await recordHistory('produce-result', result);
  });

  it('send-transcript, transcript-failed', async () => {
    const sessionId = await house.start({ choiceId: 'leave' });
    await ends(sessionId, 'bot: Your name?');
    const sendTranscript = async (wish: string) => {
      const mailId = mailIdOf(sessionId, wish);
      await test.database.transcripts.requestByVisitor({ mailId, sessionId, to: 'vera@example.org' });
      return () =>
        temporal.client.workflow.start(WORKFLOW_TYPES.sendTranscript, {
          taskQueue,
          workflowId: transcriptWorkflowId(mailId),
          args: [{ mailId }],
        });
    };
    const sent = await (await sendTranscript('sent'))();
    await sent.result();
    await recordHistory('send-transcript', sent);
    const start = await sendTranscript('failed');
    // nothing is left to be read
    const erased = { name: '', text: 'update session set erased_at = now() where id = $1' };
    await test.database.sql.rows(erased, [sessionId]);
    const failed = await start();
    await expect(failed.result()).rejects.toThrow();
    await recordHistory('transcript-failed', failed);
  });

  it('end', async () => {
    const sessionId = await house.start({ choiceId: 'people' });
    await ends(sessionId, 'bot→waiting: people_called');
    await house.assign(sessionId, house.ana);
    await house.settled(sessionId);
    await house.reassign(sessionId, house.ana, house.ben);
    await house.settled(sessionId);
    await house.close(sessionId, house.ben);
    await house.workflow(sessionId).result();
    await recordHistory('end', house.workflow(sessionId));
  });

  it('returned', async () => {
    const sessionId = await house.start({ choiceId: 'people' });
    await ends(sessionId, 'bot→waiting: people_called');
    await house.assign(sessionId, house.ana);
    await house.settled(sessionId);
    await house.giveBack(sessionId, house.ana);
    await ends(sessionId, 'bot: Your name?');
    await house.settled(sessionId);
    await recordHistory('returned', house.workflow(sessionId));
  });

  /** Whom it is offered to, once that is not `before` any more. */
  const asked = (sessionId: string, before: string | null = null) =>
    eventually(
      async () => {
        const agentId = await desk.offeredTo(sessionId);
        expect([null, before]).not.toContain(agentId);
        return agentId as string;
      },
      { timeout: 20_000 },
    );

  it('offer-accepted', async () => {
    const sessionId = await desk.start({ choiceId: 'people' });
    const agent = await asked(sessionId);
    await desk.accept(sessionId, agent);
    await desk.settled(sessionId);
    await desk.close(sessionId, agent);
    await desk.workflow(sessionId).result();
    await recordHistory('offer-accepted', desk.workflow(sessionId));
  });

  it('offer-ladder', async () => {
    const sessionId = await desk.start({ choiceId: 'people' });
    const first = await asked(sessionId);
    await desk.decline(sessionId, first);
    await asked(sessionId, first);
    await ends(sessionId, 'bot: Your name?');
    await desk.settled(sessionId);
    await recordHistory('offer-ladder', desk.workflow(sessionId));
  }, 60_000);

  it('offer-withdrawn', async () => {
    const sessionId = await desk.start({ choiceId: 'people' });
    const first = await asked(sessionId);
    await desk.turnSwitch(first, false);
    await desk.decline(sessionId, await asked(sessionId, first));
    await desk.settled(sessionId);
    await desk.turnSwitch(first, true);
    await desk.accept(sessionId, await asked(sessionId));
    await desk.settled(sessionId);
    await recordHistory('offer-withdrawn', desk.workflow(sessionId));
  }, 60_000);

  /** Makes the session look until it begins a new run; answers the one before. */
  async function rollOver(sessionId: string) {
    const { runId } = await house.workflow(sessionId).describe();
    while ((await house.workflow(sessionId).describe()).runId === runId) {
      await house.wake(sessionId, SIGNALS.entriesUnread, 1_000_000);
      await house.settled(sessionId);
    }
    return temporal.client.workflow.getHandle(house.workflow(sessionId).workflowId, runId);
  }

  it('roll-over', async () => {
    const sessionId = await house.start({ choiceId: 'leave' });
    await ends(sessionId, 'bot: Your name?');
    await recordHistory('roll-over', await rollOver(sessionId));
  });

  it('hung-database', async () => {
    const sessionId = await house.start({ choiceId: 'leave' });
    await ends(sessionId, 'bot: Your name?');
    proxy.hang();
    await house.say(sessionId, 'Vera');
    await eventually(
      async () => {
        const [pending] = (await house.workflow(sessionId).describe()).raw.pendingActivities ?? [];
        expect(pending?.attempt).toBeGreaterThanOrEqual(2);
      },
      { timeout: 40_000 },
    );
    proxy.resume();
    await ends(sessionId, 'bot: Your e-mail?');
    await house.settled(sessionId);
    await recordHistory('hung-database', house.workflow(sessionId));
  }, 120_000);

  it('stuck', async () => {
    const sessionId = await house.start({ choiceId: 'leave' });
    await ends(sessionId, 'bot: Your name?');
    await house.move(sessionId, 'broken');
    await ends(sessionId, 'bot→waiting: people_called');
    await house.settled(sessionId);
    await recordHistory('stuck', house.workflow(sessionId));
  }, 120_000);

  it('wait-for-time', async () => {
    const sessionId = await timers.start({ choiceId: 'wait' });
    await timers.workflow(sessionId).result();
    await recordHistory('wait-for-time', timers.workflow(sessionId));
  });

  it('reminder', async () => {
    const sessionId = await timers.start({ choiceId: 'silent' });
    await timers.workflow(sessionId).result();
    await recordHistory('reminder', timers.workflow(sessionId));
  });

  it('queue-notice', async () => {
    const sessionId = await timers.start({ choiceId: 'people' });
    await ends(sessionId, 'bot: Anything else?');
    await timers.settled(sessionId);
    await recordHistory('queue-notice', timers.workflow(sessionId));
  });

  it('agent-silent', async () => {
    const sessionId = await timers.start({ choiceId: 'people' });
    await ends(sessionId, 'bot→waiting: people_called');
    await timers.assign(sessionId, timers.ana);
    await ends(sessionId, 'bot: Anything else?');
    await timers.settled(sessionId);
    await recordHistory('agent-silent', timers.workflow(sessionId));
  });

  it('handed-back', async () => {
    const sessionId = await timers.start({ choiceId: 'people' });
    await ends(sessionId, 'bot→waiting: people_called');
    await timers.assign(sessionId, timers.ana);
    await timers.handBack(sessionId, timers.ana);
    await ends(sessionId, 'bot: Anything else?');
    await timers.choose(sessionId, 'no');
    await timers.workflow(sessionId).result();
    await recordHistory('handed-back', timers.workflow(sessionId));
  });

  it('http', async () => {
    service.answer([503], [200, { customer: { tier: 'gold' } }]);
    const sessionId = await timers.start({ choiceId: 'service' });
    await ends(sessionId, 'bot: Anything else?');
    await timers.choose(sessionId, 'no');
    await timers.workflow(sessionId).result();
    await recordHistory('http', timers.workflow(sessionId));
  });

  it('http-failed', async () => {
    service.answer([503]);
    const sessionId = await timers.start({ choiceId: 'service' });
    await eventually(async () => expect(await timers.lines(sessionId)).toContain('httpAnswered: failed -'), {
      timeout: 20_000,
    });
    await timers.settled(sessionId);
    await timers.choose(sessionId, 'no');
    await timers.workflow(sessionId).result();
    await recordHistory('http-failed', timers.workflow(sessionId));
  });

  it('http-left-open', async () => {
    service.answer([null]);
    const sessionId = await timers.start({ choiceId: 'service' });
    await ends(sessionId, 'httpRequested');
    await timers.settled(sessionId);
    await timers.move(sessionId, 'bye');
    await timers.workflow(sessionId).result();
    await recordHistory('http-left-open', timers.workflow(sessionId));
  });

  it('roll-over-http', async () => {
    service.answer([null]);
    const sessionId = await timers.start({ choiceId: 'service' });
    await ends(sessionId, 'httpRequested');
    await recordHistory('roll-over-http', await rollOver(sessionId));
  }, 60_000);

  async function startTrial(definition: PlaybookDefinition) {
    const [playbook] = await test.database.playbooks.list();
    const { id: trialId } = await test.database.trials.create({
      playbookId: playbook!.id,
      definition,
      sessions: 1,
      by: null,
    });
    const workflowId = trialWorkflowId(trialId);
    return temporal.client.workflow.start(WORKFLOW_TYPES.tryOnSessions, { workflowId, taskQueue, args: [{ trialId }] });
  }

  it('try-on-sessions', async () => {
    for (const one of [house, timers]) await one.begin({ text: 'hello' });
    const trial = await startTrial(definitionOf());
    await trial.result();
    await recordHistory('try-on-sessions', trial);
  });

  it('trial-cancelled', async () => {
    for (const one of [house, timers]) await one.begin({ text: 'hello' });
    proxy.hang();
    const trial = await startTrial(definitionOf());
    await eventually(async () => expect((await trial.describe()).raw.pendingActivities).toHaveLength(1));
    await trial.cancel();
    proxy.resume();
    await expect(trial.result()).rejects.toThrow();
    await recordHistory('trial-cancelled', trial);
  });

  it('trial-failed', async () => {
    for (const one of [house, timers]) await one.begin({ text: 'hello' });
    const trial = await startTrial({ format: 2 } as PlaybookDefinition);
    await expect(trial.result()).rejects.toThrow();
    await recordHistory('trial-failed', trial);
  }, 180_000);
});
