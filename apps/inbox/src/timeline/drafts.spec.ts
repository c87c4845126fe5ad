import { areDraftsHere, type Draft, Drafts, forgetDrafts } from './drafts.ts';
import { webStorage } from './web-storage.ts';

const draft = (text: string): Draft => ({ kind: 'note', message: '', note: text, beganAt: 4, named: [['b', 'Ben']] });

describe('drafts', () => {
  test('are one per agent and conversation, and outlive the page', () => {
    const storage = webStorage();
    const open = () => storage;
    new Drafts('ana', open).of('s1').write(draft('for later'));
    expect(new Drafts('ana', open).of('s1').read()).toMatchObject(draft('for later'));
    expect(new Drafts('ana', open).of('s2').read()).toBeNull();
    expect(new Drafts('ben', open).of('s1').read()).toBeNull();
  });

  test('are gone once nothing is written any more, and when somebody signs out', () => {
    const storage = webStorage();
    const open = () => storage;
    storage.setItem('foyer.inbox.theme', 'dark');
    const places = ['ana', 'ben'].map((id) => new Drafts(id, open).of('s1'));
    for (const place of places) place.write(draft('x'));
    places[0]?.write(null);
    expect(places[0]?.read()).toBeNull();
    expect(areDraftsHere(open)).toBe(true);
    forgetDrafts(open);
    expect(areDraftsHere(open)).toBe(false);
    expect([...storage.values.keys()]).toEqual(['foyer.inbox.theme']);
  });

  test('are so many at most, the newest', () => {
    const storage = webStorage();
    const drafts = new Drafts('ana', () => storage);
    storage.setItem('foyer.inbox.draft:ana:old', JSON.stringify({ ...draft('old'), at: 1 }));
    for (let index = 0; index < 50; index++) drafts.of(`s${index}`).write(draft('x'));
    expect(storage.values.size).toBe(50);
    expect(drafts.of('old').read()).toBeNull();
    expect(drafts.of('s0').read()).not.toBeNull();
  });

  test('survive what others wrote under their keys, and a browser that stores nothing', () => {
    const storage = webStorage();
    for (const json of ['null', 'no json', '{"note":7}', '{"note":"x"}']) {
      storage.setItem('foyer.inbox.draft:ana:s1', json);
      expect(new Drafts('ana', () => storage).of('s1').read()).toBeNull();
    }
    const blocked = new Drafts('ana', () => {
      throw new Error('blocked');
    });
    blocked.of('s1').write(draft('x'));
    expect(blocked.of('s1').read()).toBeNull();
  });
});
