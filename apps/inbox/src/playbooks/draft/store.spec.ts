import { jest } from '@jest/globals';
import type { PlaybookDraft, Validation } from '#libs/contracts';
import { CallFailed } from '../../api/http.ts';
import { type DraftCalls, DraftStore, parseDefinition, written } from './store.ts';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

/** A server with one draft. */
function server() {
  const stored = { revision: 3, definition: { name: 'A' } as unknown };
  const problem = { path: 'name', code: 'short', message: 'Too short.' };
  const view = (): PlaybookDraft => ({
    playbookId: 'p',
    ...stored,
    problems: (stored.definition as { name?: string }).name === '' ? [problem] : [],
    updatedAt: null,
    updatedBy: null,
  });
  const change = (revision: number, definition: unknown): PlaybookDraft => {
    if (revision !== stored.revision) throw new CallFailed('stale_version');
    stored.revision += 1;
    stored.definition = definition;
    return view();
  };
  const called = { validated: [] as unknown[], published: [] as string[] };
  const answers: DraftCalls = {
    read: async () => view(),
    save: async (revision, definition) => change(revision, definition),
    addLiveChat: async (revision) => change(revision, { ...(stored.definition as object), cards: { people: {} } }),
    publish: async (revision, note) => {
      if (view().problems.length > 0) throw new CallFailed('invalid_playbook', { errors: view().problems });
      change(revision, stored.definition);
      called.published.push(note);
      return { playbookId: 'p', versionId: 'v', version: 1 };
    },
    validate: async (definition): Promise<Validation> => {
      called.validated.push(definition);
      return { problems: [], tests: [{ name: 'works', ok: true, failure: null }] };
    },
  };
  // looked up for each call: a test may hold one back
  const store = new DraftStore({
    read: () => answers.read(),
    save: (...given) => answers.save(...given),
    addLiveChat: (...given) => answers.addLiveChat(...given),
    publish: (...given) => answers.publish(...given),
    validate: (...given) => answers.validate(...given),
  });
  return { store, stored, calls: { ...called, server: answers }, change };
}

async function loaded() {
  const world = server();
  await world.store.load();
  return world;
}
const typed = (name: string): string => written({ name });

