import { newest } from './newest.ts';

test('what was asked for first and is answered last does not count', async () => {
  const answers: ((value: string) => void)[] = [];
  const taken: string[] = [];
  const read = newest(
    () => new Promise<string>((resolve) => answers.push(resolve)),
    (value) => taken.push(value),
  );
  const [older, newer] = [read(), read()];
  answers[1]?.('after the change');
  await newer;
  answers[0]?.('before the change');
  await older;
  expect(taken).toEqual(['after the change']);
});

test('a read that fails is told, and the next one counts', async () => {
  const taken: string[] = [];
  let reads = 0;
  const read = newest(
    async () => {
      reads += 1;
      if (reads === 1) throw new Error('no network');
      return 'there';
    },
    (value) => taken.push(value),
  );
  await expect(read()).rejects.toThrow('no network');
  await read();
  expect(taken).toEqual(['there']);
});
