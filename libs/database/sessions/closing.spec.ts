import { createTestDatabase, type TestDatabase } from '#libs/testing';
import {
  clientId,
  codeOf,
  createOnlineAgent,
  createWorld,
  raw,
  startLive,
  startSession,
  type World,
} from '../testing/builders.ts';

let test: TestDatabase;
let world: World;
let ana: { id: string };
beforeAll(async () => {
  test = await createTestDatabase();
  world = await createWorld(test.database);
  ana = await createOnlineAgent(test.database, { capacity: 100 });
});
afterAll(() => test.close());

const sessions = () => test.database.sessions;
const live = () => startLive(test.database, world, ana.id);
const close = (sessionId: string, why: { reasonId?: string; note?: string } = {}) =>
  sessions().close({ sessionId, byAgentId: ana.id, clientId: clientId(), ...why });

describe('closing with a reason', () => {
  it('keeps it with the entry and the row', async () => {
    const sessionId = await live();
    const closing = { reasonId: 'spam', label: null, note: 'Sells watches' };
    const { entry, note } = await close(sessionId, { reasonId: 'spam', note: 'Sells watches' });
    expect([entry.body, note]).toMatchObject([{ reason: 'agent', closing }, null]);
    expect(await sessions().view(sessionId)).toMatchObject({ phase: 'closed', closing, rating: null });
  });

  it('may be without one; a reason that is not in the list closes nothing', async () => {
    const sessionId = await live();
    expect(await codeOf(close(sessionId, { reasonId: 'made_up' }))).toBe('invalid_body');
    expect((await sessions().view(sessionId)).phase).toBe('live');
    const { entry } = await close(sessionId);
    expect(entry.body).not.toHaveProperty('closing');
    expect((await sessions().view(sessionId)).closing).toBeNull();
  });

  it('from the installation’s own list; what was closed before keeps its label', async () => {
    const reasons = [
      { id: 'moved', label: 'Moved away' },
      { id: 'other', label: null },
    ];
    expect(await sessions().replaceCloseReasons(reasons)).toEqual(reasons);
    const sessionId = await live();
    await close(sessionId, { reasonId: 'moved' });
    await sessions().replaceCloseReasons([{ id: 'other', label: 'Something else' }]);
    expect(await sessions().closeReasons()).toEqual([{ id: 'other', label: 'Something else' }]);
    expect((await sessions().view(sessionId)).closing).toEqual({ reasonId: 'moved', label: 'Moved away', note: null });
    expect(await codeOf(close(await live(), { reasonId: 'moved' }))).toBe('invalid_body');
  });
});

describe('rating', () => {
  const rate = (sessionId: string, score: number, id = clientId(), words?: string) =>
    sessions().rate({ sessionId, clientId: id, rating: { score, ...(words && { words }) } });

  it('once, after the close, and it wakes nobody', async () => {
    const sessionId = await live();
    expect(await codeOf(rate(sessionId, 5))).toBe('wrong_phase');
    await close(sessionId);
    await raw(test.database.sql, 'update session set cursor = last_seq where id = $1', [sessionId]);
    const id = clientId();
    const first = await rate(sessionId, 4, id, 'Kind');
    expect(first).toMatchObject({ repeated: false, entry: { kind: 'rated', body: { score: 4, words: 'Kind' } } });
    expect(await rate(sessionId, 1, id)).toEqual({ entry: first.entry, repeated: true });
    expect(await codeOf(rate(sessionId, 1))).toBe('already_rated');
    expect((await sessions().view(sessionId)).rating).toBe(4);
    const wakes = 'select wake_seq < last_seq as quiet from session where id = $1';
    expect(await raw(test.database.sql, wakes, [sessionId])).toEqual([{ quiet: true }]);
    expect((await test.database.people.visitor(sessionId, ana.id)).ratingWords).toBe('Kind');
  });

  it('by many at once: one counts, and the timeline has no gap', async () => {
    const sessionId = await live();
    await close(sessionId);
    const codes = await Promise.all(Array.from({ length: 15 }, (_, index) => codeOf(rate(sessionId, (index % 5) + 1))));
    expect(codes.filter((code) => code === 'no refusal')).toHaveLength(1);
    expect(codes.filter((code) => code === 'already_rated')).toHaveLength(14);
    const { entries } = await test.database.timeline.read(sessionId, 0);
    expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, index) => index + 1));
  });

  it('not of a session that no person came into', async () => {
    const { sessionId } = await startSession(test.database, world);
    await raw(test.database.sql, `update session set phase = 'closed', closed_at = now() where id = $1`, [sessionId]);
    expect(await codeOf(rate(sessionId, 5))).toBe('not_found');
    expect(await codeOf(rate(crypto.randomUUID(), 5))).toBe('not_found');
  });
});
