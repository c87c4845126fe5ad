import type { Ack, Appended } from '#libs/contracts';
import type { OutboxItem } from './outbox.ts';
import { Sender } from './sender.ts';

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

describe('a sender', () => {
  test('keeps the order of writing: one on its way at a time', async () => {
    const { waiting, transmit } = controlled();
    const sender = new Sender(transmit, () => undefined);
    sender.connected(true);
    for (const text of ['one', 'two', 'three']) sender.send({ kind: 'message', text: text });
    for (const [index, text] of ['one', 'two', 'three'].entries()) {
      await until(() => waiting.length === index + 1);
      expect(waiting[index]?.item.text).toBe(text);
      waiting[index]?.answer(stored(index + 1));
    }
    await until(() => sender.outbox.value.every(({ state }) => state === 'sent'));
    expect(sender.outbox.value.map(({ seq }) => seq)).toEqual([1, 2, 3]);
  });

  test('sends nothing while not connected, then the same message under the same clientId', async () => {
    const { waiting, transmit } = controlled();
    const sender = new Sender(transmit, () => undefined);
    sender.send({ kind: 'note', text: 'kept' });
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
    const sender = new Sender(transmit, () => undefined);
    sender.connected(true);
    sender.send({ kind: 'message', text: 'first' });
    sender.send({ kind: 'message', text: 'second' });
    waiting[0]?.answer(refusal('rate_limited'));
    await until(() => waiting.length === 2);
    expect(waiting[1]?.item.text).toBe('first');
    waiting[1]?.answer(refusal('session_closed'));
    await until(() => waiting.length === 3);
    expect(sender.outbox.value[0]).toMatchObject({ text: 'first', state: 'refused', code: 'session_closed' });
    expect(waiting[2]?.item.text).toBe('second');
  });
});
