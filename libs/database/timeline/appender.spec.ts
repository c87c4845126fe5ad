import { createTestDatabase, eventually, type TestDatabase } from '#libs/testing';
import { type AppendInput, isUnavailable, openDatabase } from '../index.ts';
import {
  clientId,
  codeOf,
  createOnlineAgent,
  createWorld,
  holdSession,
  startLive,
  startSession,
  type World,
  waitingForLock,
} from '../testing/builders.ts';
import { Appender } from './appender.ts';

let test: TestDatabase;
let world: World;
beforeAll(async () => {
  test = await createTestDatabase();
  world = await createWorld(test.database);
});
afterAll(() => test.close());

const said = (sessionId: string, text = 'Hello', id = clientId()) =>
  ({ sessionId, kind: 'message', author: 'visitor', clientId: id, body: { text } }) satisfies AppendInput;

const startSessions = (count: number): Promise<string[]> =>
  Promise.all(Array.from({ length: count }, async () => (await startSession(test.database, world)).sessionId));

/** An appender whose statements are counted by name. */
function counted() {
  const { sql } = test.database;
  const statements: string[] = [];
  const appender = new Appender({
    rows: (statement, values) => {
      statements.push(statement.name);
      return sql.rows(statement, values);
    },
  });
  return { appender, statements };
}

/** As many as may be under way: what comes next goes together. */
const keepBusy = (appender: Appender, [one, two, three]: string[]) =>
  [one, two, three].map((sessionId) => appender.append(said(sessionId ?? '')));

