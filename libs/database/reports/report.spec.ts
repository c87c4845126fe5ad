import type { Figures, ReportQuery } from '#libs/contracts';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import {
  callPeople,
  clientId,
  codeOf,
  createAgent,
  createOnlineAgent,
  createWorld,
  empty,
  newResult,
  raw,
  readAll,
  startLive,
  startWaiting,
  type World,
} from '../testing/builders.ts';
import {
  assigned,
  called,
  closed,
  gaveUp,
  inVain,
  type Line,
  reassigned,
  result,
  says,
  writeTimeline,
} from '../testing/timelines.ts';

let test: TestDatabase;
let world: World;
let admin: string;
let ana: string;
let ben: string;
beforeAll(async () => {
  test = await createTestDatabase();
});
beforeEach(async () => {
  await empty(test.database);
  world = await createWorld(test.database);
  admin = (await createAgent(test.database, { name: 'Alex', role: 'admin' })).id;
  ana = (await createAgent(test.database, { name: 'Ana' })).id;
  ben = (await createAgent(test.database, { name: 'Ben' })).id;
});
afterAll(() => test.close());

const MARCH: Omit<ReportQuery, 'by'> = { from: '2026-03-01', to: '2026-03-31', timeZone: 'UTC' };
const report = (query: Partial<ReportQuery> = {}, seenBy = admin) =>
  test.database.reports.report({ ...MARCH, by: 'agent', ...query }, seenBy);
const write = (lines: Line[], made?: Parameters<typeof writeTimeline>[3]) =>
  writeTimeline(test.database, world, lines, made);
/** A time of 2 March. */
const at = (time: string) => `2026-03-02T${time}Z`;
const spread = (...seconds: number[]) => {
  const sorted = seconds.toSorted((a, b) => a - b);
  const quantile = (share: number): number | null => {
    const place = share * (sorted.length - 1);
    const [low, high] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
    return low === undefined || high === undefined ? null : low + (high - low) * (place % 1);
  };
  return { count: seconds.length, median: quantile(0.5), p90: quantile(0.9) };
};
const NOTHING: Figures = {
  conversations: 0,
  pickUp: spread(),
  firstResponse: spread(),
  duration: spread(),
  closed: 0,
  missed: { nobodyOnline: 0, nobodyPickedUp: 0 },
  returned: 0,
  results: { lead: 0, deal: 0, crmActivity: 0 },
};

