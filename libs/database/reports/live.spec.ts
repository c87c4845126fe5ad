import { createTestDatabase, type TestDatabase } from '#libs/testing';
import {
  clientId,
  createAgent,
  createOnlineAgent,
  createWorld,
  empty,
  letPass,
  raw,
  startLive,
  startWaiting,
  type World,
} from '../testing/builders.ts';
import { assigned, called, closed, gaveUp, inVain, says, writeTimeline } from '../testing/timelines.ts';

let test: TestDatabase;
let world: World;
let admin: string;
beforeAll(async () => {
  test = await createTestDatabase();
});
beforeEach(async () => {
  await empty(test.database);
  world = await createWorld(test.database);
  admin = (await createAgent(test.database, { name: 'Alex', role: 'admin' })).id;
});
afterAll(() => test.close());

const live = (seenBy = admin, timeZone = 'UTC') => test.database.reports.live(seenBy, timeZone);
const visitorSays = (sessionId: string, text: string) =>
  test.database.timeline.append({
    sessionId,
    kind: 'message',
    author: 'visitor',
    clientId: clientId(),
    body: { text },
  });

describe('the queue', () => {
  it('shows who waits since when, what they wrote last and to whom they are offered', async () => {
    const { database } = test;
    await database.teams.create('Sales');
    const ana = await createOnlineAgent(database);
    const [first, second] = [
      await startWaiting(database, world, { team: 'Sales' }),
      await startWaiting(database, world),
    ];
    await visitorSays(first, 'Is anybody there?');
    await visitorSays(second, 'x'.repeat(500));
    await raw(database.sql, 'update session set offered_to = $2 where id = $1', [second, ana.id]);
    const mine = await startLive(database, world, ana.id);
    await database.sessions.updateDetails({
      sessionId: mine,
      version: 0,
      details: {
        personName: 'Vera',
        email: null,
        phone: null,
        organisation: null,
        dealValue: null,
        currency: null,
        note: null,
      },
    });
    const seen = await live();
    expect([seen.waiting, seen.live]).toEqual([2, 1]);
    const times = await raw<{ id: string; at: string }>(
      database.sql,
      `select id, coalesce(waiting_since, last_at)::text as at from session`,
    );
    const since = (id: string) => new Date(times.find((row) => row.id === id)?.at ?? '').toISOString();
    const conversation = { phase: 'waiting', visitorName: null, language: 'en', siteName: 'Test', teamName: null };
    expect(seen.conversations).toEqual([
      {
        ...conversation,
        id: first,
        teamName: 'Sales',
        lastWords: 'Is anybody there?',
        since: since(first),
        agentId: null,
        agentName: null,
      },
      {
        ...conversation,
        id: second,
        lastWords: 'x'.repeat(200),
        since: since(second),
        agentId: ana.id,
        agentName: 'Ana',
      },
      {
        ...conversation,
        phase: 'live',
        id: mine,
        visitorName: 'Vera',
        lastWords: 'Chat with us',
        since: since(mine),
        agentId: ana.id,
        agentName: 'Ana',
      },
    ]);
  });

  it('is of the supervisor’s team and everybody’s', async () => {
    const { database } = test;
    const [sales] = [await database.teams.create('Sales'), await database.teams.create('Care')];
    const [ofSales, ofAll] = [
      await startWaiting(database, world, { team: 'Sales' }),
      await startWaiting(database, world),
    ];
    await startWaiting(database, world, { team: 'Care' });
    const lead = await createAgent(database, { role: 'supervisor', teamId: sales?.id ?? null });
    const seen = await live(lead.id);
    expect(seen.conversations.map(({ id }) => id)).toEqual([ofSales, ofAll]);
    expect([seen.waiting, seen.today.new]).toEqual([2, 2]);
    expect((await live()).waiting).toBe(3);
    const everywhere = await createAgent(database, { role: 'supervisor' });
    expect((await live(everywhere.id)).waiting).toBe(3);
  });
});

