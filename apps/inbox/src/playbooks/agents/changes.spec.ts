import { changesOf } from './changes.ts';

test('only what was changed is named', () => {
  const before = { name: 'Ana', capacity: 3, teamId: 'sales' as string | null };
  expect(changesOf(before, { ...before })).toEqual({});
  expect(changesOf(before, { ...before, teamId: null })).toEqual({ teamId: null });
  expect(changesOf(before, { ...before, name: 'Ana B', capacity: 4 })).toEqual({ name: 'Ana B', capacity: 4 });
});
