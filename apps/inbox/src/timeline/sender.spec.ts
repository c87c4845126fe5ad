import type { Ack, Appended, Entry } from '#libs/contracts';
import type { OutboxItem } from './outbox.ts';
import { Sender, type SenderSettings } from './sender.ts';
import { MOST_KEPT, Shelf } from './shelf.ts';
import { webStorage } from './web-storage.ts';

const ME = 'agent-1';
const SESSION = 'session-1';

/** A server that answers when the test says so. */
function controlled() {
  const waiting: { item: OutboxItem; answer: (ack: Ack<Appended>) => void; lose: () => void }[] = [];
  const transmit = (item: OutboxItem): Promise<Ack<Appended>> =>
    new Promise((resolve, reject) => {
      waiting.push({ item, answer: resolve, lose: () => reject(new Error('no answer')) });
    });
  return { waiting, transmit };
}

async function until(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 5_000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error('did not come to be in 5 s');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

const stored = (seq: number): Ack<Appended> => ({ ok: true, value: { entry: { seq, hidden: true }, repeated: false } });
const refusal = (code: 'session_closed' | 'rate_limited'): Ack<Appended> => ({
  ok: false,
  problem: { type: '', title: '', status: 400, code },
});
const colleagues: Entry = {
  seq: 9,
  at: '2026-01-01T00:00:00.000Z',
  kind: 'message',
  author: 'agent',
  authorId: 'agent-2',
  clientId: null,
  body: { text: 'It is 20 now' },
};

/** The locks of one browser: one after the other. */
function browserLock() {
  let last: Promise<unknown> = Promise.resolve();
  return <T>(work: () => Promise<T>): Promise<T> => {
    const mine = last.then(work);
    last = mine.catch(() => undefined);
    return mine;
  };
}

const storage = webStorage();
beforeEach(() => storage.values.clear());
const shelf = () => new Shelf(ME, () => storage);
const senderOf = (transmit: SenderSettings['transmit'], settings: Partial<SenderSettings> = {}): Sender =>
  new Sender({
    transmit,
    overtakenBy: async () => null,
    onStored: () => undefined,
    shelf: shelf().of(SESSION),
    inTurn: browserLock(),
    ...settings,
  });
const message = (text: string) => ({ kind: 'message', text, since: 3 }) as const;

describe('a sender', () => {
  test('keeps the order of writing: one on its way at a time', async () => {
    const { waiting, transmit } = controlled();
    const sender = senderOf(transmit);
    sender.connected(true);
    for (const text of ['one', 'two', 'three']) sender.send(message(text));
    for (const [index, text] of ['one', 'two', 'three'].entries()) {
      await until(() => waiting.length === index + 1);
      expect(waiting[index]?.item.text).toBe(text);
      waiting[index]?.answer(stored(index + 1));
    }
    await until(() => sender.outbox.value.every(({ state }) => state === 'sent'));
    expect(sender.outbox.value.map(({ seq }) => seq)).toEqual([1, 2, 3]);
    expect(storage.length).toBe(0);
  });

  test('sends nothing while not connected, then the same message under the same clientId', async () => {
    const { waiting, transmit } = controlled();
    const sender = senderOf(transmit);
    sender.send({ kind: 'note', text: 'kept', since: 0 });
    expect(waiting).toHaveLength(0);
    sender.connected(true);
    await until(() => waiting.length === 1);
    sender.connected(false);
    waiting[0]?.lose();
    await until(() => sender.outbox.value[0]?.state === 'queued');
    sender.connected(true);
    await until(() => waiting.length === 2);
    expect(waiting[1]?.item.clientId).toBe(waiting[0]?.item.clientId);
    sender.dispose();
  });

  test('comes again after a transient refusal, and not after a final one', async () => {
    const { waiting, transmit } = controlled();
    const sender = senderOf(transmit);
    sender.connected(true);
    sender.send(message('first'));
    sender.send(message('second'));
    await until(() => waiting.length === 1);
    waiting[0]?.answer(refusal('rate_limited'));
    await until(() => waiting.length === 2);
    expect(waiting[1]?.item.text).toBe('first');
    waiting[1]?.answer(refusal('session_closed'));
    await until(() => waiting.length === 3);
    expect(sender.outbox.value[0]).toMatchObject({ text: 'first', state: 'refused', code: 'session_closed' });
    expect(waiting[2]?.item.text).toBe('second');
    sender.dispose();
  });
});

describe('what waits', () => {
  test('outlives the page with its clientId and order, and leaves the browser when it is acknowledged', async () => {
    const before = senderOf(() => Promise.reject(new Error('no network')));
    const file = { id: 'file-1', name: 'plan.png', mediaType: 'image/png', bytes: 4 } as const;
    before.send({ ...message('one'), files: [file] });
    before.send({ kind: 'note', text: 'two', mentions: ['agent-2'], since: 4 });
    before.dispose();

    const { waiting, transmit } = controlled();
    const after = senderOf(transmit);
    expect(after.outbox.value.map(({ text, state }) => [text, state])).toEqual([
      ['one', 'queued'],
      ['two', 'queued'],
    ]);
    after.connected(true);
    await until(() => waiting.length === 1);
    expect(waiting[0]?.item).toMatchObject({ clientId: before.outbox.value[0]?.clientId, files: [file] });
    waiting[0]?.answer(stored(1));
    await until(() => waiting.length === 2);
    expect(waiting[1]?.item.mentions).toEqual(['agent-2']);
    waiting[1]?.answer(stored(2));
    await until(() => storage.length === 0);
  });

  test('is sent by one of two tabs, also when both come back at once', async () => {
    const away = senderOf(() => Promise.reject(new Error('no network')));
    away.send(message('once'));
    away.dispose();

    const { waiting, transmit } = controlled();
    const inTurn = browserLock();
    const [one, two] = [senderOf(transmit, { inTurn }), senderOf(transmit, { inTurn })];
    for (const tab of [one, two]) tab.connected(true);
    await until(() => waiting.length === 1);
    waiting[0]?.answer(stored(1));
    await until(() => two.outbox.value.length === 0);
    expect(waiting).toHaveLength(1);
    expect(one.outbox.value[0]).toMatchObject({ state: 'sent', seq: 1 });
  });

  test('is not sent over what a colleague wrote since, before the agent wants that', async () => {
    const { waiting, transmit } = controlled();
    const sender = senderOf(transmit, {
      overtakenBy: async ({ since }) => (since < colleagues.seq ? colleagues : null),
    });
    sender.send(message('The price is 10'));
    sender.send({ kind: 'note', text: 'a note goes', since: 3 });
    sender.connected(true);
    await until(() => waiting.length === 1);
    expect(waiting[0]?.item.text).toBe('a note goes');
    waiting[0]?.answer(stored(10));
    const [asked] = sender.outbox.value;
    expect(asked).toMatchObject({ state: 'held', overtakenBy: colleagues });
    sender.again(asked?.clientId ?? '');
    await until(() => waiting.length === 2);
    expect(waiting[1]?.item).toMatchObject({ clientId: asked?.clientId, text: 'The price is 10' });
  });

  test('a refusal outlives the page, too, until it is tried again or discarded', async () => {
    const before = senderOf(async () => refusal('session_closed'));
    before.connected(true);
    before.send(message('too late'));
    await until(() => before.outbox.value[0]?.state === 'refused');
    const after = senderOf(async () => stored(1));
    after.connected(true);
    const [item] = after.outbox.value;
    expect(item).toMatchObject({ text: 'too late', state: 'refused', code: 'session_closed' });
    after.discard(item?.clientId ?? '');
    expect(storage.length).toBe(0);
    before.follow();
    expect(before.outbox.value).toEqual([]);
  });

  test('has a bound, and leaves nothing behind where it is refused after the agent has signed out', async () => {
    const { waiting, transmit } = controlled();
    const sender = senderOf(transmit);
    for (let number = 1; number < MOST_KEPT; number++) sender.send(message(`${number}`));
    expect(shelf().isFull()).toBe(false);
    sender.send(message('the last'));
    expect(shelf().isFull()).toBe(true);
    sender.connected(true);
    await until(() => waiting.length === 1);
    sender.dispose();
    storage.values.clear();
    waiting[0]?.answer(refusal('session_closed'));
    await new Promise((resolve) => setImmediate(resolve));
    expect(storage.length).toBe(0);
  });
});
