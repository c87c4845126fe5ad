import { Remembered } from './remembered.ts';

it('loads once for all who ask at once, and again when the time is over', async () => {
  let loads = 0;
  const remembered = new Remembered(async (key) => `${key}${++loads}`, 60_000);
  expect(await Promise.all([remembered.get('a'), remembered.get('a')])).toEqual(['a1', 'a1']);
  remembered.forget('a');
  expect(await remembered.get('a')).toBe('a2');
  const forgetful = new Remembered(async () => ++loads, -1);
  expect(await forgetful.get('a')).not.toBe(await forgetful.get('a'));
});

it('keeps no failures, and not more than it may', async () => {
  let fail = true;
  let loads = 0;
  const remembered = new Remembered(
    async () => {
      loads += 1;
      if (fail) throw new Error('down');
      return loads;
    },
    60_000,
    2,
  );
  await expect(remembered.get('a')).rejects.toThrow('down');
  fail = false;
  expect(await remembered.get('a')).toBe(2);
  await remembered.get('b');
  await remembered.get('c');
  expect(await remembered.get('a')).toBe(5);
});
