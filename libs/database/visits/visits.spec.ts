import { LIMITS } from '#libs/contracts';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import { createWorld, raw, startSession } from '../testing/builders.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.close());

const pages = async (sessionId: string) =>
  (
    await raw<{ url: string }>(test.database.sql, 'select url from page_view where session_id = $1 order by no', [
      sessionId,
    ])
  ).map(({ url }) => url);
const page = (name: string | number) => `https://shop.example/${name}`;

it('begins with the page of the first act; the same page again is no step', async () => {
  const world = await createWorld(test.database);
  const { sessionId } = await startSession(test.database, world, { pageUrl: page('a') });
  for (const name of ['a', 'b', 'b', 'a']) await test.database.visits.pageSeen(sessionId, page(name));
  expect(await pages(sessionId)).toEqual([page('a'), page('b'), page('a')]);
});

it('keeps the latest pages only, and none of sessions that are not there', async () => {
  const world = { siteId: '', versionId: '' };
  Object.assign(
    world,
    (await raw(test.database.sql, 'select id as "siteId", active_version_id as "versionId" from site'))[0],
  );
  const { sessionId } = await startSession(test.database, world);
  const seen = Array.from({ length: LIMITS.pagesPerSession + 3 }, (_, index) => page(index));
  for (const url of seen) await test.database.visits.pageSeen(sessionId, url);
  expect(await pages(sessionId)).toEqual(seen.slice(3));
  await test.database.visits.pageSeen(crypto.randomUUID(), page('x'));
  await Promise.all(
    Array.from({ length: 20 }, (_, index) => test.database.visits.pageSeen(sessionId, page(`at-once-${index}`))),
  );
  expect((await pages(sessionId)).length).toBeLessThanOrEqual(LIMITS.pagesPerSession);
});
