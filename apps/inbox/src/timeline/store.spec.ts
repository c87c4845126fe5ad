import { signal } from '@preact/signals';
import type { Api } from '../api/api.ts';
import type { Connection } from '../api/connection.ts';
import { CallFailed } from '../api/http.ts';
import { Shelf } from './shelf.ts';
import { ConversationStore } from './store.ts';

const settled = () => new Promise(setImmediate);

/** A connection whose answers wait to be let go. */
function opened() {
  const asked: string[] = [];
  const answers = new Map<string, () => void>();
  const connection = {
    state: signal('connected'),
    ask: (event: string) => {
      asked.push(event);
      return new Promise((resolve) => {
        const theirs = { delivered: 0, read: 0 };
        answers.set(event, () =>
          resolve({ ok: true, value: { entries: [], lastSeq: 0, theirs, own: theirs, read: 0 } }),
        );
      });
    },
  } as unknown as Connection;
  const reads: ((visitor: { person: { name: string } | null }) => void)[] = [];
  const api = {
    conversation: () => Promise.reject(new CallFailed('network')),
    call: () => new Promise((resolve) => reads.push(resolve)),
  } as unknown as Api;
  const nothing = { length: 0, key: () => null, getItem: () => null, setItem: () => {}, removeItem: () => {} };
  const store = new ConversationStore(
    's1',
    api,
    connection,
    () => {},
    'ana',
    new Shelf('ana', () => nothing as never),
    { read: () => null, write: () => {} },
  );
  const answer = async (event: string) => {
    answers.get(event)?.();
    await settled();
  };
  return { store, asked, answer, reads };
}

test('who leaves a conversation before its watch is answered looks at it no more', async () => {
  const { store, asked, answer } = opened();
  store.enter();
  await settled();
  store.leave();
  expect(asked).toEqual(['conversation:watch']);
  await answer('conversation:watch');
  expect(asked).toEqual(['conversation:watch', 'conversation:unwatch']);
  store.dispose();
});

test('who comes back meanwhile goes on looking', async () => {
  const { store, asked, answer } = opened();
  store.enter();
  await settled();
  store.leave();
  store.enter();
  await answer('conversation:watch');
  expect(asked).not.toContain('conversation:unwatch');
  store.leave();
  expect(asked.at(-1)).toBe('conversation:unwatch');
  store.dispose();
});

test('who it is, asked for before a person was linked and answered after it, does not hide the person', async () => {
  const { store, reads } = opened();
  const [before, after] = [store.readVisitor(), store.readVisitor()];
  reads[1]?.({ person: { name: 'Vera' } });
  await after;
  reads[0]?.({ person: null });
  await before;
  expect(store.visitor.value?.person?.name).toBe('Vera');
  store.dispose();
});
