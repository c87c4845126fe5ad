import { createTestDatabase, type TestDatabase } from '#libs/testing';
import type { ReportedConversation } from '../index.ts';
import { createAgent, createWorld, empty, raw, type World } from '../testing/builders.ts';
import {
  assigned,
  called,
  closed,
  gaveUp,
  inVain,
  reassigned,
  result,
  says,
  writeTimeline,
} from '../testing/timelines.ts';

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

/** Page by page. */
async function pagesOf(seenBy: string, day: string): Promise<ReportedConversation[][]> {
  const pages: ReportedConversation[][] = [];
  const period = { from: day, to: day, timeZone: 'UTC' };
  for await (const page of test.database.reports.conversations(period, seenBy)) pages.push(page);
  return pages;
}

async function listed(seenBy = admin, day = '2026-03-02'): Promise<ReportedConversation[]> {
  return (await pagesOf(seenBy, day)).flat();
}
const at = (time: string) => `2026-03-02T${time}Z`;

it('is one row for each conversation that began in the period, however often it was given on', async () => {
  const { database } = test;
  const [ana, ben] = [await createAgent(database, { name: 'Ana' }), await createAgent(database, { name: 'Ben' })];
  const id = await writeTimeline(database, world, [
    called(at('10:00:00')),
    gaveUp(at('10:01:00')),
    called(at('10:02:00')),
    assigned(at('10:02:30'), ana.id),
    says(at('10:02:40')),
    [at('10:03:00'), 'returned', 'agent', {}],
    assigned(at('10:03:01'), ana.id),
    reassigned(at('10:04:00'), ben.id),
    result(at('10:04:30'), 'deal'),
    closed(at('10:07:30')),
  ]);
  await raw(database.sql, `insert into session_details (session_id, person_name) values ($1, 'Vera')`, [id]);
  // began on the day before
  await writeTimeline(database, world, [called('2026-03-01T23:59:59Z'), closed(at('00:00:01'))]);
  const missed = await writeTimeline(database, world, [inVain(at('11:00:00')), closed(at('11:05:00'))]);
  const waits = await writeTimeline(database, world, [called(at('23:59:59'))], { phase: 'waiting' });
  expect(await listed()).toEqual([
    {
      id,
      beganAt: at('10:00:00.000'),
      phase: 'closed',
      site: 'Test',
      team: null,
      language: 'en',
      visitor: 'Vera',
      agent: 'Ben',
      pickUp: 30,
      firstResponse: 10,
      duration: 300,
      closedAt: at('10:07:30.000'),
      nobodyOnline: 0,
      nobodyPickedUp: 1,
      returned: 1,
      leads: 0,
      deals: 1,
      crmActivities: 0,
      erased: false,
    },
    expect.objectContaining({ id: missed, nobodyOnline: 1, nobodyPickedUp: 0, agent: null, pickUp: null }),
    expect.objectContaining({ id: waits, closedAt: null, agent: null, pickUp: null, duration: null, phase: 'waiting' }),
  ]);
});

it('shows a team’s supervisor their own and everybody’s, and nobody a word of what was erased', async () => {
  const { database } = test;
  const [sales, care] = [await database.teams.create('Sales'), await database.teams.create('Care')];
  const lead = await createAgent(database, { role: 'supervisor', teamId: sales.id });
  const lines = [called(at('10:00:00')), gaveUp(at('10:01:00')), closed(at('10:02:00'))];
  const [ofSales, ofCare, ofAll] = [
    await writeTimeline(database, world, lines, { teamId: sales.id }),
    await writeTimeline(database, world, lines, { teamId: care.id }),
    await writeTimeline(database, world, lines),
  ];
  await raw(database.sql, `insert into session_details (session_id, email) select id, 'vera@example.com' from session`);
  const ids = async (seenBy: string) => (await listed(seenBy)).map(({ id }) => id);
  expect((await ids(lead.id)).sort()).toEqual([ofSales, ofAll].sort());
  expect(await ids(admin)).toHaveLength(3);
  for (const id of [ofSales, ofCare]) await database.sessions.erase(id);
  // whose they were is still known
  expect((await ids(lead.id)).sort()).toEqual([ofSales, ofAll].sort());
  const erased = (await listed(lead.id)).find(({ id }) => id === ofSales);
  expect(erased).toMatchObject({ erased: true, visitor: null, language: null, team: 'Sales', nobodyPickedUp: 1 });
});

it('comes in pages that begin where the one before ended, also among equal times', async () => {
  const { database } = test;
  await raw(
    database.sql,
    `with made as (
      insert into session (id, site_id, version_id, visitor_hash, first_client_id, language, seed, state)
      select gen_random_uuid(), $1, $2, no::text, '', 'en', 1, '{}' from generate_series(1, 2500) no returning id
    )
    insert into stint (session_id, no, began_at, waited) select id, 1, '2026-03-02T10:00:00Z', true from made`,
    [world.siteId, world.versionId],
  );
  const pages = await pagesOf(admin, '2026-03-02');
  expect(pages.map(({ length }) => length)).toEqual([1_000, 1_000, 500]);
  expect(new Set(pages.flat().map(({ id }) => id)).size).toBe(2_500);
  expect(await listed(admin, '2026-03-03')).toEqual([]);
});
