import { forgetKept, keptHere, Shelf } from './shelf.ts';
import { webStorage } from './web-storage.ts';

const item = (clientId: string) =>
  ({ clientId, kind: 'message', text: `words ${clientId}`, since: 1, code: null }) as const;

describe('the shelf of unsent words', () => {
  test('is one per agent and conversation, in the order of writing', () => {
    const storage = webStorage();
    const [ana, ben] = ['ana', 'ben'].map((id) => new Shelf(id, () => storage)) as [Shelf, Shelf];
    for (const clientId of ['b', 'a']) ana.of('s1').keep(item(clientId));
    ana.of('s2').keep(item('c'));
    expect(ana.sessions().sort()).toEqual(['s1', 's2']);
    expect(ana.of('s1').all()).toEqual([item('a'), item('b')]);
    expect(ben.sessions()).toEqual([]);
    expect(ben.of('s1').all()).toEqual([]);
    for (const key of storage.values.keys()) {
      expect(ana.sessionOf(key)).toMatch(/^s[12]$/);
      expect(ben.sessionOf(key)).toBeNull();
    }
  });

  test('is emptied of everybody’s words, and of nothing else', () => {
    const storage = webStorage();
    storage.setItem('foyer.inbox.theme', 'dark');
    storage.setItem('the website’s own', 'x');
    for (const id of ['ana', 'ben']) new Shelf(id, () => storage).of('s1').keep(item(id));
    expect(keptHere(() => storage).map(({ text }) => text)).toEqual(['words ana', 'words ben']);
    forgetKept(() => storage);
    expect([...storage.values.keys()]).toEqual(['foyer.inbox.theme', 'the website’s own']);
  });

  test('survives what others wrote under its keys', () => {
    const storage = webStorage();
    for (const json of ['null', 'no json', '{"clientId":7}'])
      storage.setItem(`foyer.inbox.out:ana:s1:${json.length}`, json);
    expect(new Shelf('ana', () => storage).of('s1').all()).toEqual([]);
    expect(keptHere(() => storage)).toEqual([]);
  });

  test('lasts as long as the page where the browser refuses to store', () => {
    const shelf = new Shelf('ana', () => {
      throw new Error('blocked');
    });
    const place = shelf.of('s1');
    place.keep(item('a'));
    expect(place.get('a')).toEqual(item('a'));
    expect(shelf.sessions()).toEqual(['s1']);
    place.drop('a');
    expect(place.all()).toEqual([]);
  });
});
