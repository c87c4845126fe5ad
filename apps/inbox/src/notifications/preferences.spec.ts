import type { NotificationChanges, NotificationsView } from '#libs/contracts';
import { changedPreferences } from '#libs/contracts/preferences';
import { CallFailed } from '../api/http.ts';
import { PreferencesStore } from './preferences.ts';

/** A server whose answers wait to be let go, in any order. */
function server() {
  const view: NotificationsView = {
    preferences: {
      events: { waiting: true, returned: true, assigned: true, message: true, mention: true },
      quiet: null,
      sound: true,
      showWords: false,
      language: 'en',
    },
    unread: [],
    pushKey: null,
  };
  const under: { method: string; answer: () => void; refuse: () => void }[] = [];
  const call = <T>(method: string, _path: string, changes?: unknown): Promise<T> => {
    if (changes) view.preferences = changedPreferences(view.preferences, changes as NotificationChanges);
    const now = structuredClone(view);
    return new Promise<T>((resolve, reject) => {
      under.push({ method, answer: () => resolve(now as T), refuse: () => reject(new CallFailed('unavailable')) });
    });
  };
  const next = async () => {
    while (under.length === 0) await new Promise(setImmediate);
    const one = under.shift()!;
    return one;
  };
  return { call, view, next, under };
}
const settled = () => new Promise(setImmediate);

test('a change is not undone by what was asked for before it and answered after it', async () => {
  const { call, next, under, view } = server();
  const store = new PreferencesStore({ call });
  (await next()).answer();
  await settled();
  expect(store.value.value).toMatchObject({ sound: true });
  store.refresh();
  const read = await next();
  const changed = store.change({ sound: false });
  const alsoChanged = store.change({ events: { mention: false } });
  expect(store.value.value).toMatchObject({ sound: false, events: { mention: false, message: true } });
  await settled();
  // nothing travels beside the read: it could be overtaken
  expect(under).toHaveLength(0);
  read.answer();
  await settled();
  expect(store.value.value).toMatchObject({ sound: false, events: { mention: false } });
  (await next()).answer();
  (await next()).answer();
  await Promise.all([changed, alsoChanged]);
  expect(store.value.value).toEqual(view.preferences);
  store.dispose();
});

test('what the server refuses is taken back, what was changed besides stays', async () => {
  const { call, next } = server();
  const store = new PreferencesStore({ call });
  (await next()).answer();
  await settled();
  const refused = store.change({ showWords: true });
  const kept = store.change({ sound: false });
  (await next()).refuse();
  await expect(refused).rejects.toThrow('unavailable');
  expect(store.value.value).toMatchObject({ showWords: false, sound: false });
  (await next()).answer();
  await kept;
  store.dispose();
});
