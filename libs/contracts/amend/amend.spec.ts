import type { Entry, EntryView } from '../index.ts';
import { amend } from './index.ts';

const base = { at: '2026-01-01T12:00:00.000Z', author: 'visitor', authorId: null, clientId: null } as const;
const message: Entry = { ...base, seq: 1, kind: 'message', body: { text: 'first' } };
const edited = (seq: number, text?: string): Entry => ({
  ...base,
  seq,
  kind: 'edited',
  body: { messageSeq: 1, ...(text !== undefined && { text }) },
});
const deleted: Entry = { ...base, seq: 3, kind: 'deleted', body: { messageSeq: 1 } };
const after = (...changes: EntryView[]) => {
  const entries: EntryView[] = [message];
  for (const change of changes) amend(entries, change);
  return (entries[0] as Entry).body;
};

test.each([
  ['nothing', [], { text: 'first' }],
  ['an edit', [edited(2, 'second')], { text: 'second', edited: true }],
  ['two edits', [edited(2, 'second'), edited(3, 'third')], { text: 'third', edited: true }],
  ['an edit whose words are gone', [edited(2)], { text: 'first', edited: true }],
  ['a deletion', [deleted], { text: '', deleted: true }],
  ['an edit after a deletion', [deleted, edited(4, 'again')], { text: '', deleted: true }],
  ['a change of what is not there', [{ ...deleted, body: { messageSeq: 9 } } as Entry], { text: 'first' }],
  ['something hidden', [{ seq: 2, hidden: true }], { text: 'first' }],
] as [string, EntryView[], object][])('%s', (_, changes, body) => {
  expect(after(...changes)).toEqual(body);
});
