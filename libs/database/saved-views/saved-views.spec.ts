import { LIMITS, type SavedViewBody } from '#libs/contracts';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import { codeOf, createAgent } from '../testing/builders.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.close());

const view = (name: string): SavedViewBody => ({ name, place: 'closed', filters: { unread: 'yes' }, text: 'roof' });

describe('saved views', () => {
  it('are each agent’s own: by name, changed, deleted', async () => {
    const { savedViews } = test.database;
    const [ana, ben] = [await createAgent(test.database), await createAgent(test.database)];
    const mine = await savedViews.create(ana.id, view('Roofs'));
    expect(mine).toEqual({ id: mine.id, ...view('Roofs') });
    await savedViews.create(ana.id, view('all'));
    expect(await codeOf(savedViews.create(ana.id, view('ROOFS')))).toBe('name_taken');
    await savedViews.create(ben.id, view('Roofs'));
    for (const attempt of [savedViews.change(ben.id, mine.id, view('X')), savedViews.remove(ben.id, mine.id)])
      expect(await codeOf(attempt)).toBe('not_found');
    const changed = { ...view('Barns'), place: 'search' as const, filters: {} };
    expect(await savedViews.change(ana.id, mine.id, changed)).toEqual({ id: mine.id, ...changed });
    expect(await codeOf(savedViews.change(ana.id, mine.id, view('ALL')))).toBe('name_taken');
    expect((await savedViews.list(ana.id)).map(({ name }) => name)).toEqual(['all', 'Barns']);
    await savedViews.remove(ana.id, mine.id);
    expect((await savedViews.list(ana.id)).map(({ name }) => name)).toEqual(['all']);
  });

  it('are limited, also when several tabs save at once', async () => {
    const { savedViews } = test.database;
    const { id } = await createAgent(test.database);
    const codes = await Promise.all(
      Array.from({ length: LIMITS.savedViews + 5 }, (_, index) => codeOf(savedViews.create(id, view(`View ${index}`)))),
    );
    expect(codes.filter((code) => code === 'too_many')).toHaveLength(5);
    expect(await savedViews.list(id)).toHaveLength(LIMITS.savedViews);
  });
});
