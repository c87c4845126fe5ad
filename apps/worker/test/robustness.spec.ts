import { randomUUID } from 'node:crypto';
import { WorkflowFailedError } from '@temporalio/client';
import pg from 'pg';
import {
  type Card,
  resultIdOfCard,
  resultWorkflowId,
  SIGNALS,
  sessionWorkflowId,
  WORKFLOW_TYPES,
} from '#libs/contracts';
import { type Database, openDatabase } from '#libs/database';
import { createTestDatabase, eventually, type TestDatabase, testTemporal } from '#libs/testing';
import { RESULT_START_OPTIONS } from '#workflows/signals';
import { countOf, eventsOf, readableHistory } from './history.ts';
import { type House, INBOX_URL, openHouse } from './house.ts';
import { CARDS, definitionOf } from './playbook.ts';
import { type FreezableProxy, openProxy } from './proxy.ts';
import { connect, startTestWorker, type TestConnection, type TestWorker } from './worker.ts';

const OPENING = ['bot: Hello', 'bot: How can we help?'];
const CALLED = [...OPENING, 'visitor: people', 'bot: One moment', 'bot→waiting: people_called'];
const LEAVING = [...OPENING, 'visitor: leave', 'bot: Your name?'];

const WAITING_FOR_A_LOCK = {
  name: 'test_waiting',
  text: `select count(*)::int as n from pg_stat_activity
    where datname = current_database() and wait_event_type = 'Lock' and query like '%session%'`,
};

