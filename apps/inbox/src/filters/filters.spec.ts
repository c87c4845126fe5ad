import { filtersText, parseFilters, withFilter } from './filters.ts';

const TEAM = '00000000-0000-7000-8000-000000000001';

describe('filters in an address', () => {
  it('come back as they were, in one order', () => {
    const filters = { team: TEAM, phase: 'live', unread: 'yes', from: '2026-01-31' } as const;
    expect(filtersText(filters)).toBe(`unread=yes&phase=live&team=${TEAM}&from=2026-01-31`);
    expect(parseFilters(filtersText(filters))).toEqual(filters);
    expect(parseFilters('')).toEqual({});
  });

  it.each(['shoe=43', 'phase=dead', 'team=mine', 'from=2026-13-01', 'unread=no', 'language=%27'])(
    'leaves out %s',
    (query) => expect(parseFilters(query)).toEqual({}),
  );

  it('are set and taken away one by one', () => {
    expect(withFilter({ team: 'none' }, 'phase', 'live')).toEqual({ team: 'none', phase: 'live' });
    expect(withFilter({ team: 'none' }, 'team', '')).toEqual({});
  });
});