describe('a draft', () => {
  test('is read, typed, and saved under the revision it was read at', async () => {
    const { store, stored } = await loaded();
    expect(store.text.value).toBe(typed('A'));
    expect(store.dirty.value).toBe(false);
    store.type(typed('B'));
    expect(store.dirty.value).toBe(true);
    expect(await store.save()).toBe(true);
    expect(stored).toEqual({ revision: 4, definition: { name: 'B' } });
    expect(store.dirty.value).toBe(false);
    store.type(typed('C'));
    expect(await store.save()).toBe(true);
    expect(stored.revision).toBe(5);
  });

  test('keeps the form in which it was typed', async () => {
    const { store } = await loaded();
    store.type('{"name":   "B"}');
    await store.save();
    expect(store.text.value).toBe('{"name":   "B"}');
  });

  test('is not saved while it is no JSON', async () => {
    const { store, stored } = await loaded();
    store.type('{"name": ');
    expect(await store.save()).toBe(false);
    expect(stored.revision).toBe(3);
    expect(store.parsed.value.ok).toBe(false);
  });

  test('is checked once after the last key, and its own tests are run', async () => {
    const { store, calls } = await loaded();
    await jest.runAllTimersAsync();
    for (const name of ['B', 'Be', 'Ben']) store.type(typed(name));
    store.type('{ "name": ');
    await jest.runAllTimersAsync();
    store.type(typed('Ben'));
    await jest.runAllTimersAsync();
    expect(calls.validated).toEqual([{ name: 'A' }, { name: 'Ben' }]);
    expect(store.tests.value).toEqual([{ name: 'works', ok: true, failure: null }]);
  });

  test('may have problems, which are shown', async () => {
    const { store } = await loaded();
    store.type(typed(''));
    expect(await store.save()).toBe(true);
    expect(store.problems.value).toMatchObject([{ path: 'name' }]);
  });

  test('reading it again does not overwrite what was typed', async () => {
    const { store, change } = await loaded();
    store.type(typed('mine'));
    change(3, { name: 'theirs' });
    await store.load();
    expect(store.text.value).toBe(typed('mine'));
  });

  describe('that somebody else saved in the meantime', () => {
    async function conflicting() {
      const world = await loaded();
      world.change(3, { name: 'theirs' });
      world.store.type(typed('mine'));
      expect(await world.store.save()).toBe(false);
      return world;
    }

    test('is asked about, and nothing is stored', async () => {
      const { store, stored } = await conflicting();
      expect(store.conflict.value?.definition).toEqual({ name: 'theirs' });
      expect(stored.definition).toEqual({ name: 'theirs' });
      expect(store.text.value).toBe(typed('mine'));
    });

    test('can be taken', async () => {
      const { store } = await conflicting();
      store.takeTheirs();
      expect(store.text.value).toBe(typed('theirs'));
      expect(store.dirty.value).toBe(false);
      expect(store.conflict.value).toBeNull();
    });

    test('can be written over', async () => {
      const { store, stored } = await conflicting();
      expect(await store.keepMine()).toBe(true);
      expect(stored.definition).toEqual({ name: 'mine' });
    });
  });

  test('gets live chat in one act, after what was typed is saved', async () => {
    const { store, stored } = await loaded();
    store.type(typed('B'));
    expect(await store.addLiveChat()).toBe(true);
    expect(stored.definition).toEqual({ name: 'B', cards: { people: {} } });
    expect(JSON.parse(store.text.value)).toEqual(stored.definition);
  });

  test('is published with a note, after what was typed is saved', async () => {
    const { store, calls, stored } = await loaded();
    store.type(typed('B'));
    expect(await store.publish('shorter')).toMatchObject({ version: 1 });
    expect(calls.published).toEqual(['shorter']);
    expect(stored.definition).toEqual({ name: 'B' });
  });

  test('that is refused says why', async () => {
    const { store } = await loaded();
    store.type(typed(''));
    await expect(store.publish('')).rejects.toMatchObject({ code: 'invalid_playbook' });
    expect(store.problems.value).toMatchObject([{ code: 'short' }]);
    expect(store.busy.value).toBe(false);
  });

  test('what is no object is no definition', () => {
    for (const text of ['[]', 'null', '"a"', '']) expect(parseDefinition(text).ok).toBe(false);
    expect(parseDefinition('{}')).toEqual({ ok: true, definition: {} });
  });
});

describe('what is typed while the server works on the draft', () => {
  /** The answer of this call waits to be let go. */
  const held = (name: 'publish' | 'addLiveChat') => {
    const world = server();
    let go = () => {};
    const gate = new Promise<void>((resolve) => {
      go = resolve;
    });
    const { [name]: call } = world.calls.server;
    world.calls.server[name] = (async (...given: never[]) => {
      const answer = await (call as (...given: never[]) => Promise<unknown>)(...given);
      await gate;
      return answer;
    }) as never;
    return { ...world, go };
  };

  test.each(['publish', 'addLiveChat'] as const)('stays (%s), and the author decides', async (name) => {
    const { store, stored, go } = held(name);
    await store.load();
    const done = store[name]('');
    store.type(typed('typed meanwhile'));
    go();
    await done;
    expect(store.text.value).toBe(typed('typed meanwhile'));
    expect(store.conflict.value?.revision).toBe(stored.revision);
    expect(await store.keepMine()).toBe(true);
    expect(stored.definition).toEqual({ name: 'typed meanwhile' });
  });
});

test('a read that was asked for before a save and answered after it shows nothing old', async () => {
  const { store, calls } = await loaded();
  let go = () => {};
  const gate = new Promise<void>((resolve) => {
    go = resolve;
  });
  const { read } = calls.server;
  calls.server.read = async () => {
    const old = await read();
    await gate;
    return old;
  };
  const reading = store.load();
  store.type(typed('B'));
  expect(await store.save()).toBe(true);
  go();
  await reading;
  expect(store.text.value).toBe(typed('B'));
  store.type(typed('C'));
  expect(await store.save()).toBe(true);
});
