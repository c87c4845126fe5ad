import type { Details, Filters } from '#libs/contracts';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import {
  callPeople,
  clientId,
  codeOf,
  createAgent,
  createOnlineAgent,
  createWorld,
  empty,
  hold,
  newResult,
  raw,
  readAll,
  startLive,
  startSession,
  startWaiting,
  type World,
} from '../testing/builders.ts';

let test: TestDatabase;
let world: World;
let ana: { id: string };
beforeAll(async () => {
  test = await createTestDatabase();
});
beforeEach(async () => {
  await empty(test.database);
  world = await createWorld(test.database);
  ana = await createOnlineAgent(test.database);
});
afterAll(() => test.close());

const say = (sessionId: string, text: string) =>
  test.database.timeline.append({
    sessionId,
    kind: 'message',
    author: 'visitor',
    clientId: clientId(),
    body: { text },
  });
const write = async (...sessionIds: string[]) => expect(await test.database.search.writeWords(sessionIds)).toEqual([]);
type Query = Partial<Parameters<TestDatabase['database']['search']['find']>[0]>;
const find = (text: string, query: Query = {}) =>
  test.database.search.find({ agentId: ana.id, text, filters: {}, limit: 10, ...query });
const found = async (...query: Parameters<typeof find>) =>
  (await find(...query)).hits.map(({ conversation }) => conversation.id);
/** What a hit shows: "in: …[hit]…". */
const shown = async (text: string) =>
  (await find(text)).hits[0]?.matches.map(
    ({ in: place, spans }) => `${place}: ${spans.map((span) => (span.hit ? `[${span.text}]` : span.text)).join('')}`,
  );
async function setDetails(sessionId: string, details: Partial<Details>): Promise<void> {
  const none = { personName: null, email: null, phone: null, organisation: null, dealValue: null, currency: null };
  const { detailsVersion: version } = await test.database.sessions.detail(sessionId);
  await test.database.sessions.updateDetails({ sessionId, version, details: { ...none, note: null, ...details } });
}