/** The real Temporal and PostgreSQL: what may happen to a session in mid-air. */
describe('a session', () => {
  const taskQueue = randomUUID();
  let test: TestDatabase;
  let temporal: TestConnection;
  let proxy: FreezableProxy;
  let workersDatabase: Database;
  let worker: TestWorker;
  let house: House;

  const startWorker = async () => {
    worker = await startTestWorker({ database: workersDatabase, taskQueue, ...temporal });
  };

  beforeAll(async () => {
    test = await createTestDatabase();
    temporal = await connect(await testTemporal());
    proxy = await openProxy(test.url);
    workersDatabase = await openDatabase({ url: proxy.url, poolSize: 5 });
    await startWorker();
    house = await openHouse({ database: test.database, client: temporal.client, taskQueue });
  }, 300_000);

  afterAll(async () => {
    await worker?.stop();
    await workersDatabase?.close();
    await proxy?.close();
    await temporal?.close();
    await test?.close();
  });

  const says = (sessionId: string, lines: string[]) =>
    eventually(async () => expect(await house.lines(sessionId)).toEqual(lines));

  /** Holds the session's row, as a slow transaction would, until the task is done. */
  async function whileLocked(sessionId: string, task: (waiting: () => Promise<void>) => Promise<void>): Promise<void> {
    const client = new pg.Client({ connectionString: test.url });
    await client.connect();
    try {
      await client.query('begin');
      await client.query('select 1 from session where id = $1 for update', [sessionId]);
      await task(() =>
        eventually(async () => {
          const [row] = await test.database.sql.rows<{ n: number }>(WAITING_FOR_A_LOCK, []);
          expect(row?.n).toBeGreaterThan(0);
        }),
      );
      await client.query('commit');
    } finally {
      await client.end();
    }
  }

  /** The event after which the workflow is to be begun anew: the end of the last workflow task but `back`. */
  async function reset(sessionId: string, back: number): Promise<void> {
    const handle = house.workflow(sessionId);
    const ends = (await eventsOf(handle)).filter((event) => event.workflowTaskCompletedEventAttributes != null);
    const { runId } = (await handle.describe()) as { runId: string };
    await temporal.client.workflowService.resetWorkflowExecution({
      namespace: temporal.namespace,
      workflowExecution: { workflowId: sessionWorkflowId(sessionId), runId },
      workflowTaskFinishEventId: (ends.at(-1 - back) ?? ends[0])!.eventId!,
      requestId: randomUUID(),
      reason: 'test',
    });
  }

  it('interleavings 3: after a reset in mid-session nothing is said twice, and it goes on', async () => {
    const sessionId = await house.start({ choiceId: 'leave' });
    await says(sessionId, LEAVING);
    await house.say(sessionId, 'Vera');
    const asked = [...LEAVING, 'visitor: Vera', 'captured', 'bot: Your e-mail?'];
    await says(sessionId, asked);
    await house.settled(sessionId);
    await reset(sessionId, 1);
    await house.say(sessionId, 'not an address');
    await says(sessionId, [...asked, 'visitor: not an address', 'bot: Again, please']);
    await house.settled(sessionId);
    await reset(sessionId, 2);
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
    await says(sessionId, LEAVING);
    await house.workflow(sessionId).terminate('test');
    await house.say(sessionId, 'Vera');
    await says(sessionId, [...LEAVING, 'visitor: Vera', 'captured', 'bot: Your e-mail?']);
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
    await says(other, LEAVING);
    await house.workflow(other).terminate('test');
    await house.database.sessions.erase(other);
    await house.wake(other, SIGNALS.entriesUnread, 5);
    await house.workflow(other).result();
  });

  it('interleavings 1: a signal during the last look is read, or finds the end; nothing is said twice', async () => {
    const { sessionId, lastSeq } = await house.begin({ choiceId: 'leave' });
    await house.wake(sessionId, SIGNALS.sessionBegan, lastSeq);
    await says(sessionId, LEAVING);
    await house.say(sessionId, 'Vera');
    await eventually(async () => expect((await house.lines(sessionId)).at(-1)).toBe('bot: Your e-mail?'));
    await house.settled(sessionId);
    const before = countOf(await eventsOf(house.workflow(sessionId)), 'signaled');
    // the look that will end the session waits for the row, while more signals arrive at the server
    await whileLocked(sessionId, async (waiting) => {
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
    await whileLocked(sessionId, async (waiting) => {
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
    await says(sessionId, LEAVING);
    await house.say(sessionId, 'Vera');
    const asked = [...LEAVING, 'visitor: Vera', 'captured', 'bot: Your e-mail?'];
    await says(sessionId, asked);
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
    await says(sessionId, [...OPENING, 'visitor: hello', 'bot: How can we help?']);
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
    await eventually(async () => expect((await house.lines(sessionId)).at(-1)).toBe('bot→waiting: people_called'));
    await house.assign(sessionId, house.ana);
    await house.settled(sessionId);
    const before = await eventsOf(house.workflow(sessionId));
    for (let turn = 0; turn < 20; turn++) await house.say(sessionId, `live ${turn}`);
    expect(await eventsOf(house.workflow(sessionId))).toHaveLength(before.length);
  });

  it('interleavings 14: a process that was away for long meets what people did meanwhile', async () => {
    await house.online();
    await worker.stop();
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
    await startWorker();
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
    await says(sessionId, LEAVING);
    await house.say(sessionId, 'Vera');
    await eventually(async () => expect((await house.lines(sessionId)).at(-1)).toBe('bot: Your e-mail?'));
    await house.settled(sessionId);
    await worker.stop();
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
    await startWorker();
    await house.workflow(sessionId).result();
    expect(await house.lines(sessionId, 8)).toEqual(
      expect.arrayContaining(['closed: agent', 'asked for lead', 'asked for crmActivity']),
    );
    expect(await house.lines(sessionId)).not.toContain('bot: Goodbye');
    await eventually(async () => expect(await house.records(sessionId)).toEqual(['crmActivity', 'lead']));
    const detail = await test.database.sessions.detail(sessionId);
    expect(detail).toMatchObject({ phase: 'closed', closedAt, details: { email: 'vera@example.org' } });
  });

  it('interleavings 17: results outlive the session; one that somebody else has started is fine', async () => {
    const sessionId = await house.start({ choiceId: 'leave' });
    await says(sessionId, LEAVING);
    await house.say(sessionId, 'Vera');
    await eventually(async () => expect((await house.lines(sessionId)).at(-1)).toBe('bot: Your e-mail?'));
    // a gateway's sweep was faster with one of the two
    const resultId = resultIdOfCard(sessionId, 'lead');
    const start = () =>
      temporal.client.workflow.start(WORKFLOW_TYPES.produceResult, {
        ...RESULT_START_OPTIONS,
        workflowId: resultWorkflowId(resultId),
        taskQueue: 'nobody-works-here',
        args: [{ resultId }],
      });
    const early = await start();
    await house.say(sessionId, 'vera@example.org');
    await house.workflow(sessionId).result();
    expect(await house.results(sessionId)).toContainEqual({ kind: 'lead', state: 'pending' });
    await eventually(async () => expect(await house.records(sessionId)).toEqual(['crmActivity']));
    await early.terminate('test');
    await temporal.client.workflow.start(WORKFLOW_TYPES.produceResult, {
      ...RESULT_START_OPTIONS,
      workflowId: resultWorkflowId(resultId),
      taskQueue,
      args: [{ resultId }],
    });
    await temporal.client.workflow.getHandle(resultWorkflowId(resultId)).result();
    expect(await house.records(sessionId)).toEqual(['crmActivity', 'lead']);
    await expect(start()).rejects.toThrow();
  });

  it('interleavings 17: the same result asked for twice at once is one record, also for a closed conversation', async () => {
    await house.online();
    const sessionId = await house.start({ choiceId: 'people' });
    await says(sessionId, CALLED);
    await house.assign(sessionId, house.ana);
    await house.close(sessionId, house.ana);
    await house.workflow(sessionId).result();
    const command = { sessionId, byAgentId: house.ana, clientId: randomUUID(), kind: 'deal' as const, title: 'Deal' };
    const asked = await Promise.all([1, 2].map(() => test.database.sessions.requestResult(command)));
    const resultId = asked[0]!.resultId;
    expect(asked.map((answer) => answer.resultId)).toEqual([resultId, resultId]);
    for (const workflowId of [resultWorkflowId(resultId), `second-${resultId}`]) {
      await temporal.client.workflow.execute(WORKFLOW_TYPES.produceResult, {
        workflowId,
        taskQueue,
        args: [{ resultId }],
      });
    }
    expect(await house.records(sessionId)).toEqual(['deal']);
  });

  it('interleavings 20: no text, name or address is anywhere in a history, failures included', async () => {
    const markers = ['marker-text-1', 'Marker Name', 'marker.mail@example.org', 'marker-note'];
    const sessionId = await house.start({ text: markers[0]! });
    await house.say(sessionId, 'Leave a message');
    await eventually(async () => expect((await house.lines(sessionId)).at(-1)).toBe('bot: Your name?'));
    await house.say(sessionId, markers[1]!);
    await eventually(async () => expect((await house.lines(sessionId)).at(-1)).toBe('bot: Your e-mail?'));
    await test.database.timeline.append({
      sessionId,
      kind: 'note',
      author: 'agent',
      authorId: house.ana,
      clientId: randomUUID(),
      body: { text: markers[3]! },
    });
    // PostgreSQL refuses the records and quotes the address in its error
    await test.database.sql.rows(
      {
        name: 'test_refuse',
        text: `alter table person add constraint refuse check (email not like 'marker%') not valid`,
      },
      [],
    );
    await house.say(sessionId, markers[2]!);
    await house.workflow(sessionId).result();
    const result = temporal.client.workflow.getHandle(resultWorkflowId(resultIdOfCard(sessionId, 'lead')));
    await eventually(async () => {
      const { raw } = await result.describe();
      expect(raw.pendingActivities?.[0]?.lastFailure?.applicationFailureInfo?.type).toBe('internal');
      for (const marker of markers) expect(JSON.stringify(raw)).not.toContain(marker);
    });
    await test.database.sql.rows({ name: 'test_accept', text: 'alter table person drop constraint refuse' }, []);
    await result.result();
    const histories = [await readableHistory(house.workflow(sessionId)), await readableHistory(result)];
    for (const marker of markers) {
      for (const history of histories) expect(history).not.toContain(marker);
      expect(JSON.stringify(worker.logged)).not.toContain(marker);
    }
  });

  it('interleavings 21: a session that is erased while it is looked at ends, and writes nothing any more', async () => {
    const sessionId = await house.start({ choiceId: 'leave' });
    await says(sessionId, LEAVING);
    let erased: Promise<unknown> = Promise.resolve();
    await whileLocked(sessionId, async (waiting) => {
      await house.wake(sessionId, SIGNALS.entriesUnread, 1_000);
      await waiting();
      // both wait for the row now
      erased = test.database.sessions.erase(sessionId);
    });
    await erased;
    await house.wake(sessionId, SIGNALS.conversationClosed, 1_000);
    await house.workflow(sessionId).result();
    expect(await house.lines(sessionId).catch(() => [])).toEqual([]);
  });

  it('interleavings 21: a person who is erased while a result is produced does not come back', async () => {
    const sessionId = await house.start({ choiceId: 'leave' });
    await says(sessionId, LEAVING);
    await house.say(sessionId, 'Vera');
    await eventually(async () => expect((await house.lines(sessionId)).at(-1)).toBe('bot: Your e-mail?'));
    await test.database.sql.rows(
      {
        name: 'test_refuse_2',
        text: `alter table person add constraint refuse check (email not like 'erased%') not valid`,
      },
      [],
    );
    await house.say(sessionId, 'erased@example.org');
    await house.workflow(sessionId).result();
    const handles = ['lead', 'call'].map((card) =>
      temporal.client.workflow.getHandle(resultWorkflowId(resultIdOfCard(sessionId, card))),
    );
    for (const handle of handles) {
      await eventually(async () =>
        expect((await handle.describe()).raw.pendingActivities?.[0]?.attempt).toBeGreaterThan(1),
      );
    }
    await test.database.sessions.erase(sessionId);
    await handles[0]!.cancel();
    await test.database.sql.rows({ name: 'test_accept_2', text: 'alter table person drop constraint refuse' }, []);
    await expect(handles[0]!.result()).rejects.toBeInstanceOf(WorkflowFailedError);
    await handles[1]!.result();
    const records = await test.database.crm.records({});
    expect(records.filter(({ email }) => email?.startsWith('erased'))).toEqual([]);
    expect(records.filter((record) => record.sessionId === sessionId)).toEqual([]);
  });

  it('interleavings 24: while PostgreSQL hangs the history grows by a few events, and then the session goes on', async () => {
    const sessionId = await house.start({ choiceId: 'leave' });
    await says(sessionId, LEAVING);
    await house.settled(sessionId);
    const before = (await eventsOf(house.workflow(sessionId))).length;
    proxy.hang();
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
      proxy.resume();
    }
    await eventually(async () => expect((await house.lines(sessionId)).at(-1)).toBe('bot: Your e-mail?'), {
      timeout: 30_000,
    });
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

  it('interleavings 25: a playbook of half a megabyte does not enter the history', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 110 }, (_, index): [string, Card] => [
        `extra${index}`,
        { kind: 'message', text: { en: 'x'.repeat(4_000) }, next: 'end' },
      ]),
    );
    const definition = { ...definitionOf({ ...CARDS, ...many }), name: 'Large' };
    expect(JSON.stringify(definition).length).toBeGreaterThan(400_000);
    const large = await openHouse({ database: test.database, client: temporal.client, taskQueue, definition });
    const sessionId = await large.start({ choiceId: 'leave' });
    await large.say(sessionId, 'Vera');
    await large.settled(sessionId);
    expect((await readableHistory(large.workflow(sessionId))).length).toBeLessThan(60_000);
  });

  it('reads card by card in the Temporal UI', async () => {
    const sessionId = await house.start({ choiceId: 'leave' });
    await says(sessionId, LEAVING);
    await house.settled(sessionId);
    const { typedSearchAttributes } = await house.workflow(sessionId).describe();
    const attributes = Object.fromEntries(typedSearchAttributes.getAll().map(({ key, value }) => [key.name, value]));
    expect(attributes).toMatchObject({ SessionPhase: 'bot', SiteId: house.siteId, PlaybookVersion: 1 });
    const details = await house.shown(sessionId);
    expect(details).toContain('**name** · bot');
    expect(details).toContain('visitorSilent at');
    expect(details).toContain(`[Conversation](${INBOX_URL}#/conversations/${sessionId})`);
    const history = await readableHistory(house.workflow(sessionId));
    expect(history).toContain('visitor silent');
    expect(history).toContain('advance');
  });
});
