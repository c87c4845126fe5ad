import { randomUUID } from 'node:crypto';
import type { PlaybookDefinition } from '#libs/contracts';
import { createTestDatabase, eventually, type TestDatabase } from '#libs/testing';
import {
  callPeople,
  closeByBot,
  codeOf,
  createWorld,
  DEFINITION,
  empty,
  newResult,
  raw,
  readAll,
  startSession,
  type World,
} from '../testing/builders.ts';

let test: TestDatabase;
let world: World;
beforeAll(async () => {
  test = await createTestDatabase();
});
beforeEach(async () => {
  await empty(test.database);
  world = await createWorld(test.database);
});
afterAll(() => test.close());

const insight = () => test.database.playbooks.insight(world.versionId);
const cardOf = async (cardId: string) => (await insight()).cards.find((card) => card.cardId === cardId);

/** Makes the session stand on its card for that long, and go on. */
async function goOn(sessionId: string, cardId: string, seconds: number, next: string, arm: string | null = null) {
  await test.database.sessions.look(sessionId, Date.now(), (look) =>
    readAll(look, {
      visits: [
        { cardId, arm: null, left: true },
        { cardId: next, arm, left: false },
      ],
    }),
  );
  await raw(
    test.database.sql,
    `update card_visit set left_at = entered_at + make_interval(secs => $3) where session_id = $1 and card_id = $2`,
    [sessionId, cardId, seconds],
  );
}

describe('playbooks.insight', () => {
  it('tells for each card of the version who came by, went on and stayed, and how long it took', async () => {
    const { database } = test;
    const nobody = await insight();
    const empty = { reached: 0, answered: 0, dropped: 0, medianSeconds: null, arms: [] };
    expect(nobody).toEqual({
      versionId: world.versionId,
      sessions: 0,
      cards: ['ask', 'chat', 'end'].map((cardId) => ({ cardId, ...empty })),
      results: [],
    });
    const sessions: string[] = [];
    for (let index = 0; index < 6; index++) sessions.push((await startSession(database, world)).sessionId);
    const [one = '', two = '', three = '', four = '', five = ''] = sessions;
    await goOn(one, 'ask', 10, 'chat', 'a');
    await goOn(two, 'ask', 30, 'chat', 'a');
    await goOn(three, 'ask', 20.5, 'chat', 'b');
    await goOn(one, 'chat', 100, 'end');
    await database.sessions.look(one, Date.now(), closeByBot);
    // dropped at the question; the last one still thinks
    await database.sessions.look(four, Date.now(), closeByBot);
    await database.sessions.look(five, Date.now(), (look) => callPeople(look));
    expect((await insight()).sessions).toBe(6);
    expect(await cardOf('ask')).toEqual({
      cardId: 'ask',
      reached: 6,
      answered: 3,
      dropped: 1,
      medianSeconds: 20.5,
      arms: [],
    });
    expect(await cardOf('chat')).toEqual({
      cardId: 'chat',
      reached: 3,
      answered: 1,
      dropped: 0,
      medianSeconds: 100,
      arms: [
        { arm: 'a', reached: 2, answered: 1 },
        { arm: 'b', reached: 1, answered: 0 },
      ],
    });
    expect(await cardOf('end')).toMatchObject({ reached: 1, answered: 0, dropped: 1, medianSeconds: null });
    await database.sessions.erase(four);
    expect((await insight()).sessions).toBe(5);
    expect(await cardOf('ask')).toMatchObject({ reached: 5, dropped: 0 });
  });

  it('counts results by the card that asked for them, and nothing of other versions', async () => {
    const { database } = test;
    const other = await database.playbooks.publish(DEFINITION, null);
    for (const [versionId, cards] of [
      [world.versionId, ['lead', 'deal']],
      [world.versionId, ['lead']],
      [other.versionId, ['lead']],
    ] as const) {
      const { sessionId } = await startSession(database, { ...world, versionId });
      const results = cards.map((cardId) => newResult(sessionId, cardId, { kind: cardId }));
      await database.sessions.look(sessionId, Date.now(), (look) => readAll(look, { results }));
    }
    const seen = await insight();
    expect(seen.sessions).toBe(2);
    expect(seen.results).toEqual([
      { cardId: 'deal', kind: 'deal', count: 1 },
      { cardId: 'lead', kind: 'lead', count: 2 },
    ]);
    expect(await codeOf(database.playbooks.insight(randomUUID()))).toBe('not_found');
  });

  it('of 10,000 sessions that came by 8 cards each takes no longer than anybody waits', async () => {
    const { database } = test;
    const ids = Array.from({ length: 8 }, (_, index) => `card${index}`);
    const cards = Object.fromEntries(ids.map((id) => [id, { kind: 'end' }])) as PlaybookDefinition['cards'];
    const { versionId } = await database.playbooks.publish({ ...DEFINITION, start: 'card0', cards }, null);
    await database.sql.transaction(async (executor) => {
      // making so many rows may take longer than anything that a visitor waits for
      await raw(executor, 'set local statement_timeout = 0');
      for (const version of [versionId, world.versionId]) {
        await raw(
          executor,
          `insert into session (id, site_id, version_id, visitor_hash, first_client_id, language, seed, state, phase, closed_at)
          select gen_random_uuid(), $1, $2, gen_random_uuid(), '', 'en', 1, '{}', 'closed', now() from generate_series(1, 10000)`,
          [world.siteId, version],
        );
      }
      for (const no of ids.keys()) {
        await raw(
          executor,
          `insert into card_visit (session_id, card_id, arm, entered_at, left_at)
          select s.id, 'card' || $2::int, case when $2::int = 3 then (array['a', 'b'])[1 + s.no % 2] end, now(),
            now() + make_interval(secs => case when (s.no + $2::int) % 5 > 0 then s.no % 900 end)
          from (select id, row_number() over () as no from session where version_id = $1) s`,
          [versionId, no],
        );
      }
    });
    await raw(database.sql, 'analyze session, card_visit');
    // some 70 ms where nothing else runs; a busy machine takes its time
    await eventually(async () => {
      const began = performance.now();
      const seen = await database.playbooks.insight(versionId);
      const took = performance.now() - began;
      expect(seen.sessions).toBe(10_000);
      expect(seen.cards.map(({ reached, answered }) => [reached, answered])).toEqual(Array(8).fill([10_000, 8_000]));
      expect(seen.cards[3]?.arms.map(({ reached }) => reached)).toEqual([5_000, 5_000]);
      expect(took).toBeLessThan(500);
    });
  });
});
