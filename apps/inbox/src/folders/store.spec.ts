import type { ConversationList, ConversationView, Folder } from '#libs/contracts';
import { eventually } from '#libs/testing';
import type { Api } from '../api/api.ts';
import { CallFailed } from '../api/http.ts';
import { FoldersStore } from './store.ts';

const waiting = (id: string): ConversationView =>
  ({
    id,
    phase: 'waiting',
    epoch: 1,
    lastSeq: 1,
    unread: false,
    waitingSince: '2026-01-01T10:00:00Z',
  }) as ConversationView;

/** A server whose answers of Unassigned are as old as the question, and come when the test lets them. */
function server() {
  let rows: ConversationView[] = [];
  const asked: { answer: () => void; refuse: () => void }[] = [];
  const listed = (folder: Folder, conversations: ConversationView[]): ConversationList => ({
    folder,
    conversations,
    counts: { unassigned: conversations.length, mine: 0, others: 0, closed: 0 },
    next: null,
  });
  const conversations: Api['conversations'] = (folder) => {
    if (folder !== 'unassigned') return Promise.resolve(listed(folder, []));
    const now = listed(folder, rows);
    return new Promise((resolve, reject) => {
      asked.push({ answer: () => resolve(now), refuse: () => reject(new CallFailed('network')) });
    });
  };
  const folders = new FoldersStore({ conversations } as Api, 'ana');
  const arrives = (id: string) => {
    rows = [...rows, waiting(id)];
    folders.changed();
  };
  const next = () => eventually(() => asked.shift() ?? Promise.reject(new Error('nothing was asked')));
  const shown = () => folders.shown.value?.map(({ id }) => id);
  return { folders, arrives, next, shown };
}

test('who arrives while the folder is read is read as well', async () => {
  const { folders, arrives, next, shown } = server();
  folders.start();
  const first = await next();
  arrives('vera');
  first.answer();
  (await next()).answer();
  await eventually(() => expect(shown()).toEqual(['vera']));
  arrives('olga');
  const second = await next();
  arrives('nora');
  second.answer();
  (await next()).answer();
  await eventually(() => expect(shown()).toEqual(['vera', 'olga', 'nora']));
  folders.stop();
});

test('and who arrives while a read fails', async () => {
  const { folders, arrives, next, shown } = server();
  folders.start();
  (await next()).answer();
  arrives('vera');
  const failing = await next();
  arrives('olga');
  failing.refuse();
  (await next()).answer();
  await eventually(() => expect(shown()).toEqual(['vera', 'olga']));
  folders.stop();
});
