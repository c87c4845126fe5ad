import type { Entry, EntryBody } from '#libs/contracts';
import { isHidden } from '../protocol.ts';
import type { Outbox, OutboxItem } from './outbox.ts';
import type { TimelineState } from './reducer.ts';

/** What one line of the timeline shows. `key` stays the same from the outbox to the stored entry. */
export type Row =
  | { type: 'day'; key: string; at: string }
  /** What follows came while the agent did not look. */
  | { type: 'new'; key: string }
  | {
      type: 'entry';
      key: string;
      entry: Entry;
      first: boolean;
      last: boolean;
      /** Of a prompt: how it was answered. */
      answer: EntryBody<'answer'> | null;
      /** Of an answer: what was asked. */
      prompt: EntryBody<'prompt'> | null;
    }
  | { type: 'unsent'; key: string; item: OutboxItem };

/** Bubbles of one author within this time stand together under one name. */
const TOGETHER_MS = 4 * 60_000;

const SPOKEN: ReadonlySet<Entry['kind']> = new Set(['message', 'prompt', 'answer', 'note']);

export const isSpoken = (entry: Entry): boolean => SPOKEN.has(entry.kind);

/** Everybody's words in one voice; notes apart, since others see them in another way. */
const voice = ({ kind, author, authorId }: Entry): string => `${author}/${authorId}/${kind === 'note'}`;

const together = (a: Entry | undefined, b: Entry | undefined): boolean =>
  a !== undefined &&
  b !== undefined &&
  isSpoken(a) &&
  isSpoken(b) &&
  voice(a) === voice(b) &&
  Date.parse(b.at) - Date.parse(a.at) < TOGETHER_MS;

const dayOf = (at: string): string => new Date(at).toDateString();

/**
 * The rows of a timeline with what is still to be sent at its end; hidden entries show nothing.
 * @param mark the last seq that was seen before; null: no line is drawn
 */
export function rowsOf(timeline: TimelineState, outbox: Outbox, mark: number | null = null): Row[] {
  const entries = timeline.entries.filter((entry) => !isHidden(entry)) as Entry[];
  const answers = new Map(
    entries.flatMap((entry) => (entry.kind === 'answer' ? [[entry.body.promptSeq, entry.body] as const] : [])),
  );
  const prompts = new Map(
    entries.flatMap((entry) => (entry.kind === 'prompt' ? [[entry.seq, entry.body] as const] : [])),
  );
  const rows: Row[] = [];
  const firstNew = mark === null ? undefined : entries.find((entry) => entry.seq > mark && isSpoken(entry));
  entries.forEach((entry, index) => {
    const before = entries[index - 1];
    const newDay = before === undefined || dayOf(before.at) !== dayOf(entry.at);
    if (newDay) rows.push({ type: 'day', key: `day-${entry.seq}`, at: entry.at });
    if (entry === firstNew) rows.push({ type: 'new', key: 'new' });
    rows.push({
      type: 'entry',
      key: entry.clientId ?? `seq-${entry.seq}`,
      entry,
      first: newDay || entry === firstNew || !together(before, entry),
      last: !together(entry, entries[index + 1]),
      answer: answers.get(entry.seq) ?? null,
      prompt: (entry.kind === 'answer' && prompts.get(entry.body.promptSeq)) || null,
    });
  });
  for (const item of outbox) rows.push({ type: 'unsent', key: item.clientId, item });
  return rows;
}
