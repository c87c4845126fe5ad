import type { SavedView } from '#libs/contracts';
import { SavedViewsStore } from './store.ts';

const view = (name: string): SavedView => ({ id: name, name, place: 'mine', filters: {}, text: '' });

test('a list that was asked for before a view was made, and answered after it, does not hide it', async () => {
  const reads: ((views: SavedView[]) => void)[] = [];
  const store = new SavedViewsStore({
    savedViews: () => new Promise((resolve) => reads.push(resolve)),
    createView: async () => view('new'),
    changeView: async () => view('new'),
    removeView: async () => null,
  });
  const first = store.read();
  const made = store.create(view('new'));
  await new Promise(setImmediate);
  reads[1]?.([view('new')]);
  await made;
  reads[0]?.([]);
  await first;
  expect(store.views.value.map(({ name }) => name)).toEqual(['new']);
});
