import type { EntryView } from '#libs/contracts';
import { capturedOf } from './captured-fields.ts';

const entry = (kind: string, body: object) => ({ seq: 1, at: '', kind, author: 'bot', body }) as unknown as EntryView;

test('each field once, with its last value and the question', () => {
  const entries = [
    entry('prompt', { text: 'Your name?', cardId: 'name' }),
    entry('captured', { field: 'person.name', value: 'V', cardId: 'name' }),
    { seq: 3, hidden: true } as const,
    entry('captured', { field: 'size', value: '3', cardId: 'size' }),
    entry('captured', { field: 'person.name', value: 'Vera', cardId: 'name' }),
  ];
  expect(capturedOf(entries)).toEqual([
    { field: 'person.name', value: 'Vera', question: 'Your name?' },
    { field: 'size', value: '3', question: null },
  ]);
});

test('a file goes by its name', () => {
  const entries = [
    entry('answer', { promptSeq: 1, text: 'plan.pdf', fileId: 'f1' }),
    entry('captured', { field: 'plan', value: 'file:f1', cardId: 'c' }),
  ];
  expect(capturedOf(entries)).toMatchObject([{ field: 'plan', value: 'plan.pdf' }]);
});
