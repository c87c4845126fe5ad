import { Writing } from './writing.ts';

const begin = () => new Writing(() => 7, null);

describe('what an agent writes', () => {
  test('a note and a message have words of their own', () => {
    const writing = begin();
    writing.wrote('for the visitor');
    writing.turn('note');
    expect(writing.text.value).toBe('');
    writing.wrote('for colleagues');
    expect(writing.waits('message')).toBe(true);
    writing.turn('message');
    expect(writing.text.value).toBe('for the visitor');
    writing.sent();
    expect([writing.text.value, writing.waits('note')]).toEqual(['', true]);
    writing.turn('note');
    expect(writing.text.value).toBe('for colleagues');
  });

  test('a note is never what a message is changed to', async () => {
    const writing = begin();
    writing.edit(3, 'said');
    writing.turn('note');
    writing.wrote('for colleagues');
    const saved: string[] = [];
    await writing.saveEdit(async (_, text) => void saved.push(text));
    expect([writing.editing.value, saved]).toEqual([null, []]);
    expect(writing.draft()).toMatchObject({ kind: 'note', message: '', note: 'for colleagues' });
  });

  test('what was begun outlives a change of a message and the page', () => {
    const writing = begin();
    writing.turn('note');
    writing.wrote('for colleagues');
    writing.edit(3, 'said');
    writing.wrote('said better');
    writing.edit(4, 'said next');
    const again = new Writing(() => 9, writing.draft());
    expect([again.kind.value, again.text.value, again.editing.value]).toEqual(['note', 'for colleagues', null]);
    writing.editEnds();
    expect([writing.kind.value, writing.text.value]).toEqual(['note', 'for colleagues']);
  });

  describe('while a changed message is being saved', () => {
    function saving() {
      const writing = begin();
      writing.wrote('begun before');
      writing.edit(3, 'said');
      const saved: string[] = [];
      let answer: (error?: Error) => void = () => undefined;
      const save = (_: number, text: string) => {
        saved.push(text);
        return new Promise<void>((resolve, reject) => {
          answer = (error) => (error ? reject(error) : resolve());
        });
      };
      return { writing, saved, save: () => writing.saveEdit(save), answer: (error?: Error) => answer(error) };
    }

    test('asking twice saves once, and the field then holds what it held before', async () => {
      const { writing, saved, save, answer } = saving();
      const first = save();
      await save();
      answer();
      await first;
      expect([saved, writing.text.value]).toEqual([['said'], 'begun before']);
    });

    test('what is typed stays, and can be saved as well', async () => {
      const { writing, saved, save, answer } = saving();
      const first = save();
      writing.wrote('said, and more');
      answer();
      await first;
      expect([writing.editing.value?.seq, writing.text.value]).toEqual([3, 'said, and more']);
      const second = save();
      answer();
      await second;
      expect([saved, writing.editing.value]).toEqual([['said', 'said, and more'], null]);
    });

    test('whoever has cancelled and goes on writing loses nothing', async () => {
      const { writing, save, answer } = saving();
      const first = save();
      writing.editEnds();
      writing.wrote('begun before, and more');
      answer();
      await first;
      expect(writing.text.value).toBe('begun before, and more');
    });

    test('a refusal leaves the words in the field, to be saved again', async () => {
      const { writing, saved, save, answer } = saving();
      const first = save();
      answer(new Error('no'));
      await expect(first).rejects.toThrow('no');
      expect(writing.text.value).toBe('said');
      const second = save();
      answer();
      await second;
      expect(saved).toEqual(['said', 'said']);
    });
  });

  test('follows another tab in what is the same in both, and in nothing else', () => {
    const [here, there] = [begin(), begin()];
    there.wrote('hello');
    here.follow(null, there.draft());
    expect(here.text.value).toBe('hello');
    here.turn('note');
    here.wrote('only here');
    const before = there.draft();
    there.sent();
    here.follow(before, there.draft());
    expect(here.text.value).toBe('only here');
    here.turn('message');
    expect(here.text.value).toBe('');
    here.wrote('mine');
    here.follow({ ...before!, message: 'theirs' }, null);
    expect(here.text.value).toBe('mine');
  });

  test('a message knows when it was begun, also one that was begun after a note', () => {
    let last = 4;
    const writing = new Writing(() => last, null);
    writing.turn('note');
    writing.wrote('n');
    last = 8;
    writing.turn('message');
    writing.wrote('m');
    last = 9;
    writing.wrote('me');
    expect(writing.beganAt).toBe(8);
  });
});
