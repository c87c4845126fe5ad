import type { StandingNotification } from '#libs/database';
import { Told } from './told.ts';

const row = (sessionId: string, mark = 1): StandingNotification => ({
  sessionId,
  agentId: 'ana',
  kind: 'waiting',
  mark,
  via: 'tab',
  name: 'Vera',
  text: 'Is it red?',
  showWords: false,
});
const changedIn = (told: Told, rows: StandingNotification[], sessionIds: string[] | null) =>
  told
    .changes('ana', rows, sessionIds)
    .changed.map(({ sessionId, events }) => [sessionId, events.map((one) => one.mark)]);

describe('what tabs are told', () => {
  it('is what is another than before, and nothing twice', () => {
    const told = new Told();
    expect(changedIn(told, [row('a'), row('b')], null)).toEqual([
      ['a', [1]],
      ['b', [1]],
    ]);
    expect(changedIn(told, [row('a'), row('b')], null)).toEqual([]);
    expect(changedIn(told, [row('a'), row('a', 2)], ['a'])).toEqual([['a', [1, 2]]]);
    // of what was not read it is not said that it is over
    expect(changedIn(told, [], ['a'])).toEqual([['a', []]]);
    expect(changedIn(told, [], null)).toEqual([['b', []]]);
  });

  it('is all of it for who was gone', () => {
    const told = new Told();
    changedIn(told, [row('a')], null);
    told.keepOnly(new Set());
    expect(changedIn(told, [row('a')], null)).toEqual([['a', [1]]]);
  });

  it('quotes nobody unless it is wished', () => {
    const told = new Told();
    const words = (showWords: boolean) =>
      told.changes('ana', [{ ...row('a'), showWords }], null).now[0]?.events[0]?.words;
    expect(words(false)).toBeNull();
    expect(words(true)).toEqual({ name: 'Vera', text: 'Is it red?' });
  });
});
