import type { EntryView, Opening } from '#libs/contracts';
import { eventually } from '#libs/testing';
import { Hours } from './hours.ts';
import { beginningState, ChatStore } from './state.ts';
import { applyEntries } from './timeline.ts';

const CLOSED: Opening['closed'] = { opensAt: '2026-11-24T08:00:00.000Z', timeZone: 'Europe/Berlin', hide: false };
const MINUTE = 60_000;

function hours(answers: (Opening['closed'] | undefined)[]) {
  const clock = { now: 0 };
  let asked = 0;
  const opening = { entries: [], closed: null, versionId: 'v1' } as unknown as Opening;
  const store = new ChatStore(beginningState(opening, { seed: 1, pageUrl: undefined, returning: false }));
  const one = new Hours(
    store,
    async () => answers[asked++],
    0,
    () => clock.now,
  );
  return { clock, store, one, asked: () => asked };
}

it('are not asked for again while the opening is fresh', async () => {
  const { clock, one, asked } = hours([CLOSED]);
  clock.now = MINUTE - 1;
  await one.refresh();
  expect(asked()).toBe(0);
});

it('that ended are shown in what was an opening of an open site, and the other way round', async () => {
  const { clock, store, one, asked } = hours([CLOSED, null]);
  clock.now = MINUTE;
  await one.refresh();
  expect(store.state.opening).toMatchObject({ versionId: 'v1', closed: CLOSED });
  await one.refresh();
  expect(asked()).toBe(1);
  clock.now = 2 * MINUTE;
  await one.refresh();
  expect(store.state.opening.closed).toBeNull();
});

it('stay as they are where no answer came, and are asked for again', async () => {
  const { clock, store, one } = hours([undefined, CLOSED]);
  clock.now = MINUTE;
  await one.refresh();
  expect(store.state.opening.closed).toBeNull();
  await one.refresh();
  expect(store.state.opening.closed).toEqual(CLOSED);
});

it('are asked for again as soon as the bot leads again, however fresh they are, and not for what else is said', async () => {
  const { clock, store, one, asked } = hours([CLOSED]);
  one.follow();
  clock.now = 1;
  const entry = (seq: number, kind: string, body: object) =>
    ({ seq, at: '', author: 'bot', authorId: null, clientId: null, kind, body }) as EntryView;
  const say = (...entries: EntryView[]) => store.set({ timeline: applyEntries(store.state.timeline, entries) });
  say(entry(1, 'message', { text: 'Hi' }), entry(2, 'phaseChanged', { from: 'bot', to: 'waiting' }));
  expect(asked()).toBe(0);
  say(entry(3, 'phaseChanged', { from: 'waiting', to: 'bot' }));
  await eventually(() => expect(store.state.opening.closed).toEqual(CLOSED));
  say(entry(4, 'message', { text: 'What is your name?' }));
  expect(asked()).toBe(1);
});