describe('Appender', () => {
  it('appends what many say at once in a few statements, each as if it were alone', async () => {
    const { appender, statements } = counted();
    const agent = await createOnlineAgent(test.database, { capacity: 1_000 });
    const sessionIds = await startSessions(30);
    const live = await startLive(test.database, world, agent.id);
    const words = { author: 'agent', authorId: agent.id, ifAssignee: agent.id, ifSeenBy: agent.id } as const;
    const inputs = [
      ...sessionIds.map((sessionId, index) => said(sessionId, `"${index}", {\\} 'ñ' 🦊`)),
      { ...said(live, 'Good morning'), ...words },
    ];
    const results = await Promise.all(inputs.map((input) => appender.append(input)));
    expect(statements.length).toBeLessThanOrEqual(4);
    for (const [index, { entry, repeated, wakes, assigneeId }] of results.entries()) {
      const { sessionId, body } = inputs[index] ?? said('');
      expect((await test.database.timeline.read(sessionId, entry.seq - 1)).entries).toEqual([entry]);
      expect(entry).toMatchObject({ body });
      const inLive = sessionId === live;
      expect({ repeated, wakes, assigneeId }).toEqual({
        repeated: false,
        wakes: !inLive,
        assigneeId: inLive ? agent.id : null,
      });
    }
    expect(await test.database.sessions.view(live)).toMatchObject({ lastText: 'Good morning', lastAuthor: 'agent' });
  });

  it('lets nobody wait for a session that somebody else is writing', async () => {
    const { appender } = counted();
    const [locked = '', ...others] = await startSessions(6);
    const writing = await holdSession(test.database, locked);
    const busy = keepBusy(appender, others);
    let told = false;
    const late = appender.append(said(locked)).finally(() => {
      told = true;
    });
    await Promise.all([...busy, ...others.map((sessionId) => appender.append(said(sessionId)))]);
    await eventually(async () => expect(await waitingForLock(test.database)).toBe(1));
    expect(told).toBe(false);
    await writing.release();
    expect(await late).toMatchObject({ repeated: false, entry: { seq: 3 } });
  });

  it('loses, doubles and leaves out nothing where two gateways append to the same sessions at once', async () => {
    const gateways = [counted().appender, counted().appender];
    const sessionIds = await startSessions(20);
    const texts = Array.from({ length: 20 }, (_, index) => `${index}`);
    const all = sessionIds.flatMap((sessionId) =>
      texts.map((text, index) => gateways[index % 2]?.append(said(sessionId, text))),
    );
    await Promise.all(all);
    for (const sessionId of sessionIds) {
      const { entries } = await test.database.timeline.read(sessionId, 2);
      expect(entries.map(({ seq }) => seq)).toEqual(texts.map((_, index) => index + 3));
      const stored = entries.map(({ body }) => (body as { text: string }).text);
      expect(stored.toSorted()).toEqual(texts.toSorted());
      expect(entries.map(({ at }) => at)).toEqual(entries.map(({ at }) => at).toSorted());
    }
  });

  it('answers a repeat with the first entry, and everybody beside it with their own', async () => {
    const { appender } = counted();
    const [repeating = '', ...others] = await startSessions(6);
    const first = await appender.append(said(repeating, 'once', 'the-same'));
    const busy = keepBusy(appender, others);
    const again = appender.append(said(repeating, 'once', 'the-same'));
    const beside = await Promise.all([...busy, ...others.map((sessionId) => appender.append(said(sessionId)))]);
    expect(await again).toMatchObject({ repeated: true, entry: first.entry });
    expect(beside.every(({ repeated }) => !repeated)).toBe(true);
    for (const sessionId of [repeating, ...others]) {
      const { entries } = await test.database.timeline.read(sessionId, 0);
      expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, index) => index + 1));
    }
  });

  it('refuses each for its own reason, and appends the rest', async () => {
    const { appender } = counted();
    const [closed = '', ...others] = await startSessions(6);
    const agent = await createOnlineAgent(test.database);
    const live = await startLive(test.database, world, agent.id);
    await test.database.sql.rows(
      { name: '', text: `update session set phase = 'closed', closed_at = now() where id = $1` },
      [closed],
    );
    const ben = await createOnlineAgent(test.database, { name: 'Ben' });
    const stranger = { author: 'agent', authorId: ben.id, ifAssignee: ben.id } as const;
    const busy = keepBusy(appender, others);
    const refusals = [
      appender.append(said(closed)),
      appender.append(said(crypto.randomUUID())),
      appender.append({ ...said(live), ...stranger }),
      appender.append({ ...said(live), author: 'system' }),
    ].map(codeOf);
    const fine = others.map((sessionId) => appender.append(said(sessionId)));
    expect((await Promise.all([...busy, ...fine])).every(({ repeated }) => !repeated)).toBe(true);
    expect(await Promise.all(refusals)).toEqual(['session_closed', 'not_found', 'not_assignee', 'forbidden']);
  });

  it.each([
    [
      'a text that PostgreSQL cannot store',
      'Hello \0',
      clientId(),
      /^error: (unsupported Unicode escape|invalid byte)/,
    ],
    ['an object instead of an id', 'Hello', { $ne: null } as never, /^TypeError/],
  ])('lets nobody suffer from %s', async (_, text, id, failure) => {
    const { appender } = counted();
    const [spoilt = '', ...others] = await startSessions(6);
    const busy = keepBusy(appender, others);
    const failed = codeOf(appender.append(said(spoilt, text, id)));
    const fine = others.map((sessionId) => appender.append(said(sessionId)));
    expect((await Promise.all([...busy, ...fine])).every(({ repeated }) => !repeated)).toBe(true);
    expect(await failed).toMatch(failure);
    expect((await test.database.timeline.read(spoilt, 0)).lastSeq).toBe(2);
  });

  it('tells everybody when PostgreSQL cannot be reached, and works when it can be again', async () => {
    const away = await openDatabase({ url: 'postgresql://nobody@127.0.0.1:1/none' });
    const sessionId = crypto.randomUUID();
    const failures = await Promise.all(
      Array.from({ length: 5 }, () => away.timeline.append(said(sessionId)).catch((error: unknown) => error)),
    );
    expect(failures.every(isUnavailable)).toBe(true);
    expect(isUnavailable(await away.timeline.append(said(sessionId)).catch((error: unknown) => error))).toBe(true);
    await away.close();
  });
});