describe('search.find', () => {
  it('finds what was said by whole words and the beginning of the last, whatever the case and accents', async () => {
    const sessionId = await startWaiting(test.database, world);
    await say(sessionId, 'Hola, soy José: ¿cuánto cuesta el café?');
    expect(await found('jose')).toEqual([]);
    await write(sessionId);
    for (const text of ['jose', 'JOSÉ', 'cuanto CAF', 'café josé', 'ｃａｆé', ' hola,  '])
      expect([text, await found(text)]).toEqual([text, [sessionId]]);
    for (const text of ['cuant cafe', 'afe', 'jose pérez', '...', '&|!:*'])
      expect([text, await found(text)]).toEqual([text, []]);
    expect(await shown('cuanto caf')).toEqual(['message: Hola, soy José: ¿[cuánto] cuesta el [café]?']);
  });

  it('finds people by name, e-mail, phone however it is written, and organisation; words and people together', async () => {
    const sessionId = await startWaiting(test.database, world);
    await say(sessionId, 'Is there a discount?');
    await setDetails(sessionId, {
      personName: 'Vera Núñez',
      email: 'vera@visitor.example',
      phone: '+442079460958',
      organisation: 'Acme & Söhne',
    });
    await write(sessionId);
    const texts = [
      'nunez',
      'vera@visitor.exa',
      '+44 20 7946 0958',
      '020 7946 09',
      '(020) 7946-0958',
      '0958',
      'sohne',
      'vera discount',
    ];
    for (const text of texts) expect([text, await found(text)]).toEqual([text, [sessionId]]);
    expect(await shown('020 7946')).toEqual(['phone: [+442079460958]']);
    await setDetails(sessionId, { personName: 'Olga' });
    await write(sessionId);
    expect(await found('nunez')).toEqual([]);
    expect(await found('olga')).toEqual([sessionId]);
  });

  it('finds cards that the session came by, and results by title, kind and state; nothing that only the bot said', async () => {
    const { sessionId } = await startSession(test.database, world);
    await test.database.sessions.look(sessionId, Date.now(), (look) => ({
      ...callPeople(look),
      visits: [{ cardId: 'askBudget', arm: null, left: false }],
      results: [newResult(sessionId, 'lead', { kind: 'deal', title: 'Roof for a barn' })],
    }));
    await write(sessionId);
    for (const text of ['askbudget', 'budget', 'barn', 'deal pending'])
      expect([text, await found(text)]).toEqual([text, [sessionId]]);
    expect(await shown('barn')).toEqual(['result: Roof for a [barn] · deal · pending']);
    expect(await shown('budget')).toEqual(['card: [askBudget]']);
    expect(await found('calling')).toEqual([]);
  });

  it('shows only what the agent may see, and no session that only the bot led', async () => {
    const { database } = test;
    const team = await database.teams.create('Sales');
    const bea = await createOnlineAgent(database, { teamId: team.id });
    const admin = await createAgent(database, { role: 'admin' });
    const theirs = await startLive(database, world, bea.id, { team: 'Sales' });
    const { sessionId: botOnly } = await startSession(database, world);
    await say(theirs, 'secret offer');
    await say(botOnly, 'secret bot talk');
    await write(theirs, botOnly);
    expect(await found('secret')).toEqual([]);
    expect(await found('secret', { agentId: bea.id })).toEqual([theirs]);
    expect(await found('secret', { agentId: admin.id })).toEqual([theirs]);
    expect(await found('', { agentId: ana.id })).toEqual([]);
  });

  it('goes on from page to page, newest first, each conversation once', async () => {
    const ids: string[] = [];
    for (let made = 0; made < 5; made++) ids.unshift(await startWaiting(test.database, world));
    await write(...ids);
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const { hits, next } = await find('chat', { limit: 2, ...(after && { after }) });
      seen.push(...hits.map(({ conversation }) => conversation.id));
      after = next ?? undefined;
    } while (after);
    expect(seen).toEqual(ids);
    expect(await codeOf(find('chat', { after: '2026-13-45T00:00:00.000Z_x' }))).toBe('invalid_body');
  });

  it('finds what lies far behind, among very many that are newer', async () => {
    const { sql } = test.database;
    const [old, older] = [await startWaiting(test.database, world), await startWaiting(test.database, world)];
    await say(old, 'the Blue lamp');
    await say(older, 'a blue lamp, naïve');
    await write(old, older);
    await raw(sql, `update session set last_at = case id when $1 then '2020-01-02'::date else '2020-01-01' end`, [old]);
    await raw(sql, 'update conversation_words w set at = s.last_at from session s where s.id = w.session_id');
    await sql.transaction(async (executor) => {
      await raw(executor, `set local statement_timeout = '60s'`);
      await raw(
        executor,
        `with made as (
          insert into session select (jsonb_populate_record(s, jsonb_build_object('id', gen_random_uuid(),
            'visitor_hash', n, 'last_at', now()))).* from session s, generate_series(1, 1200) n where s.id = $1 returning id
        ) insert into conversation_words select id, 1, 0, now(), 'lamp' from made`,
        [old],
      );
    });
    expect(await found('blue')).toEqual([old, older]);
    expect(await found('blue', { filters: { to: '2020-01-01' } })).toEqual([older]);
    expect(await found('lamp', { filters: { to: '2020-01-02' } })).toEqual([old, older]);
    expect(await shown('blue la')).toEqual(['message: the [Blue] [lamp]']);
    expect(await shown('naive')).toEqual(['message: a blue lamp, [naïve]']);
    expect(await found('lamp')).toHaveLength(10);
  });

  it('erasure removes the words, also those that are being written', async () => {
    const { database } = test;
    const [erased, racing] = [await startWaiting(database, world), await startWaiting(database, world)];
    for (const id of [erased, racing]) await say(id, 'my secret');
    await write(erased);
    await database.sessions.erase(erased);
    await write(erased);
    expect(await found('secret')).toEqual([]);
    const held = await hold(database, 'select pg_advisory_xact_lock_shared(7046106)');
    expect(await database.search.writeWords([racing])).toEqual([racing]);
    await held.release();
    await database.sessions.erase(racing);
    await write(racing);
    expect(await raw(database.sql, 'select * from conversation_words')).toEqual([]);
  });

  it('follows what was edited and deleted', async () => {
    const { timeline } = test.database;
    const sessionId = await startLive(test.database, world, ana.id);
    const { entry } = await say(sessionId, 'the blue lamp');
    await write(sessionId);
    const amend = (text: string | null) =>
      timeline.amend({ sessionId, author: 'visitor', authorId: null, clientId: clientId(), seq: entry.seq, text });
    await amend('the green lamp');
    await write(sessionId);
    expect([await found('blue'), await found('green')]).toEqual([[], [sessionId]]);
    await amend(null);
    await write(sessionId);
    expect(await found('lamp')).toEqual([]);
  });

  it('the walk finds what nobody told of, and nothing twice', async () => {
    const { database } = test;
    const [first, second] = [await startWaiting(database, world), await startWaiting(database, world)];
    await startSession(database, world);
    const { stale, end } = await database.search.walkWords(null, 1);
    expect([stale, end]).toEqual([[first], first]);
    expect(await database.search.walkWords(end, 10)).toEqual({ stale: [second], end: null });
    await write(first, second);
    expect((await database.search.walkWords(null, 10)).stale).toEqual([]);
    await say(first, 'more');
    expect((await database.search.walkWords(null, 10)).stale).toEqual([first]);
  });

  it('takes the longest talk of the most different words, up to the limit, newest words first', async () => {
    const sessionId = await startWaiting(test.database, world);
    await say(sessionId, 'beginning');
    for (let message = 0; message < 6; message++)
      await say(
        sessionId,
        Array.from({ length: 900 }, () => crypto.randomUUID().slice(0, 17))
          .join(' ')
          .slice(0, 16_000),
      );
    await say(sessionId, 'latest');
    await write(sessionId);
    expect(await found('latest')).toEqual([sessionId]);
    expect(await found('beginning')).toEqual([]);
  });
});