describe('the figures of hand-made timelines', () => {
  it('of a conversation that is picked up, answered and closed', async () => {
    await write([
      says(at('09:00:00'), 'visitor'),
      called(at('09:00:10')),
      says(at('09:00:15'), 'visitor'),
      assigned(at('09:00:40'), ana),
      says(at('09:00:45'), 'bot'),
      says(at('09:00:50'), 'visitor'),
      says(at('09:01:10')),
      says(at('09:02:00')),
      closed(at('09:10:40')),
    ]);
    const { total, rows } = await report();
    const figures = {
      ...NOTHING,
      conversations: 1,
      pickUp: spread(30),
      firstResponse: spread(30),
      duration: spread(600),
      closed: 1,
    };
    expect(total).toEqual(figures);
    expect(rows).toEqual([{ key: ana, name: 'Ana', ...figures }]);
  });

  it('are medians and ninetieth percentiles', async () => {
    const waits = [4, 10, 20, 30, 56];
    for (const [index, wait] of waits.entries()) {
      const second = (after: number) => new Date(Date.parse(at(`1${index}:00:00`)) + after * 1_000).toISOString();
      await write([called(second(0)), assigned(second(wait), ana), says(second(wait * 3)), closed(second(wait * 10))]);
    }
    const { total } = await report();
    expect(total.pickUp).toEqual({ count: 5, median: 20, p90: expect.closeTo(45.6) });
    expect(total.pickUp.p90).toBeCloseTo(spread(...waits).p90 as number);
    expect(total.firstResponse.median).toBe(40);
    expect(total.duration.median).toBe(180);
  });

  it('of one that is given on, returned and taken again: each agent’s own, and the whole once', async () => {
    await write([
      called(at('10:00:00')),
      assigned(at('10:00:20'), ana),
      says(at('10:00:50')),
      result(at('10:01:00'), 'lead'),
      reassigned(at('10:02:00'), ben),
      says(at('10:02:10')),
      result(at('10:02:20'), 'deal'),
      result(at('10:02:25'), 'crmActivity'),
      [at('10:03:00'), 'returned', 'agent', { reason: 'agent' }],
      assigned(at('10:03:40'), ben),
      closed(at('10:05:20')),
      // after the close, still Ben's
      result(at('10:06:00'), 'deal'),
    ]);
    const { total, rows } = await report();
    expect(total).toEqual({
      conversations: 1,
      pickUp: spread(20, 40),
      firstResponse: spread(30, 10),
      duration: spread(300),
      closed: 1,
      missed: NOTHING.missed,
      returned: 1,
      results: { lead: 1, deal: 2, crmActivity: 1 },
    });
    expect(rows).toEqual([
      {
        key: ana,
        name: 'Ana',
        ...NOTHING,
        conversations: 1,
        pickUp: spread(20),
        firstResponse: spread(30),
        results: { lead: 1, deal: 0, crmActivity: 0 },
      },
      {
        key: ben,
        name: 'Ben',
        ...NOTHING,
        conversations: 1,
        pickUp: spread(40),
        firstResponse: spread(10),
        duration: spread(300),
        closed: 1,
        returned: 1,
        results: { lead: 0, deal: 2, crmActivity: 1 },
      },
    ]);
  });

  it('of one that is missed, called for again and handed back', async () => {
    await write([
      result(at('10:59:00'), 'lead'),
      called(at('11:00:00')),
      gaveUp(at('11:01:00')),
      called(at('11:05:00')),
      assigned(at('11:05:05'), ana),
      [at('11:06:00'), 'handedBack', 'agent', {}],
      [at('11:06:01'), 'phaseChanged', 'bot', { from: 'live', to: 'bot', reason: 'handed_back' }],
      closed(at('11:07:00')),
    ]);
    const { total, rows } = await report();
    expect(total).toEqual({
      ...NOTHING,
      conversations: 1,
      pickUp: spread(5),
      missed: { nobodyOnline: 0, nobodyPickedUp: 1 },
      results: { lead: 1, deal: 0, crmActivity: 0 },
    });
    expect(
      rows.map(({ name, conversations, missed }) => ({ name, conversations, missed: missed.nobodyPickedUp })),
    ).toEqual([
      { name: 'Ana', conversations: 1, missed: 0 },
      { name: null, conversations: 1, missed: 1 },
    ]);
  });

  it('of one that asked for people while nobody was online: missed once, however often it asks, and apart from waits', async () => {
    const sales = await test.database.teams.create('Sales');
    const asked = [
      result(at('11:59:00'), 'lead'),
      inVain(at('12:00:00'), 'sales'),
      result(at('12:01:00'), 'deal'),
      inVain(at('12:02:00')),
      closed(at('12:03:00')),
    ];
    await write(asked);
    // somebody came later, and was gone again
    await write([
      inVain(at('13:00:00')),
      called(at('13:10:00')),
      gaveUp(at('13:11:00')),
      inVain(at('13:12:00')),
      closed(at('13:20:00')),
    ]);
    const { total, rows } = await report({ by: 'team' });
    expect(total).toEqual({
      ...NOTHING,
      conversations: 2,
      missed: { nobodyOnline: 3, nobodyPickedUp: 1 },
      results: { lead: 1, deal: 1, crmActivity: 0 },
    });
    expect(rows.map(({ key, missed }) => [key, missed])).toEqual([
      [sales.id, { nobodyOnline: 1, nobodyPickedUp: 0 }],
      [null, { nobodyOnline: 2, nobodyPickedUp: 1 }],
    ]);
  });

  it('of one that goes on: what an agent wrote so far', async () => {
    await write([called(at('12:00:00')), assigned(at('12:00:10'), ana), says(at('12:00:25'))], {
      phase: 'live',
      assigneeId: ana,
    });
    await write([called(at('12:00:00'))], { phase: 'waiting' });
    const { total } = await report();
    expect(total).toEqual({ ...NOTHING, conversations: 2, pickUp: spread(10), firstResponse: spread(15) });
  });

  it('of one that an operator moved while it waited, or the silence of the bot began: not missed', async () => {
    await write([
      [at('12:00:00'), 'botSilent', 'system'],
      // the process comes back and finds people called
      called(at('12:00:05')),
      [at('12:00:09'), 'phaseChanged', 'bot', { from: 'waiting', to: 'bot', reason: 'moved' }],
      closed(at('12:01:00')),
    ]);
    expect((await report()).total).toEqual({ ...NOTHING, conversations: 1 });
  });

  it('of a session in which nobody called for people: none', async () => {
    await write([says(at('12:00:00'), 'visitor'), result(at('12:00:01'), 'lead'), closed(at('12:01:00'))]);
    expect(await report()).toEqual({ by: 'agent', total: NOTHING, rows: [] });
  });
});

