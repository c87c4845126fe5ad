import type { EntryBody, EntryView, ErrorCode, FileView, Phase } from '#libs/contracts';
import { type AnswerLook, lookOf } from './answer-look.ts';
import type { OutboxItem, SentItem } from './outbox.ts';

/** The phase that the last `timeline:read` named, and the seq it was read at. */
export interface PhaseRead {
  phase: Phase;
  seq: number;
}

export interface OpenPrompt {
  seq: number;
  body: EntryBody<'prompt'>;
}

/** Where the session stands, told from its entries. */
export interface Story {
  phase: Phase;
  /** The agent who leads; null while the bot or nobody does. */
  agentName: string | null;
  /** The prompt that still waits for the visitor; only its buttons may be pressed. */
  openPrompt: OpenPrompt | null;
  /** Somebody has spoken with the visitor: there is something to rate. */
  metPeople: boolean;
  rated: boolean;
}

const BEGINNING: Story = { phase: 'bot', agentName: null, openPrompt: null, metPeople: false, rated: false };

function after(story: Story, entry: EntryView): Story {
  if ('hidden' in entry) return story;
  switch (entry.kind) {
    case 'prompt':
      return { ...story, openPrompt: { seq: entry.seq, body: entry.body } };
    case 'answer':
      return entry.body.promptSeq === story.openPrompt?.seq ? { ...story, openPrompt: null } : story;
    case 'message':
      // Typed words answer a prompt that asks to type; a prompt with choices stays open until the bot goes on.
      return entry.author === 'visitor' && story.openPrompt?.body.input ? { ...story, openPrompt: null } : story;
    case 'assigned':
    case 'reassigned':
      return { ...story, phase: 'live', agentName: entry.body.agentName, openPrompt: null, metPeople: true };
    case 'phaseChanged':
      return entry.body.to === 'bot'
        ? { ...story, phase: 'bot', agentName: null }
        : { ...story, phase: entry.body.to, openPrompt: null };
    case 'returned':
      return { ...story, phase: 'waiting', agentName: null, openPrompt: null };
    case 'handedBack':
      return { ...story, phase: 'bot', agentName: null };
    case 'closed':
      return { ...story, phase: 'closed', openPrompt: null };
    case 'rated':
      return { ...story, rated: true };
    default:
      return story;
  }
}

/** Entries that say which phase begins. */
const MOVES: ReadonlySet<string> = new Set(['phaseChanged', 'assigned', 'reassigned', 'handedBack']);

/**
 * Folds the entries into a story. What a visitor may not see can still have called people or erased the session:
 * that is known only from `read`, and holds as long as the entries themselves do not say more.
 */
export function storyOf(entries: readonly EntryView[], read: PhaseRead | null): Story {
  const story = entries.reduce(after, BEGINNING);
  if (!read || story.phase === 'closed') return story;
  if (read.phase === 'closed') return { ...story, phase: 'closed', openPrompt: null };
  const lastMove = entries.findLast((entry) => !('hidden' in entry) && MOVES.has(entry.kind))?.seq ?? 0;
  if (read.phase === 'waiting' && story.phase === 'bot' && read.seq >= lastMove) {
    return { ...story, phase: 'waiting', openPrompt: null };
  }
  return story;
}

/** One line of the chat as it is shown. */
export interface Row {
  /** Stays the same when an act of the visitor becomes an entry, so that its bubble does not jump. */
  key: string;
  /** Null until the entry is known. */
  seq: number | null;
  at: string;
  kind: 'message' | 'prompt' | 'answer' | 'assigned' | 'reassigned' | 'returned' | 'handedBack' | 'closed';
  author: 'visitor' | 'bot' | 'agent' | 'system';
  /**
   * What was said; for `assigned` and `reassigned` the name of who joined, for `returned` and `handedBack` of who left,
   * for `closed` of who ended it, or ''.
   */
  text: string;
  rich?: EntryBody<'message'>['rich'];
  image?: EntryBody<'message'>['image'];
  files?: readonly FileView[];
  edited?: boolean;
  deleted?: boolean;
  link?: EntryBody<'prompt'>['link'];
  /** For answers. */
  look?: AnswerLook;
  state: 'stored' | 'waiting' | 'failed';
  error?: ErrorCode;
  clientId: string | null;
}

type Prompts = ReadonlyMap<number, EntryBody<'prompt'>>;

const promptsOf = (entries: readonly EntryView[]): Prompts =>
  new Map(entries.flatMap((entry) => ('hidden' in entry || entry.kind !== 'prompt' ? [] : [[entry.seq, entry.body]])));

function rowOf(entry: EntryView, prompts: Prompts): Row | null {
  if ('hidden' in entry) return null;
  const row = {
    key: entry.clientId ?? `seq-${entry.seq}`,
    seq: entry.seq,
    at: entry.at,
    author: entry.author,
    state: 'stored',
    clientId: entry.clientId,
  } as const;
  switch (entry.kind) {
    case 'message': {
      const { text, rich, image, files, edited, deleted } = entry.body;
      return { ...row, kind: entry.kind, text, rich, image, files, edited, deleted };
    }
    case 'prompt': {
      const { text, rich, link } = entry.body;
      return { ...row, kind: entry.kind, text, rich, link };
    }
    case 'answer': {
      const look = lookOf(entry.body, prompts.get(entry.body.promptSeq));
      return { ...row, kind: entry.kind, text: entry.body.text, look };
    }
    case 'assigned':
    case 'reassigned':
      return { ...row, kind: entry.kind, text: entry.body.agentName };
    case 'returned':
      return { ...row, kind: entry.kind, text: entry.body.fromName };
    case 'handedBack':
      return { ...row, kind: entry.kind, text: entry.body.byName };
    case 'closed':
      return { ...row, kind: entry.kind, text: entry.body.byName ?? '' };
    default:
      return null;
  }
}

const pendingRow = (
  { clientId, at, act, failed }: OutboxItem,
  seq: number | null,
  state: Row['state'],
  prompts: Prompts,
): Row => ({
  key: clientId,
  seq,
  at,
  kind: act.type,
  author: 'visitor',
  text: act.text,
  files: act.type === 'message' ? act.files : undefined,
  look: act.type === 'answer' ? lookOf(act, prompts.get(act.promptSeq)) : undefined,
  state,
  error: failed,
  clientId,
});

/** All lines to show: the entries, then what the visitor did and whose entry is not here yet, each once. */
export function rowsOf(
  entries: readonly EntryView[],
  pending: { sent: readonly SentItem[]; waiting: readonly OutboxItem[]; failed: readonly OutboxItem[] },
): Row[] {
  const prompts = promptsOf(entries);
  const rows = entries.flatMap((entry) => rowOf(entry, prompts) ?? []);
  const shown = new Set(rows.map((row) => row.clientId));
  const add = (row: Row): void => {
    if (shown.has(row.clientId)) return;
    shown.add(row.clientId);
    rows.push(row);
  };
  for (const { item, seq } of pending.sent) add(pendingRow(item, seq, 'stored', prompts));
  for (const item of pending.failed) add(pendingRow(item, null, 'failed', prompts));
  for (const item of pending.waiting) add(pendingRow(item, null, 'waiting', prompts));
  return rows;
}

/** How many entries after `seen` were said to the visitor. */
export const unreadAfter = (entries: readonly EntryView[], seen: number): number =>
  entries.filter(
    (entry) =>
      entry.seq > seen &&
      !('hidden' in entry) &&
      ['bot', 'agent'].includes(entry.author) &&
      ['message', 'prompt'].includes(entry.kind),
  ).length;