describe('filters', () => {
  it('narrow search and folders, each by itself and together', async () => {
    const { database } = test;
    const admin = await createOnlineAgent(database, { role: 'admin' });
    const team = await database.teams.create('Sales');
    const other = await createWorld(database);
    const [a, b] = [
      await startLive(database, world, admin.id, { team: 'Sales' }),
      await startLive(database, world, ana.id),
    ];
    const c = await startWaiting(database, other);
    await say(a, 'hello');
    await database.timeline.append({
      sessionId: b,
      kind: 'message',
      author: 'agent',
      authorId: ana.id,
      clientId: clientId(),
      body: { text: 'hi' },
    });
    await database.sessions.requestResult({
      sessionId: b,
      byAgentId: ana.id,
      clientId: clientId(),
      kind: 'lead',
      title: 'L',
    });
    await raw(database.sql, `update session set language = 'pt-BR', last_at = '2026-01-31T23:30:00Z' where id = $1`, [
      c,
    ]);
    await write(a, b, c);
    const by = async (filters: Filters) => (await found('', { agentId: admin.id, filters })).toSorted();
    const cases: [Filters, string[]][] = [
      [{}, [a, b, c]],
      [{ team: team.id }, [a]],
      [{ team: 'none' }, [b, c]],
      [{ agent: ana.id }, [b]],
      [{ site: other.siteId }, [c]],
      [{ phase: 'live' }, [a, b]],
      [{ from: '2026-01-31', to: '2026-01-31' }, [c]],
      [{ to: '2026-01-30' }, []],
      [{ from: '2026-02-01' }, [a, b]],
      [{ result: 'lead' }, [b]],
      [{ language: 'pt-BR' }, [c]],
      [{ unread: 'yes' }, [a, c]],
      [{ unanswered: 'yes' }, [a, c]],
      [{ unread: 'yes', unanswered: 'yes', phase: 'live' }, [a]],
      [{ phase: 'live', team: 'none', agent: ana.id }, [b]],
      [{ phase: 'waiting', team: team.id }, []],
    ];
    for (const [filters, ids] of cases) expect([filters, await by(filters)]).toEqual([filters, ids.toSorted()]);
    const mine = await database.sessions.list({
      folder: 'mine',
      agentId: admin.id,
      limit: 10,
      filters: { unread: 'yes', team: team.id },
    });
    expect(mine.conversations.map(({ id }) => id)).toEqual([a]);
    expect(
      (await database.sessions.list({ folder: 'mine', agentId: admin.id, limit: 10, filters: { team: 'none' } }))
        .conversations,
    ).toEqual([]);
  });
});

describe('ranges of a folder', () => {
  it('are read one after the other and again, and hold each row once however rows move', async () => {
    const { database } = test;
    const ids: string[] = [];
    for (let made = 0; made < 5; made++) ids.push(await startWaiting(database, world));
    const read = async (range: { after?: string; until?: string } = {}) => {
      const { conversations, next } = await database.sessions.list({
        folder: 'unassigned',
        agentId: ana.id,
        limit: 2,
        ...range,
      });
      return { ids: conversations.map(({ id }) => id), next: next ?? '' };
    };
    const first = await read();
    const second = await read({ after: first.next });
    const third = await read({ after: second.next });
    expect([first.ids, second.ids, third]).toEqual([ids.slice(0, 2), ids.slice(2, 4), { ids: ids.slice(4), next: '' }]);
    // the fourth is taken: its range shrinks, the others stay as they are
    await database.sessions.assign({ sessionId: ids[3]!, agentId: ana.id, byAgentId: ana.id, clientId: clientId() });
    expect(await read({ after: first.next, until: second.next })).toEqual({ ids: [ids[2]], next: '' });
    expect(await read({ after: second.next })).toEqual(third);
    expect(await codeOf(read({ after: 'nonsense' }))).toBe('invalid_body');
  });

  it('go down in the folders that begin with the latest', async () => {
    const { database } = test;
    const ids: string[] = [];
    for (let made = 0; made < 3; made++) ids.unshift(await startLive(database, world, ana.id));
    const query = { folder: 'mine' as const, agentId: ana.id };
    const first = await database.sessions.list({ ...query, limit: 2 });
    const rest = await database.sessions.list({ ...query, limit: 2, after: first.next ?? '' });
    expect([...first.conversations, ...rest.conversations].map(({ id }) => id)).toEqual(ids);
    expect(await database.sessions.look(ids[0]!, Date.now(), (look) => readAll(look))).not.toBeNull();
  });
});