describe('periods and groups', () => {
  const missedAt = (...times: string[]) =>
    Promise.all(times.map((time) => write([called(time), gaveUp(new Date(Date.parse(time) + 1_000).toISOString())])));
  const counted = async (query: Partial<ReportQuery>) =>
    Object.fromEntries(
      (await report(query)).rows.map(({ key, missed }) => [key, missed.nobodyPickedUp]).filter(([, missed]) => missed),
    );

  it('begin and end with days of the time zone, the last one included', async () => {
    // Lisbon is at UTC until 29 March, 01:00, then one hour ahead
    await missedAt(
      '2026-03-27T23:59:59.999Z',
      '2026-03-28T00:00:00Z',
      '2026-03-29T00:59:00Z',
      '2026-03-29T22:59:59Z',
      '2026-03-29T23:00:00Z',
      '2026-03-30T22:59:59Z',
      '2026-03-30T23:00:00Z',
    );
    const days = { by: 'day', from: '2026-03-28', to: '2026-03-30', timeZone: 'Europe/Lisbon' } as const;
    expect((await report(days)).rows.map(({ key, missed }) => [key, missed.nobodyPickedUp])).toEqual([
      ['2026-03-28', 1],
      ['2026-03-29', 2],
      ['2026-03-30', 2],
    ]);
    expect((await report(days)).total.missed.nobodyPickedUp).toBe(5);
    const [day] = (await report({ ...days, from: '2026-03-29', to: '2026-03-29' })).rows;
    expect(day?.missed.nobodyPickedUp).toBe(2);
  });

  it('count hours as the clock shows them, also on the days that have 23 and 25 of them', async () => {
    // New York goes from 01:59 to 03:00 on 8 March, and twice through the hour from 1 to 2 on 1 November
    await missedAt('2026-03-08T06:30:00Z', '2026-03-08T07:30:00Z');
    const zone = { by: 'hour', timeZone: 'America/New_York' } as const;
    expect(await counted({ ...zone, from: '2026-03-08', to: '2026-03-08' })).toEqual({ 1: 1, 3: 1 });
    await missedAt('2026-11-01T05:30:00Z', '2026-11-01T06:30:00Z', '2026-11-01T07:30:00Z', '2026-11-02T04:59:59Z');
    expect(await counted({ ...zone, from: '2026-11-01', to: '2026-11-01' })).toEqual({ 1: 2, 2: 1, 23: 1 });
    const { rows } = await report({ ...zone, from: '2026-11-01', to: '2026-11-01' });
    expect(rows.map(({ key }) => key)).toEqual(Array.from({ length: 24 }, (_, hour) => String(hour)));
  });

  it('a conversation that came back on another day counts on both, and once in all', async () => {
    await write([
      called('2026-03-02T10:00:00Z'),
      gaveUp('2026-03-02T10:01:00Z'),
      called('2026-03-03T10:00:00Z'),
      gaveUp('2026-03-03T10:01:00Z'),
    ]);
    const { rows, total } = await report({ by: 'day', from: '2026-03-02', to: '2026-03-03' });
    expect(rows.map(({ conversations }) => conversations)).toEqual([1, 1]);
    expect([total.conversations, total.missed.nobodyPickedUp]).toEqual([1, 2]);
  });

  it('teams are those that were called; supervisors count their own and everybody’s', async () => {
    const [sales, care] = [await test.database.teams.create('Sales'), await test.database.teams.create('Care')];
    const lines = [called(at('10:00:00')), gaveUp(at('10:01:00'))];
    for (const teamId of [sales.id, sales.id, care.id, null]) await write(lines, { teamId });
    const teams = async (seenBy: string) =>
      (await report({ by: 'team' }, seenBy)).rows.map(({ name, missed }) => [name, missed.nobodyPickedUp]);
    const supervisor = async (teamId: string | null) =>
      (await createAgent(test.database, { role: 'supervisor', teamId })).id;
    const everything = [
      ['Care', 1],
      ['Sales', 2],
      [null, 1],
    ];
    expect(await teams(admin)).toEqual(everything);
    expect(await teams(await supervisor(null))).toEqual(everything);
    expect(await teams(await supervisor(sales.id))).toEqual([
      ['Sales', 2],
      [null, 1],
    ]);
    expect((await report({ by: 'team' }, await supervisor(care.id))).total.missed.nobodyPickedUp).toBe(2);
  });

  it('a time zone that JavaScript knows and PostgreSQL does not is refused', async () => {
    expect(await codeOf(report({ timeZone: 'Nowhere/Here' }))).toBe('invalid_body');
  });
});

