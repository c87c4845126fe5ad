import { createTestDatabase, eventually, type TestDatabase } from '#libs/testing';
import {
  callPeople,
  clientId,
  closeByBot,
  codeOf,
  createOnlineAgent,
  createWorld,
  hold,
  raw,
  readAll,
  startInput,
  startLive,
  visitorHash,
  type World,
  waitingForLock,
} from '../testing/builders.ts';

let test: TestDatabase;
let world: World;
beforeAll(async () => {
  test = await createTestDatabase();
  world = await createWorld(test.database);
});
afterAll(() => test.close());

const sessionsOf = (hash: string) => raw(test.database.sql, 'select id from session where visitor_hash = $1', [hash]);

describe('sessions.start', () => {
  it('writes session, opening and act at once', async () => {
    const { database } = test;
    const input = startInput(world, { pageUrl: 'https://shop.example/', referrer: null });
    const started = await database.sessions.start(input);
    const { sessionId, startedAt } = started;
    expect(started).toEqual({
      sessionId: expect.any(String),
      resumed: false,
      wakes: true,
      lastSeq: 2,
      startedAt: expect.stringMatching(/\.\d{3}Z$/),
      entries: [
        {
          seq: 1,
          at: startedAt,
          kind: 'prompt',
          author: 'bot',
          authorId: null,
          clientId: null,
          body: input.opening[0]?.body,
        },
        {
          seq: 2,
          at: startedAt,
          kind: 'answer',
          author: 'visitor',
          authorId: null,
          clientId: input.clientId,
          body: input.act.body,
        },
      ],
    });
    expect((await database.timeline.read(sessionId, 0)).entries).toEqual(started.entries);
    expect(await database.sessions.credential(sessionId)).toEqual({
      siteId: world.siteId,
      visitorHash: input.visitorHash,
      versionId: world.versionId,
      cardId: 'ask',
      phase: 'bot',
      startedAt,
    });
    expect(await raw(database.sql, 'select cursor, wake_seq from session where id = $1', [sessionId])).toEqual([
      { cursor: 1, wake_seq: 2 },
    ]);
  });

  it('notes the opening’s cards, whether the visitor was here before, and who the website says it is', async () => {
    const { database } = test;
    const identity = { name: 'Vera', email: 'vera@visitor.example', organisation: 'Acme' };
    const visits = [
      { cardId: 'hello', arm: 'b', left: true },
      { cardId: 'ask', arm: null, left: false },
    ];
    const input = startInput(world, { pageUrl: 'https://shop.example/', returning: true, identity, visits });
    const { sessionId, startedAt } = await database.sessions.start(input);
    expect((await database.sessions.detail(sessionId)).details).toEqual({
      personName: 'Vera',
      email: 'vera@visitor.example',
      phone: null,
      organisation: 'Acme',
      dealValue: null,
      currency: null,
      note: null,
    });
    await database.sessions.look(sessionId, Date.now(), (look) => {
      expect(look.session).toMatchObject({ pageUrl: 'https://shop.example/', returning: true, seed: 1 });
      return readAll(look);
    });
    const rows = await raw<{ entered_at: string; left_at: string | null }>(
      database.sql,
      'select card_id, arm, entered_at, left_at from card_visit where session_id = $1 order by card_id',
      [sessionId],
    );
    expect(rows).toMatchObject([
      { card_id: 'ask', arm: null, left_at: null },
      { card_id: 'hello', arm: 'b' },
    ]);
    expect(rows.map(({ entered_at }) => new Date(entered_at).toISOString())).toEqual([startedAt, startedAt]);
    expect(rows[1]?.left_at).toBe(rows[1]?.entered_at);
  });

  it('fills the details with what the opening set, and rather with what the website signed', async () => {
    const { database } = test;
    const set = (field: string, value: string) =>
      ({ kind: 'captured', body: { field, value, cardId: 'set' } }) as const;
    const { opening, ...given } = startInput(world, { identity: { email: 'signed@visitor.example' } });
    const { sessionId } = await database.sessions.start({
      ...given,
      opening: [
        set('message', 'From the pricing page'),
        set('person.email', 'unknown@visitor.example'),
        set('deal.value', '1200.50 EUR'),
        ...opening,
      ],
    });
    expect((await database.sessions.detail(sessionId)).details).toMatchObject({
      email: 'signed@visitor.example',
      dealValue: '1200.50',
      currency: 'EUR',
      note: 'From the pricing page',
    });
  });

  it('refuses an unknown site or version, and stores nothing', async () => {
    const hash = visitorHash();
    const unknown = crypto.randomUUID();
    for (const override of [{ siteId: unknown }, { versionId: unknown }])
      expect(await codeOf(test.database.sessions.start(startInput(world, { ...override, visitorHash: hash })))).toBe(
        'not_found',
      );
    expect(await sessionsOf(hash)).toEqual([]);
  });

  it('brings a visitor back to the open session and appends the act there, once', async () => {
    const { database } = test;
    const first = startInput(world);
    const { sessionId } = await database.sessions.start(first);
    const second = { ...first, clientId: clientId() };
    const resumed = await database.sessions.start(second);
    expect(resumed).toMatchObject({ sessionId, resumed: true, lastSeq: 3 });
    expect(await database.sessions.start(second)).toEqual(resumed);
    expect(resumed.entries.at(-1)).toMatchObject({ kind: 'answer', clientId: second.clientId });
  });

  it('takes an answer as a message where people lead by now', async () => {
    const { database } = test;
    const first = startInput(world);
    const { sessionId } = await database.sessions.start(first);
    await database.sessions.look(sessionId, Date.now(), callPeople);
    const second = { ...first, clientId: clientId() };
    const resumed = await database.sessions.start(second);
    expect(resumed.entries.at(-1)).toMatchObject({ kind: 'message', body: { text: 'Chat with us' } });
    expect(await database.sessions.start(second)).toEqual(resumed);
  });

  it('begins a new session after a close, and leaves the closed one alone', async () => {
    const { database } = test;
    const first = startInput(world);
    const { sessionId } = await database.sessions.start(first);
    await database.sessions.look(sessionId, Date.now(), closeByBot);
    const again = await database.sessions.start({ ...first, clientId: clientId() });
    expect(again).toMatchObject({ resumed: false });
    expect(again.sessionId).not.toBe(sessionId);
  });

  it('interleaving 18: the first act repeated returns the same session, also after its close', async () => {
    const { database } = test;
    const input = startInput(world);
    const started = await database.sessions.start(input);
    expect(await database.sessions.start(input)).toEqual(started);
    await database.sessions.look(started.sessionId, Date.now(), closeByBot);
    const late = await database.sessions.start(input);
    expect(late).toMatchObject({ sessionId: started.sessionId, startedAt: started.startedAt, resumed: false });
    expect(await sessionsOf(input.visitorHash)).toHaveLength(1);
  });

  it('interleaving 18: two tabs start at once, and both get the one session with both acts', async () => {
    const { database } = test;
    for (let round = 0; round < 10; round++) {
      const hash = visitorHash();
      const tabs = await Promise.all(
        [1, 2].map(() => database.sessions.start(startInput(world, { visitorHash: hash }))),
      );
      expect(new Set(tabs.map(({ sessionId }) => sessionId)).size).toBe(1);
      expect(tabs.map(({ resumed }) => resumed).toSorted()).toEqual([false, true]);
      const { entries } = await database.timeline.read(tabs[0]?.sessionId ?? '', 0);
      expect(entries.map(({ author }) => author)).toEqual(['bot', 'visitor', 'visitor']);
    }
  });

  it('interleaving 18: a session that closes while a second tab starts gives way to a new one', async () => {
    const { database } = test;
    const first = startInput(world);
    const { sessionId } = await database.sessions.start(first);
    const closing = await hold(database, `update session set phase = 'closed', closed_at = now() where id = $1`, [
      sessionId,
    ]);
    const second = database.sessions.start({ ...first, clientId: clientId() });
    await eventually(async () => expect(await waitingForLock(database)).toBe(1));
    await closing.release();
    expect((await second).sessionId).not.toBe(sessionId);
    expect((await second).resumed).toBe(false);
  });

  it('interleaving 4: a message refused by a closed session begins a new one with the same clientId', async () => {
    const { database } = test;
    const agent = await createOnlineAgent(database);
    const sessionId = await startLive(database, world, agent.id);
    await database.sessions.close({ sessionId, byAgentId: agent.id, clientId: clientId() });
    const [row] = await raw<{ visitor_hash: string }>(database.sql, 'select visitor_hash from session where id = $1', [
      sessionId,
    ]);
    const message = { kind: 'message', clientId: clientId(), body: { text: 'One more thing' } } as const;
    expect(await codeOf(database.timeline.append({ ...message, sessionId, author: 'visitor' }))).toBe('session_closed');
    const input = startInput(world, { visitorHash: row?.visitor_hash ?? '', clientId: message.clientId, act: message });
    const started = await database.sessions.start(input);
    expect(started.sessionId).not.toBe(sessionId);
    expect(await database.sessions.start(input)).toEqual(started);
  });

  it('peer failure 17: 50 parallel starts of one visitor make 1 session', async () => {
    const { database } = test;
    const hash = visitorHash();
    const starts = await Promise.all(
      Array.from({ length: 50 }, () => database.sessions.start(startInput(world, { visitorHash: hash }))),
    );
    expect(new Set(starts.map(({ sessionId }) => sessionId)).size).toBe(1);
    expect(await sessionsOf(hash)).toHaveLength(1);
    const { entries } = await database.timeline.read(starts[0]?.sessionId ?? '', 0);
    expect(entries.map(({ seq }) => seq)).toEqual(Array.from({ length: 51 }, (_, index) => index + 1));
    expect(starts.filter(({ resumed }) => !resumed)).toHaveLength(1);
  });
});
