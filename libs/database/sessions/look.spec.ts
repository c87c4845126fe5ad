import { type Entry, LIMITS, newId, resultIdOfCard } from '#libs/contracts';
import { createTestDatabase, eventually, type TestDatabase } from '#libs/testing';
import type { Look, LookOutcome } from '../index.ts';
import {
  callPeople,
  clientId,
  closeByBot,
  codeOf,
  createAgent,
  createOnlineAgent,
  createWorld,
  hold,
  holdSession,
  newResult,
  raw,
  readAll,
  startSession,
  startWaiting,
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

const say = (sessionId: string, text: string) =>
  test.database.timeline.append({
    sessionId,
    kind: 'message',
    author: 'visitor',
    clientId: clientId(),
    body: { text },
  });
const botSays = (text: string) => ({ kind: 'message', author: 'bot', body: { text, cardId: 'ask' } }) as const;

describe('sessions.look', () => {
  it('shows what is unread, writes what is decided, and finds nothing the second time', async () => {
    const { database } = test;
    const { sessionId } = await startSession(database, world);
    const resultId = resultIdOfCard(sessionId, 'lead');
    const looks: Look[] = [];
    const decide = (look: Look): LookOutcome => {
      looks.push(look);
      if (look.unread.length === 0) return readAll(look);
      const state = { ...look.session.state, cardId: 'chat' };
      const results = [newResult(sessionId, 'lead')];
      const details = { email: 'vera@visitor.example', personName: null };
      return readAll(look, { append: [botSays('One'), botSays('Two')], state, results, details });
    };
    const looked = await database.sessions.look(sessionId, Date.now(), decide);
    expect(looks[0]).toMatchObject({
      session: { id: sessionId, phase: 'bot', epoch: 0, cursor: 1, lastSeq: 2 },
      unread: [{ seq: 2, kind: 'answer', author: 'visitor' }],
      more: false,
      online: { anybody: false, teams: [] },
      queuePlace: null,
      definition: { name: 'Test' },
      playbookVersion: 1,
      results: [],
    });
    expect(looked).toMatchObject({
      session: { lastSeq: 4, cursor: 4, epoch: 0, state: { cardId: 'chat' } },
      appended: [
        { seq: 3, author: 'bot', body: { text: 'One' } },
        { seq: 4, author: 'bot', body: { text: 'Two' } },
      ],
      pendingResults: [{ resultId, kind: 'lead' }],
      more: false,
    });
    expect((await database.timeline.read(sessionId, 2)).entries).toEqual(looked?.appended);
    expect(await database.sessions.detail(sessionId)).toMatchObject({
      lastText: 'Two',
      lastAuthor: 'bot',
      detailsVersion: 1,
      details: { email: 'vera@visitor.example', personName: null },
      results: [{ id: resultId, state: 'pending', title: 'A lead' }],
    });
    const again = await database.sessions.look(sessionId, Date.now(), decide);
    expect(looks[1]).toMatchObject({ unread: [], results: [{ resultId, kind: 'lead', state: 'pending' }] });
    expect(again).toEqual({ ...looked, appended: [] });
  });

  it('fills details that are empty and leaves what an agent wrote', async () => {
    const { database } = test;
    const { sessionId } = await startSession(database, world);
    const { details, detailsVersion } = await database.sessions.detail(sessionId);
    const byAgent = { ...details, personName: 'Vera', dealValue: '1200.50' };
    const { version } = await database.sessions.updateDetails({ sessionId, version: detailsVersion, details: byAgent });
    await database.sessions.look(sessionId, Date.now(), (look) =>
      readAll(look, { details: { personName: 'vera', phone: '+34 600' } }),
    );
    expect(await database.sessions.detail(sessionId)).toMatchObject({
      details: { ...byAgent, phone: '+34 600' },
      detailsVersion: version + 1,
    });
    const stale = database.sessions.updateDetails({ sessionId, version, details: byAgent });
    expect(await codeOf(stale)).toBe('stale_version');
  });

  it('raises the epoch with the phase, and dates waiting and close', async () => {
    const { database } = test;
    const { sessionId } = await startSession(database, world);
    const called = await database.sessions.look(sessionId, Date.now(), callPeople);
    expect(called?.session).toMatchObject({ phase: 'waiting', epoch: 1, waitDeadlineId: 'pickUp-1' });
    expect(called?.session.waitingSince).toBe(called?.session.lastAt);
    const closed = await database.sessions.look(sessionId, Date.now(), closeByBot);
    expect(closed?.session).toMatchObject({ phase: 'closed', epoch: 2, waitDeadlineId: null, waitingSince: null });
    expect(closed?.session.closedAt).toBe(closed?.session.lastAt);
  });

  it('keeps the team that was called last, also with the bot: it stays theirs', async () => {
    const { database } = test;
    const sales = await database.teams.create('Sales');
    const agent = await createOnlineAgent(database, { teamId: sales.id });
    const command = { agentId: agent.id, byAgentId: agent.id };
    const sessionId = await startWaiting(database, world, { team: 'Sales' });
    const teamOf = async (decide: (look: Look) => LookOutcome) =>
      (await database.sessions.look(sessionId, Date.now(), decide))?.session.teamId;
    expect(await teamOf(readAll)).toBe(sales.id);
    // another team is called while it waits; one that there is none of means everybody
    const again = (team: string) => (look: Look) => readAll(look, { append: [botSays('x')], team });
    expect(await teamOf(again('Nobody'))).toBeNull();
    expect(await teamOf(again('Sales'))).toBe(sales.id);
    await database.sessions.assign({ sessionId, ...command, clientId: clientId() });
    expect(await teamOf((look) => readAll(look, { append: [botSays('x')] }))).toBe(sales.id);
    await database.sessions.handBack({ sessionId, byAgentId: agent.id, clientId: clientId() });
    expect(await teamOf(readAll)).toBe(sales.id);
    await database.presence.setSwitch(agent.id, false);
  });

  it('tells a waiting session its place among those who wait for the same team', async () => {
    const { database } = test;
    await database.teams.create('Queue');
    const places = async (...ids: string[]) => {
      const seen: (number | null)[] = [];
      for (const id of ids)
        await database.sessions.look(id, Date.now(), (look) => {
          seen.push(look.queuePlace);
          return readAll(look, { team: 'Queue' });
        });
      return seen;
    };
    const { sessionId: bot } = await startSession(database, world);
    const queue: string[] = [];
    for (let index = 0; index < 3; index++) queue.push(await startWaiting(database, world, { team: 'Queue' }));
    const elsewhere = await startWaiting(database, world);
    expect(await places(bot, ...queue)).toEqual([null, 1, 2, 3]);
    await database.sessions.close({
      sessionId: queue[0] ?? '',
      byAgentId: (await createAgent(database, { role: 'admin' })).id,
      clientId: clientId(),
    });
    expect(await places(...queue)).toEqual([null, 1, 2]);
    const everybody: (number | null)[] = [];
    await database.sessions.look(elsewhere, Date.now(), (look) => {
      everybody.push(look.queuePlace);
      return readAll(look);
    });
    const [{ waiting } = { waiting: 0 }] = await raw<{ waiting: number }>(
      database.sql,
      `select count(*)::int as waiting from session where phase = 'waiting' and team_id is null`,
    );
    expect(everybody).toEqual([waiting]);
  });

  it('notes the first visit of each card, and once that it was left', async () => {
    const { database } = test;
    const { sessionId } = await startSession(database, world);
    const visit = (...visits: LookOutcome['visits']) =>
      database.sessions.look(sessionId, Date.now(), (look) => readAll(look, { visits }));
    const known = async () =>
      (
        await raw<{ card_id: string; arm: string | null; entered_at: string; left_at: string | null }>(
          database.sql,
          'select * from card_visit where session_id = $1 order by entered_at, card_id',
          [sessionId],
        )
      ).map(({ card_id, arm, entered_at, left_at }) => ({ card_id, arm, entered_at, left_at }));
    expect(await known()).toMatchObject([{ card_id: 'ask', arm: null, left_at: null }]);
    await visit(
      { cardId: 'ask', arm: null, left: true },
      { cardId: 'two', arm: 'b', left: true },
      { cardId: 'wait', arm: null, left: false },
    );
    const first = await known();
    expect(first).toEqual([
      { card_id: 'ask', arm: null, entered_at: expect.any(String), left_at: first[1]?.entered_at },
      { card_id: 'two', arm: 'b', entered_at: first[1]?.entered_at, left_at: first[1]?.entered_at },
      { card_id: 'wait', arm: null, entered_at: first[1]?.entered_at, left_at: null },
    ]);
    await visit({ cardId: 'two', arm: 'a', left: false }, { cardId: 'ask', arm: null, left: true });
    expect(await known()).toEqual(first);
    await visit({ cardId: 'wait', arm: 'late', left: true });
    const last = await known();
    expect(last.slice(0, 2)).toEqual(first.slice(0, 2));
    expect(last[2]).toEqual({ ...first[2], arm: 'late', left_at: expect.any(String) });
  });

  it('stores what a card says of its result', async () => {
    const { database } = test;
    const { sessionId } = await startSession(database, world);
    const given = {
      owner: 'assignee',
      label: 'hot',
      stage: 'Qualified',
      visibility: 'owner',
      value: '1200.50',
      currency: 'EUR',
    } as const;
    const results = [newResult(sessionId, 'deal', { kind: 'deal', ...given }), newResult(sessionId, 'lead')];
    await database.sessions.look(sessionId, Date.now(), (look) => readAll(look, { results }));
    const stored = await raw(
      database.sql,
      'select owner, label, stage, visibility, value, currency from result where session_id = $1 order by kind',
      [sessionId],
    );
    const nothing = { owner: null, label: null, stage: null, value: null, currency: null };
    expect(stored).toEqual([given, { ...nothing, visibility: 'everyone' }]);
  });

  it('answers null where there is no session', async () => {
    expect(await test.database.sessions.look(newId(), Date.now(), readAll)).toBeNull();
  });

  it('writes nothing when the decision throws or breaks the rules', async () => {
    const { database } = test;
    const { sessionId } = await startSession(database, world);
    const broken: ((look: Look) => LookOutcome)[] = [
      () => {
        throw new Error('a bug');
      },
      (look) => readAll(look, { append: [{ kind: 'botSilent', author: 'bot', body: {} }] }),
      (look) => readAll(look, { append: [botSays('x')], cursor: look.session.lastSeq + 2 }),
      (look) => readAll(look, { append: [botSays('x')], cursor: 0 }),
      (look) => ({ ...closeByBot(look), cursor: look.session.cursor }),
      (look) => ({ ...closeByBot(look), append: [...closeByBot(look).append, botSays('after the end')] }),
    ];
    for (const decide of broken) await expect(database.sessions.look(sessionId, Date.now(), decide)).rejects.toThrow();
    expect(await database.timeline.read(sessionId, 0)).toMatchObject({ lastSeq: 2, phase: 'bot' });
  });

  it('reads at most 200 entries, says that there are more, and does not close before the rest is read', async () => {
    const { database } = test;
    const { sessionId } = await startSession(database, world);
    for (let index = 0; index < LIMITS.entriesPerRead; index++) await say(sessionId, `${index}`);
    const reading = database.sessions.look(sessionId, Date.now(), closeByBot);
    await expect(reading).rejects.toThrow('unread');
    const first = await database.sessions.look(sessionId, Date.now(), (look) =>
      readAll(look, { append: [botSays('x')] }),
    );
    expect(first).toMatchObject({ more: true, session: { cursor: 201, lastSeq: 203 } });
    const second = await database.sessions.look(sessionId, Date.now(), closeByBot);
    expect(second).toMatchObject({ more: false, session: { phase: 'closed', cursor: 204 } });
  });

  it('interleaving 4: either the visitor’s row is read before the bot closes, or it is refused', async () => {
    const { database } = test;
    for (let round = 0; round < 30; round++) {
      const { sessionId } = await startSession(database, world);
      const seen: number[] = [];
      const closing = database.sessions.look(sessionId, Date.now(), (look) => {
        seen.push(...look.unread.map(({ seq }) => seq));
        return closeByBot(look);
      });
      const [appended] = await Promise.allSettled([say(sessionId, 'wait'), closing]);
      const { entries, phase } = await database.timeline.read(sessionId, 0);
      expect(phase).toBe('closed');
      expect(entries.at(-1)?.kind).toBe('closed');
      if (appended.status === 'fulfilled') expect(seen).toContain(appended.value.entry.seq);
      else expect(appended.reason).toMatchObject({ code: 'session_closed' });
    }
  });

  it('interleaving 9: an entry that commits while the look waits for the row is read by it', async () => {
    const { database } = test;
    const { sessionId } = await startSession(database, world);
    const insert = `
      with grown as (update session set last_seq = last_seq + 1, wake_seq = last_seq + 1 where id = $1 returning last_seq)
      insert into entry (session_id, seq, at, kind, author, body)
      select $1, last_seq, clock_timestamp(), 'message', 'visitor', '{"text": "late"}' from grown`;
    const writing = await hold(database, insert, [sessionId]);
    const seen: Entry[] = [];
    const looking = database.sessions.look(sessionId, Date.now(), (look) => {
      seen.push(...look.unread);
      return readAll(look, { append: [botSays('x')] });
    });
    await eventually(async () => expect(await waitingForLock(database)).toBe(1));
    await writing.release();
    expect((await looking)?.session.cursor).toBe(4);
    expect(seen.map(({ seq }) => seq)).toEqual([2, 3]);
  });

  it('interleaving 9: under fire every entry of the visitor is read exactly once, and nothing is lost', async () => {
    const { database } = test;
    const { sessionId } = await startSession(database, world);
    const read: number[] = [];
    let writing = true;
    const looks = async () => {
      while (writing) await look();
    };
    const look = () =>
      database.sessions.look(sessionId, Date.now(), (seen) => {
        const heard = seen.unread.filter(({ author }) => author === 'visitor');
        read.push(...heard.map(({ seq }) => seq));
        return readAll(seen, { append: heard.map(({ seq }) => botSays(`heard ${seq}`)) });
      });
    const lookers = [looks(), looks(), looks()];
    await Promise.all(
      Array.from({ length: 4 }, async (_, writer) => {
        for (let index = 0; index < 20; index++) await say(sessionId, `${writer} ${index}`);
      }),
    );
    writing = false;
    await Promise.all(lookers);
    await look();
    const rows = await raw<{ seq: number; author: string }>(
      database.sql,
      'select seq, author from entry where session_id = $1 order by seq',
      [sessionId],
    );
    expect(rows.map(({ seq }) => seq)).toEqual(rows.map((_, index) => index + 1));
    expect(read.toSorted((a, b) => a - b)).toEqual(
      rows.filter(({ author }) => author === 'visitor').map(({ seq }) => seq),
    );
    expect(rows).toHaveLength(1 + 81 * 2);
  });

  it('interleaving 22: times never run backwards, whether time was skipped or clocks differ', async () => {
    const { database } = test;
    const { sessionId } = await startSession(database, world);
    const tomorrow = Date.now() + 86_400_000;
    const times: string[] = [];
    const lookAt = (time: number) =>
      database.sessions.look(sessionId, time, (look) => {
        times.push(look.now);
        return readAll(look, { append: [botSays('x')] });
      });
    await lookAt(tomorrow);
    await lookAt(tomorrow + 1_000);
    await lookAt(Date.now());
    await say(sessionId, 'after');
    expect(times[0]).toBe(new Date(tomorrow).toISOString());
    expect(times[1]).toBe(new Date(tomorrow + 1_000).toISOString());
    expect(times[2]).toBe(times[1]);
    const { entries } = await database.timeline.read(sessionId, 0);
    expect(entries.map(({ at }) => at)).toEqual(entries.map(({ at }) => at).toSorted());
    expect(entries.at(-1)?.at).toBe(times[1]);
  });

  it('interleaving 22: an entry’s time is when it got the row, not when its transaction began', async () => {
    const { database } = test;
    const { sessionId } = await startSession(database, world);
    const held = await holdSession(database, sessionId);
    const looking = database.sessions.look(sessionId, 0, (look) => readAll(look, { append: [botSays('x')] }));
    await eventually(async () => expect(await waitingForLock(database)).toBe(1));
    const [{ now } = { now: '' }] = await raw<{ now: string }>(database.sql, 'select clock_timestamp() as now');
    await held.release();
    const at = (await looking)?.appended[0]?.at ?? '';
    expect(Date.parse(at)).toBeGreaterThanOrEqual(Date.parse(now));
  });

  it('interleaving 16: a look waits for an agent who is going online, and sees them', async () => {
    const { database } = test;
    const agent = await createAgent(database);
    await database.presence.beat(newId(), [agent.id]);
    const { sessionId } = await startSession(database, world);
    const held = await hold(database, 'update agent set switched_on = switched_on where id = $1', [agent.id]);
    const goingOnline = database.presence.setSwitch(agent.id, true);
    await eventually(async () => expect(await waitingForLock(database)).toBe(1));
    let online: boolean | undefined;
    const looking = database.sessions.look(sessionId, Date.now(), (look) => {
      online = look.online.anybody;
      return readAll(look);
    });
    await eventually(async () => expect(await waitingForLock(database)).toBe(2));
    await held.release();
    await Promise.all([goingOnline, looking]);
    expect(online).toBe(true);
    await database.presence.setSwitch(agent.id, false);
  });

  it('interleaving 16: an agent who goes online while a session starts waiting finds it in Unassigned', async () => {
    const { database } = test;
    const agent = await createAgent(database);
    const { sessionId } = await startSession(database, world);
    const held = await holdSession(database, sessionId);
    const looking = database.sessions.look(sessionId, Date.now(), callPeople);
    await eventually(async () => expect(await waitingForLock(database)).toBe(1));
    const found = database.presence.setSwitch(agent.id, true).then(async () => {
      const { conversations } = await database.sessions.list({ folder: 'unassigned', agentId: agent.id, limit: 200 });
      return conversations.map(({ id }) => id);
    });
    await eventually(async () => expect(await waitingForLock(database)).toBe(2));
    await held.release();
    expect(await found).toContain(sessionId);
    await looking;
  });
});
