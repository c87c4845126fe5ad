import type { Notification } from '#libs/contracts';
import { applied, isReadByLooking, showables, somebodyCalls } from './unread.ts';

const event = (kind: Notification['kind'], mark = 1, by: Notification['by'] = 'tab'): Notification => ({
  kind,
  mark,
  by,
  words: null,
});
const before = new Map([
  ['a', [event('waiting')]],
  ['b', [event('message', 4)]],
]);

describe('what is unread', () => {
  it('changes by conversation', () => {
    const changed = [
      { sessionId: 'a', events: [] },
      { sessionId: 'c', events: [event('mention')] },
    ];
    expect([...applied(before, { changed, all: false }).keys()]).toEqual(['b', 'c']);
  });

  it('is another altogether after a connection was lost', () => {
    const changed = [{ sessionId: 'b', events: [event('message', 7)] }];
    expect([...applied(before, { changed, all: true })]).toEqual([['b', [event('message', 7)]]]);
  });

  it('calls while somebody waits, and no longer', () => {
    expect(somebodyCalls(before)).toBe(true);
    expect(somebodyCalls(applied(before, { changed: [{ sessionId: 'a', events: [] }], all: false }))).toBe(false);
    expect(somebodyCalls(new Map([['a', [event('offered')]]]))).toBe(true);
  });

  it('ends by looking, but for calls', () => {
    expect(isReadByLooking(before.get('a'))).toBe(false);
    expect(isReadByLooking([event('waiting'), event('mention')])).toBe(true);
    expect(isReadByLooking(undefined)).toBe(false);
  });

  it('is shown by tabs where it is not pushed, the last event of each conversation', () => {
    const unread = new Map([
      ['a', [event('waiting'), event('mention', 3)]],
      ['b', [event('message', 4, 'push')]],
    ]);
    expect(showables(unread).map(({ key }) => key)).toEqual(['a mention 3']);
  });
});
