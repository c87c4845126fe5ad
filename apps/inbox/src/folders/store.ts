import { computed, signal } from '@preact/signals';
import type { ConversationView, Filters, Folder } from '#libs/contracts';
import type { Api } from '../api/api.ts';
import { Refresher } from '../app/refresher.ts';
import { filtersText, NO_FILTERS } from '../filters/filters.ts';
import { EMPTY_FOLDERS, type FoldersState, folderOf, inOrder, isOpenEnded, place } from './placement.ts';
import { ALL_UNREAD, hasMore, type Ranges, rowsOf, stale, toRead, withRow, withSnapshot } from './ranges.ts';
import { SeenMarks } from './seen.ts';

/** Change hints within this time lead to one read. */
const GATHER_MS = 250;

/** The folders as snapshots: the one shown, range by range, and always "mine", so that its unread mark is right. */
export class FoldersStore {
  /** Whole folders, as far as they were read. */
  readonly state = signal<FoldersState>(EMPTY_FOLDERS);
  readonly folder = signal<Folder>('unassigned');
  readonly #filters = signal<Filters>(NO_FILTERS);
  readonly #ranges = signal<Ranges>(ALL_UNREAD);
  /** What is on the screen; the list says it. */
  #inSight: { ids: ReadonlySet<string>; end: boolean } = { ids: new Set(), end: false };
  /** A hint came while a read was under way: what it answers may be older. */
  #overtaken = false;
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

  readonly #filtered = computed(() => filtersText(this.#filters.value) !== '');

  /** The rows of the folder that the filters leave, as far as they were read; undefined: nothing was read yet. */
  readonly shown = computed((): readonly ConversationView[] | undefined => {
    if (!this.#filtered.value) return this.state.value.rows[this.folder.value];
    const ranges = this.#ranges.value;
    return ranges === ALL_UNREAD ? undefined : inOrder(this.folder.value, rowsOf(ranges));
  });

  /** Whether there are more rows than those shown. */
  readonly hasMore = computed(() => hasMore(this.#ranges.value));

  /** How many rows there are in all; null: nobody counted. */
  readonly total = computed(() => {
    const [folder, { counts }] = [this.folder.value, this.state.value];
    return this.#filtered.value || isOpenEnded(folder, counts[folder]) ? null : counts[folder];
  });

  isUnread({ id, unread, lastSeq }: ConversationView): boolean {
    return unread && lastSeq > this.#seen.of(id);
  }

  folderOf = (conversation: ConversationView): Folder | null => folderOf(conversation, this.#agentId);

  start(): void {
    this.#refresher.start();
  }

  stop(): void {
    this.#refresher.stop();
  }

  show(folder: Folder, filters: Filters = NO_FILTERS): void {
    if (folder === this.folder.peek() && filtersText(filters) === filtersText(this.#filters.peek())) return;
    this.folder.value = folder;
    this.#filters.value = filters;
    this.#ranges.value = ALL_UNREAD;
    this.#inSight = { ids: new Set(), end: false };
    this.#refresher.now();
  }

  changed(): void {
    this.#outdated();
    this.#refresher.soon();
  }

  refresh(): void {
    this.#outdated();
    this.#refresher.now();
  }

  #outdated(): void {
    this.#overtaken = true;
    this.#ranges.value = stale(this.#ranges.peek());
  }

  /** What of the list is on the screen: is it known well enough? `end`: the last row that was read, too. */
  look(ids: ReadonlySet<string>, end: boolean): void {
    this.#inSight = { ids, end };
    if (toRead(this.#ranges.peek(), ids, end)) this.#refresher.now();
  }

  /** The outcome of a command or a newer detail: shown at once, ahead of the next snapshot. */
  placed(conversation: ConversationView): void {
    const isKnown = rowsOf(this.#ranges.peek()).some(({ id }) => id === conversation.id);
    // whether the filters leave it, the next snapshot knows
    const belongs = folderOf(conversation, this.#agentId) === this.folder.peek() && (isKnown || !this.#filtered.peek());
    this.#ranges.value = withRow(this.#ranges.peek(), conversation, belongs);
    this.state.value = place(this.state.peek(), conversation, this.#agentId);
  }

  seen(sessionId: string, seq: number): void {
    this.#seen.mark(sessionId, seq);
  }

  async #read(): Promise<void> {
    this.#overtaken = false;
    try {
      const mine = this.#isMineShown() ? null : this.#readMine();
      await Promise.all([mine, this.#readShown()]);
    } finally {
      if (this.#overtaken) this.#ranges.value = stale(this.#ranges.peek());
    }
  }

  #isMineShown = (): boolean => this.folder.peek() === 'mine' && !this.#filtered.peek();

  async #readMine(): Promise<void> {
    const { conversations, counts } = await this.#api.conversations('mine');
    this.#keep('mine', conversations, counts);
  }

  /** One range after the other, until all that matter are known. */
  async #readShown(): Promise<void> {
    const [folder, filters] = [this.folder.peek(), this.#filters.peek()];
    for (;;) {
      const { ids, end } = this.#inSight;
      const range = toRead(this.#ranges.peek(), ids, end);
      if (!range) return;
      const { after, until } = range;
      const { conversations, counts, next } = await this.#api.conversations(folder, { filters, after, until });
      // the agent has gone elsewhere
      if (folder !== this.folder.peek() || filters !== this.#filters.peek()) return;
      this.#ranges.value = withSnapshot(this.#ranges.peek(), after, { rows: conversations, next });
      if (this.#filtered.peek()) this.state.value = { ...this.state.peek(), counts };
      else this.#keep(folder, rowsOf(this.#ranges.peek()), counts);
    }
  }

  #keep(folder: Folder, rows: readonly ConversationView[], counts: FoldersState['counts']): void {
    this.state.value = { counts, rows: { ...this.state.peek().rows, [folder]: inOrder(folder, rows) } };
  }
}
