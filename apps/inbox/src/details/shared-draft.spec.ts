import { SharedDraft } from './shared-draft.ts';

const BEGIN = { shortcut: 'price', text: 'It is 10', shared: true };
const begun = () => new SharedDraft(1, BEGIN);

describe('the draft of what others change as well', () => {
  test('follows in what was not touched, and keeps what was', () => {
    const draft = begun();
    draft.set({ text: 'It is 20' });
    draft.met(2, { ...BEGIN, shortcut: 'cost' });
    expect(draft.value.value).toEqual({ shortcut: 'cost', text: 'It is 20', shared: true });
    expect([draft.version, draft.undecided.value, draft.dirty.value]).toEqual([2, false, true]);
    draft.set({ text: 'It is 10' });
    expect(draft.dirty.value).toBe(false);
  });

  test('asks where both changed the same, and forgets neither', () => {
    const draft = begun();
    draft.set({ text: 'It is 20', shared: false });
    draft.met(2, { ...BEGIN, text: 'It is 30', shared: false });
    expect(draft.conflicts.value).toEqual([{ field: 'text', theirs: 'It is 30', mine: 'It is 20' }]);
    expect([draft.undecided.value, draft.value.value.text]).toEqual([true, 'It is 20']);
    draft.choose('text', 'one');
    expect([draft.undecided.value, draft.value.value.text]).toEqual([false, 'It is 30']);
    draft.choose('text', 'two');
    expect(draft.value.value.text).toBe('It is 20');
  });

  test('takes what is typed after the question for one’s own', () => {
    const draft = begun();
    draft.set({ text: 'It is 20' });
    draft.met(2, { ...BEGIN, text: 'It is 30' });
    draft.set({ text: 'It is 25' });
    expect([draft.undecided.value, draft.chosen.value]).toEqual([false, { text: 'two' }]);
    draft.choose('text', 'two');
    expect(draft.value.value.text).toBe('It is 25');
  });

  test('meets a third: what was chosen of the second follows', () => {
    const draft = begun();
    draft.set({ text: 'It is 20' });
    draft.met(2, { ...BEGIN, text: 'It is 30' });
    draft.choose('text', 'one');
    draft.met(3, { ...BEGIN, text: 'It is 40' });
    expect([draft.value.value.text, draft.conflicts.value]).toEqual(['It is 40', []]);
  });
});
