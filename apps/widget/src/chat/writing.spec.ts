import { edit, editEnds, editSaved, NOTHING_WRITTEN } from './writing.ts';

const begun = { ...NOTHING_WRITTEN, draft: 'begun' };
const editing = { ...edit(begun, 3, 'old words'), draft: 'new words' };

describe('a message that is changed', () => {
  test('gives the field back what was begun before', () => {
    expect(edit(begun, 3, 'old words')).toEqual({ draft: 'old words', editing: { seq: 3, before: 'begun' } });
    expect(editSaved(editing, editing)).toEqual(begun);
    expect(editEnds(editing)).toEqual(begun);
    expect(editEnds(begun)).toBe(begun);
  });

  test('keeps what was begun over a second message that is changed', () => {
    expect(editEnds(edit(editing, 5, 'another'))).toEqual(begun);
  });

  test.each([
    ['typed on', { ...editing, draft: 'new words and more' }],
    ['cancelled and wrote', { draft: 'something else', editing: null }],
    ['turned to another message', edit(editing, 5, 'another')],
  ])('takes nothing from who %s while it was saved', (_, now) => {
    expect(editSaved(now, editing)).toBe(now);
  });
});
