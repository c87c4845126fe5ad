import { Gate } from './gate.ts';

it('lets so many through at once and the others in order, also after a failure', async () => {
  const gate = new Gate(2);
  const began: number[] = [];
  const works = Array.from({ length: 5 }, () => Promise.withResolvers<number>());
  const passed = works.map(({ promise }, no) =>
    gate.through(() => {
      began.push(no);
      return promise;
    }),
  );
  const outcomes = Promise.allSettled(passed);
  expect(began).toEqual([0, 1]);
  works[1]?.reject(new Error('away'));
  await passed[1]?.catch(() => undefined);
  await Promise.resolve();
  expect(began).toEqual([0, 1, 2]);
  works[0]?.resolve(0);
  works[2]?.resolve(2);
  await passed[2];
  await Promise.resolve();
  expect(began).toEqual([0, 1, 2, 3, 4]);
  works[3]?.resolve(3);
  works[4]?.resolve(4);
  expect((await outcomes).map(({ status }) => status === 'fulfilled')).toEqual([true, false, true, true, true]);
  expect(await gate.through(async () => 'later')).toBe('later');
});
