import type { ConversationView, Folder } from '#libs/contracts';
import { CLOSED_COUNTED } from '../protocol.ts';

/** What is known of the folders: counts of all, rows of those that were read. */
export interface FoldersState {
  readonly counts: Readonly<Record<Folder, number>>;
  readonly rows: { readonly [F in Folder]?: readonly ConversationView[] };
}

export const EMPTY_FOLDERS: FoldersState = { counts: { unassigned: 0, mine: 0, others: 0, closed: 0 }, rows: {} };

/** Whether there may be more than were counted. */
export const isOpenEnded = (folder: Folder, count: number): boolean => folder === 'closed' && count >= CLOSED_COUNTED;

/** A count as it is shown. */
export const countText = (folder: Folder, count: number): string =>
  isOpenEnded(folder, count) ? `${CLOSED_COUNTED - 1}+` : String(count);

/** Where an agent sees a conversation; null while the playbook leads it. */
export function folderOf(
  { phase, assigneeId }: Pick<ConversationView, 'phase' | 'assigneeId'>,
  agentId: string,
): Folder | null {
  if (phase === 'closed') return 'closed';
  if (phase === 'waiting') return 'unassigned';
  if (phase === 'bot') return null;
  return assigneeId === agentId ? 'mine' : 'others';
}

const time = (iso: string | null): number => (iso === null ? 0 : Date.parse(iso));

const ORDERS: Record<Folder, (a: ConversationView, b: ConversationView) => number> = {
  // Who waits longest comes first.
  unassigned: (a, b) => time(a.waitingSince) - time(b.waitingSince),
  mine: (a, b) => time(b.lastAt) - time(a.lastAt),
  others: (a, b) => time(b.lastAt) - time(a.lastAt),
  closed: (a, b) => time(b.closedAt) - time(a.closedAt),
};

export const inOrder = (folder: Folder, rows: readonly ConversationView[]): ConversationView[] =>
  [...rows].sort(ORDERS[folder]);

const isOlder = (a: ConversationView, b: ConversationView): boolean =>
  a.epoch < b.epoch || (a.epoch === b.epoch && a.lastSeq < b.lastSeq);

/**
 * Puts one conversation where it belongs now, ahead of the next snapshot: it leaves the row lists of other folders,
 * is in its own exactly once, and the counts follow. News older than what is shown is dropped.
 */
export function place(state: FoldersState, conversation: ConversationView, agentId: string): FoldersState {
  const folders = Object.keys(state.rows) as Folder[];
  const from = folders.find((folder) => state.rows[folder]?.some(({ id }) => id === conversation.id)) ?? null;
  const shown = from && state.rows[from]?.find(({ id }) => id === conversation.id);
  if (shown && isOlder(conversation, shown)) return state;
  const to = folderOf(conversation, agentId);
  const rows: { [F in Folder]?: readonly ConversationView[] } = { ...state.rows };
  for (const folder of folders) {
    const others = (state.rows[folder] ?? []).filter(({ id }) => id !== conversation.id);
    rows[folder] = folder === to ? inOrder(folder, [...others, conversation]) : others;
  }
  const counts = { ...state.counts };
  if (from !== null && from !== to) {
    counts[from] = Math.max(0, counts[from] - 1);
    if (to !== null) counts[to] += 1;
  }
  return { counts, rows };
}
