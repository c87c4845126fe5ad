import type { Entry } from '#libs/contracts';
import { Watched } from './watched.ts';

const entries = (...seqs: number[]) => seqs.map((seq) => ({ seq }) as Entry);
const seqs = (told: readonly Entry[]) => told.map(({ seq }) => seq);

it.each([
  ['the next one', 3, [4], [4], false],
  ['several', 3, [4, 5, 6], [4, 5, 6], false],
  ['what was told before', 3, [2, 3], [], false],
  ['an overlap', 3, [2, 3, 4], [4], false],
  ['a gap', 3, [5], [], true],
  ['a gap behind the next', 3, [4, 6], [4], true],
])('%s', (_, told, come, tell, gap) => {
  const watched = new Watched(told);
  const taken = watched.take(entries(...come));
  expect([seqs(taken.tell), taken.gap]).toEqual([tell, gap]);
});

it('tells each once, in whatever order hints and reads come', () => {
  const watched = new Watched(0);
  const told = [[2], [1, 2, 3], [2], [3, 4], [1, 2, 3, 4, 5]].flatMap((come) =>
    seqs(watched.take(entries(...come)).tell),
  );
  expect(told).toEqual([1, 2, 3, 4, 5]);
});

it('remembers the last prompt that it told, and none that it did not tell', () => {
  const watched = new Watched(0);
  const prompt = (seq: number) => ({ seq, kind: 'prompt' }) as Entry;
  watched.take([prompt(1), ...entries(2), prompt(3), ...entries(4), prompt(6)]);
  expect(watched.lastPrompt?.seq).toBe(3);
});
