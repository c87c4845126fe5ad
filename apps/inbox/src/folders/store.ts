import { computed, signal } from '@preact/signals';
import type { ConversationView, Folder } from '#libs/contracts';
import type { Api } from '../api/api.ts';
import { Refresher } from '../app/refresher.ts';
import { EMPTY_FOLDERS, type FoldersState, folderOf, inOrder, place } from './placement.ts';
import { SeenMarks } from './seen.ts';

/** Change hints within this time lead to one read. */
const GATHER_MS = 250;

/** The folders as snapshots: the one shown, and always "mine", so that its unread mark is right. */
export class FoldersStore {
  readonly state = signal<FoldersState>(EMPTY_FOLDERS);
  readonly folder = signal<Folder>('unassigned');
  readonly #seen = new SeenMarks();
  readonly #api: Api;
  readonly #agentId: string;
  readonly #refresher = new Refresher(() => this.#read(), GATHER_MS);

  constructor(api: Api, agentId: string) {
    this.#api = api;
    this.#agentId = agentId;
  }

  /** Conversations of mine in which the visitor wrote something I have not seen. */
  readonly unreadIds = computed(() =>
    (this.state.value.rows.mine ?? []).filter((row) => this.isUnread(row)).map(({ id }) => id),
  );
  readonly unread = computed(() => this.unreadIds.value.length);

  isUnread({ id, lastAuthor, lastSeq, phase }: ConversationView): boolean {
    return phase !== 'closed' && lastAuthor === 'visitor' && lastSeq > this.#seen.of(id);
  }

  folderOf = (conversation: ConversationView): Folder | null => folderOf(conversation, this.#agentId);

  start(): void {
    this.#refresher.start();
  }

  stop(): void {
    this.#refresher.stop();
  }

  show(folder: Folder): void {
    if (folder === this.folder.peek()) return;
    this.folder.value = folder;
    this.#refresher.now();
  }

  changed(): void {
    this.#refresher.soon();
  }

  refresh(): void {
    this.#refresher.now();
  }

  /** The outcome of a command or a newer detail: shown at once, ahead of the next snapshot. */
  placed(conversation: ConversationView): void {
    this.state.value = place(this.state.peek(), conversation, this.#agentId);
  }

  seen(sessionId: string, seq: number): void {
    this.#seen.mark(sessionId, seq);
  }

  async #read(): Promise<void> {
    const wanted = [...new Set<Folder>([this.folder.peek(), 'mine'])];
    const lists = await Promise.all(wanted.map((folder) => this.#api.conversations(folder)));
    const rows = Object.fromEntries(
      lists.map(({ folder, conversations }) => [folder, inOrder(folder, conversations)]),
    ) as FoldersState['rows'];
    const counts = lists[0]?.counts ?? this.state.peek().counts;
    this.state.value = { counts, rows: { ...this.state.peek().rows, ...rows } };
  }
}
