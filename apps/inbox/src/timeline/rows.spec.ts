import type { Entry, EntryView } from '#libs/contracts';
import { enqueue } from './outbox.ts';
import { applyEntries, EMPTY_TIMELINE } from './reducer.ts';
import { type Row, rowsOf } from './rows.ts';

const base = { at: '2026-01-01T12:00:00.000Z', authorId: null, clientId: null } as const;
const message = (seq: number, author: 'visitor' | 'agent', clientId: string | null = null): Entry => ({
  ...base,
  seq,
  author,
  clientId,
  kind: 'message',
  body: { text: `words ${seq}` },
});
const rows = (...entries: EntryView[]): Row[] => rowsOf(applyEntries(EMPTY_TIMELINE, entries), []);
const entryRows = (all: Row[]) => all.filter((row) => row.type === 'entry');

describe('rows', () => {
  test('words of one author stand together until somebody else speaks', () => {
    const shown = entryRows(rows(message(1, 'visitor'), message(2, 'visitor'), message(3, 'agent')));
    expect(shown.map(({ first, last }) => [first, last])).toEqual([
      [true, false],
      [false, true],
      [true, true],
    ]);
  });

  test('a line stands before the first words after the mark, and a new voice begins there', () => {
    const timeline = applyEntries(EMPTY_TIMELINE, [
      message(1, 'visitor'),
      message(2, 'visitor'),
      message(3, 'visitor'),
    ]);
    const all = rowsOf(timeline, [], 2);
    expect(all.map(({ type }) => type)).toEqual(['day', 'entry', 'entry', 'new', 'entry']);
    expect(entryRows(all).map(({ first }) => first)).toEqual([true, false, true]);
    expect(rowsOf(timeline, [], 3).some(({ type }) => type === 'new')).toBe(false);
  });

  test('a hidden entry shows nothing', () => {
    expect(entryRows(rows(message(1, 'visitor'), { seq: 2, hidden: true }))).toHaveLength(1);
  });

  test('a prompt knows its answer, and an answer its prompt', () => {
    const choices = [{ id: 'chat', text: 'Chat' }];
    const [prompt, answer] = entryRows(
      rows(
        { ...base, seq: 1, author: 'bot', kind: 'prompt', body: { text: 'What?', cardId: 'ask', choices } },
        { ...base, seq: 2, author: 'visitor', kind: 'answer', body: { promptSeq: 1, text: 'Chat', choiceId: 'chat' } },
      ),
    );
    expect(prompt?.answer?.choiceId).toBe('chat');
    expect(answer?.prompt?.text).toBe('What?');
    expect(prompt?.prompt).toBeNull();
  });

  test('every day begins with its date', () => {
    const later = { ...message(2, 'visitor'), at: '2026-01-03T12:00:00.000Z' };
    expect(rows(message(1, 'visitor'), later).map(({ type }) => type)).toEqual(['day', 'entry', 'day', 'entry']);
  });

  test('a bubble keeps its key when it gets a seq', () => {
    const outbox = enqueue([], { clientId: 'client-1', kind: 'message', text: 'words', since: 0 });
    const before = rowsOf(EMPTY_TIMELINE, outbox);
    const after = rows(message(1, 'agent', 'client-1'));
    expect(after.at(-1)?.key).toBe(before.at(-1)?.key);
  });
});
