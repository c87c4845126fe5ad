import { setTimeout as sleep } from 'node:timers/promises';
import { eventually } from '#libs/testing';
import { Rounds } from './rounds.ts';

it('runs one round at a time, again for what was asked meanwhile, and goes on after a failure', async () => {
  const errors: unknown[] = [];
  let underWay = 0;
  let most = 0;
  let rounds = 0;
  const paced = new Rounds({ apart: 5, onError: (error) => errors.push(error) }, async () => {
    underWay += 1;
    most = Math.max(most, underWay);
    rounds += 1;
    if (rounds === 1) for (let asked = 0; asked < 10; asked++) paced.within(0);
    await sleep(5);
    underWay -= 1;
    if (rounds === 1) throw new Error('the first fails');
  });
  for (let asked = 0; asked < 10; asked++) paced.within(asked);
  await eventually(() => expect(rounds).toBe(2), { every: 2 });
  paced.within(0);
  await eventually(() => expect(rounds).toBe(3), { every: 2 });
  await paced.stop();
  paced.within(0);
  expect({ most, underWay, errors: errors.length }).toEqual({ most: 1, underWay: 0, errors: 1 });
});

it('an earlier wish counts', async () => {
  let rounds = 0;
  const paced = new Rounds({ apart: 0, onError: () => undefined }, async () => {
    rounds += 1;
  });
  paced.within(60_000);
  paced.within(1);
  await eventually(() => expect(rounds).toBe(1), { every: 2 });
  await paced.stop();
});