describe('agents', () => {
  it('are shown with availability, since when, and their load', async () => {
    const { database } = test;
    const ana = await createOnlineAgent(database, { name: 'Ana', capacity: 3 });
    await startLive(database, world, ana.id);
    await startLive(database, world, ana.id);
    const ben = await createOnlineAgent(database, { name: 'Ben' });
    await database.presence.setSwitch(ben.id, false);
    const cleo = await createOnlineAgent(database, { name: 'Cleo' });
    await database.presence.disconnect(cleo.gatewayId, cleo.id);
    const gone = await createAgent(database, { name: 'Dora' });
    await database.agents.disable(gone.id);
    const { agents } = await live();
    expect(agents.map(({ name, availability, open, capacity }) => [name, availability, open, capacity])).toEqual([
      ['Ana', 'online', 2, 3],
      ['Ben', 'away', 0, 20],
      ['Alex', 'offline', 0, 20],
      ['Cleo', 'offline', 0, 20],
    ]);
    expect(agents.map(({ since }) => since !== null)).toEqual([true, true, false, true]);
  });

  it('are online since they connected or turned the switch, whichever came later; beats change nothing', async () => {
    const { database } = test;
    const ana = await createOnlineAgent(database);
    await raw(
      database.sql,
      `with leases as (update agent_lease set since = '2026-03-02T09:00:00Z')
      update agent set switched_at = '2026-03-02T08:00:00Z'`,
    );
    const since = async () => (await live()).agents.find(({ id }) => id === ana.id)?.since;
    await database.presence.beat(ana.gatewayId, [ana.id]);
    await database.presence.setSwitch(ana.id, true);
    expect(await since()).toBe('2026-03-02T09:00:00.000Z');
    await raw(database.sql, `update agent set switched_at = '2026-03-02T10:00:00Z'`);
    expect(await since()).toBe('2026-03-02T10:00:00.000Z');
    const before = Date.now() - 1_000;
    await database.presence.setSwitch(ana.id, false);
    expect(Date.parse((await since()) ?? '')).toBeGreaterThan(before);
    // back after a cut
    await raw(
      database.sql,
      `with leases as (update agent_lease set since = '2026-03-02T09:00:00Z')
      update agent set switched_at = '2026-03-02T08:00:00Z'`,
    );
    await letPass(database, 90);
    await database.presence.beat(ana.gatewayId, [ana.id]);
    expect(Date.parse((await since()) ?? '')).toBeGreaterThan(before);
  });

  it('of other teams are not shown to a team’s supervisor', async () => {
    const { database } = test;
    const [sales, care] = [await database.teams.create('Sales'), await database.teams.create('Care')];
    await createAgent(database, { name: 'Sam', teamId: sales.id });
    await createAgent(database, { name: 'Cleo', teamId: care.id });
    const lead = await createAgent(database, { name: 'Lea', role: 'supervisor', teamId: sales.id });
    expect((await live(lead.id)).agents.map(({ name, teamName }) => [name, teamName])).toEqual([
      ['Alex', null],
      ['Lea', 'Sales'],
      ['Sam', 'Sales'],
    ]);
  });
});

describe('today', () => {
  it('counts what began and was closed since midnight in the time zone', async () => {
    const { database } = test;
    const ana = await createAgent(database);
    const midnight = new Date(new Date().toISOString().slice(0, 10)).getTime();
    const at = (seconds: number) => new Date(midnight + seconds * 1_000).toISOString();
    // yesterday's, closed today
    await writeTimeline(database, world, [called(at(-60)), assigned(at(-50), ana.id), says(at(-40)), closed(at(0))]);
    await writeTimeline(database, world, [called(at(-60)), gaveUp(at(-1)), closed(at(1))]);
    await writeTimeline(database, world, [called(at(0)), assigned(at(10), ana.id), says(at(30)), closed(at(90))]);
    await writeTimeline(database, world, [called(at(5)), assigned(at(25), ana.id)], {
      phase: 'live',
      assigneeId: ana.id,
    });
    await writeTimeline(database, world, [called(at(5)), gaveUp(at(65)), called(at(70)), gaveUp(at(90))]);
    await writeTimeline(database, world, [inVain(at(7)), closed(at(8))]);
    await writeTimeline(database, world, [inVain(at(-7)), closed(at(8))]);
    expect((await live()).today).toEqual({
      new: 4,
      closed: 2,
      missed: { nobodyOnline: 1, nobodyPickedUp: 2 },
      pickUp: { count: 2, median: 15, p90: expect.closeTo(19) },
      firstResponse: { count: 1, median: 20, p90: 20 },
    });
  });
});