describe('what commands and looks do', () => {
  const total = async () => (await report({ from: today(), to: today() })).total;
  const today = () => new Date().toISOString().slice(0, 10);
  const stints = (sessionId: string) =>
    raw(
      test.database.sql,
      `select agent_id as agent, team_id as team, ending, answered_at is not null as answered, leads from stint
        where session_id = $1 order by no`,
      [sessionId],
    );

  it('is counted in their own transactions', async () => {
    const { database } = test;
    const sales = await database.teams.create('Sales');
    const [sam, lea] = [
      await createOnlineAgent(database, { name: 'Sam', teamId: sales.id }),
      await createOnlineAgent(database, { name: 'Lea', teamId: sales.id }),
    ];
    const sessionId = await startLive(database, world, sam.id, { team: 'Sales' });
    const by = (byAgentId: string) => ({ sessionId, byAgentId, clientId: clientId() });
    await database.timeline.append({
      sessionId,
      kind: 'message',
      author: 'agent',
      authorId: sam.id,
      clientId: clientId(),
      body: { text: 'Hello' },
    });
    await database.sessions.requestResult({ ...by(sam.id), kind: 'lead', title: 'A lead' });
    await database.sessions.reassign({ ...by(sam.id), agentId: lea.id });
    await database.sessions.giveBack(by(lea.id));
    await database.sessions.assign({ ...by(lea.id), agentId: lea.id });
    await database.sessions.handBack(by(lea.id));
    await database.sessions.look(sessionId, Date.now(), (look) => callPeople(look, 'Sales'));
    const stint = { team: sales.id, agent: null, answered: false, leads: 0 };
    expect(await stints(sessionId)).toEqual([
      { ...stint, agent: sam.id, ending: 'reassigned', answered: true, leads: 1 },
      { ...stint, agent: lea.id, ending: 'returned' },
      { ...stint, agent: lea.id, ending: 'bot' },
      { ...stint, ending: null },
    ]);
  });

  it('results that the bot produced before it called people belong to the first stretch', async () => {
    const { database } = test;
    const sessionId = await startWaiting(database, world);
    await database.sessions.look(sessionId, Date.now(), (look) =>
      readAll(look, {
        append: [
          {
            kind: 'resultRequested',
            author: 'bot',
            body: { resultId: newResult(sessionId, 'chat').resultId, result: 'lead', title: 'x', cardId: 'chat' },
          },
        ],
        results: [newResult(sessionId, 'chat')],
      }),
    );
    expect((await total()).results).toEqual({ lead: 1, deal: 0, crmActivity: 0 });
  });

  it('an erased session still counts, without a word of it', async () => {
    const { database } = test;
    const sam = await createOnlineAgent(database, { name: 'Sam' });
    const sessionId = await startLive(database, world, sam.id);
    await database.timeline.append({
      sessionId,
      kind: 'message',
      author: 'agent',
      authorId: sam.id,
      clientId: clientId(),
      body: { text: 'Hello' },
    });
    await database.sessions.requestResult({
      sessionId,
      byAgentId: sam.id,
      clientId: clientId(),
      kind: 'deal',
      title: 'x',
    });
    const before = await total();
    await database.sessions.erase(sessionId);
    const after = await total();
    expect(after).toEqual({ ...before, closed: 1, duration: expect.objectContaining({ count: 1 }) });
    expect(after).toMatchObject({ conversations: 1, firstResponse: { count: 1 }, results: { deal: 1 } });
    expect(await raw(database.sql, 'select from entry')).toHaveLength(1);
  });
});
