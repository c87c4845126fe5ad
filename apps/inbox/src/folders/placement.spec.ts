import type { ConversationView } from '#libs/contracts';
import { EMPTY_FOLDERS, type FoldersState, folderOf, place } from './placement.ts';

const ME = 'me';
const conversation = (id: string, patch: Partial<ConversationView> = {}): ConversationView => ({
  id,
  siteId: 'site',
  phase: 'waiting',
  epoch: 1,
  assigneeId: null,
  assigneeName: null,
  teamId: null,
  visitorName: null,
  language: 'en',
  pageUrl: null,
  lastSeq: 5,
  lastText: null,
  lastAuthor: null,
  unread: false,
  startedAt: '2026-01-01T12:00:00.000Z',
  lastAt: '2026-01-01T12:00:00.000Z',
  waitingSince: '2026-01-01T12:00:00.000Z',
  offer: null,
  closedAt: null,
  closing: null,
  rating: null,
  ...patch,
});
const mine = { phase: 'live', assigneeId: ME, epoch: 2 } as const;
const ids = (state: FoldersState, folder: 'unassigned' | 'mine' | 'closed') => state.rows[folder]?.map(({ id }) => id);

describe('the folder of a conversation', () => {
  test.each([
    ['waiting', null, 'unassigned'],
    ['live', ME, 'mine'],
    ['live', 'somebody', 'others'],
    ['closed', ME, 'closed'],
    ['closed', null, 'closed'],
    ['bot', null, null],
  ] as const)('%s, assigned to %s: %s', (phase, assigneeId, folder) => {
    expect(folderOf({ phase, assigneeId }, ME)).toBe(folder);
  });
});

describe('placing a conversation', () => {
  const state: FoldersState = {
    counts: { unassigned: 2, mine: 0, others: 0, closed: 0 },
    rows: { unassigned: [conversation('a'), conversation('b')], mine: [] },
  };

  test('moves it from one list to another, and the counts with it', () => {
    const after = place(state, conversation('a', mine), ME);
    expect([ids(after, 'unassigned'), ids(after, 'mine')]).toEqual([['b'], ['a']]);
    expect(after.counts).toEqual({ unassigned: 1, mine: 1, others: 0, closed: 0 });
  });

  test('twice is once', () => {
    const after = place(place(state, conversation('a', mine), ME), conversation('a', mine), ME);
    expect(ids(after, 'mine')).toEqual(['a']);
    expect(after.counts.mine).toBe(1);
  });

  test('drops news that are older than what is shown', () => {
    const after = place(state, conversation('a', mine), ME);
    expect(place(after, conversation('a'), ME)).toBe(after);
  });

  test('leaves lists alone that were not read', () => {
    const after = place(state, conversation('a', { phase: 'closed', epoch: 3 }), ME);
    expect(ids(after, 'closed')).toBeUndefined();
    expect(after.counts).toEqual({ unassigned: 1, mine: 0, others: 0, closed: 1 });
  });

  test('one that the bot leads again is in no list', () => {
    const after = place(state, conversation('a', { phase: 'bot', epoch: 2 }), ME);
    expect(ids(after, 'unassigned')).toEqual(['b']);
    expect(after.counts.unassigned).toBe(1);
  });

  test('who waits longest comes first; of mine, who spoke last', () => {
    const read: FoldersState = { ...EMPTY_FOLDERS, rows: { unassigned: [], mine: [] } };
    const at = (minute: number): string => `2026-01-01T12:0${minute}:00.000Z`;
    const waiting = [3, 1, 2].reduce(
      (all, minute) => place(all, conversation(`w${minute}`, { waitingSince: at(minute) }), ME),
      read,
    );
    expect(ids(waiting, 'unassigned')).toEqual(['w1', 'w2', 'w3']);
    const talking = [3, 1, 2].reduce(
      (all, minute) => place(all, conversation(`t${minute}`, { ...mine, lastAt: at(minute) }), ME),
      read,
    );
    expect(ids(talking, 'mine')).toEqual(['t3', 't2', 't1']);
  });
});
