import { jest } from '@jest/globals';
import type { SearchBody, SearchHit, SearchResult } from '#libs/contracts';
import type { Api } from '../api/api.ts';
import { SearchStore } from './store.ts';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

const hit = (id: string) => ({ conversation: { id } }) as SearchHit;
const idsOf = (store: SearchStore) => store.hits.value?.map(({ conversation }) => conversation.id);

/** Two pages of everything that is looked for. */
function server() {
  const asked: Partial<SearchBody>[] = [];
  const search = async (body: Partial<SearchBody>): Promise<SearchResult> => {
    asked.push(body);
    return body.after
      ? { hits: [hit(`${body.text} 2`)], next: null }
      : { hits: [hit(`${body.text} 1`)], next: 'page 2' };
  };
  const store = new SearchStore({ search } as unknown as Api);
  return { store, asked };
}

test('the next page of what was looked for before is no page of what is looked for now', async () => {
  const { store, asked } = server();
  store.type('ana');
  store.open({});
  await jest.advanceTimersByTimeAsync(300);
  expect(idsOf(store)).toEqual(['ana 1']);
  store.type('anabel');
  // the end of the old hits comes into sight before the new ones are there
  store.more();
  await jest.advanceTimersByTimeAsync(1_000);
  expect(idsOf(store)).toEqual(['anabel 1']);
  expect(asked.map(({ text, after }) => [text, after])).toEqual([
    ['ana', undefined],
    ['anabel', undefined],
  ]);
  store.more();
  await jest.advanceTimersByTimeAsync(300);
  expect(idsOf(store)).toEqual(['anabel 1', 'anabel 2']);
  expect(store.hasMore.value).toBe(false);
});

test('nor of what other filters leave', async () => {
  const { store, asked } = server();
  store.open({});
  await jest.advanceTimersByTimeAsync(300);
  store.open({ unread: 'yes' });
  store.more();
  await jest.advanceTimersByTimeAsync(1_000);
  expect(asked.every(({ after }) => after === undefined)).toBe(true);
});
