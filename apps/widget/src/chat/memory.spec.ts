import { safeStorage, type WebStorage } from '../storage.ts';
import { Memory } from './memory.ts';
import { MOST_KEPT, type OutboxItem } from './outbox.ts';

const SITE = '00000000-0000-7000-8000-000000000001';

/** A browser's storage, shared by its tabs. */
function webStorage(): WebStorage & { values: Map<string, string> } {
  const values = new Map<string, string>();
  return {
    values,
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => void values.set(key, value),
    removeItem: (key) => void values.delete(key),
    key: (index) => [...values.keys()][index] ?? null,
    get length() {
      return values.size;
    },
  };
}
const tabOf = (storage: WebStorage): Memory =>
  new Memory(
    safeStorage(() => storage),
    SITE,
  );
const item = (clientId: string, order: string): OutboxItem => ({
  clientId,
  order,
  at: '2026-01-01T10:00:00.000Z',
  act: { type: 'message', text: clientId },
  sessionId: null,
  opening: null,
});

describe('what the browser remembers', () => {
  it('is nothing before the first act', () => {
    const storage = webStorage();
    const memory = tabOf(storage);
    expect(memory.session()).toBeNull();
    expect(memory.outbox()).toEqual([]);
    expect(storage.values.size).toBe(0);
  });

  it('is one visitor key for all tabs, as the server takes it', () => {
    const storage = webStorage();
    const tabs = [1, 2].map(() => tabOf(storage));
    const keys = tabs.map((tab) => tab.visitorKey());
    expect(keys[0]).toBe(keys[1]);
    expect(keys[0]).toMatch(/^[A-Za-z0-9_-]{32,64}$/);
  });

  it('keeps the acts of two tabs in their order, whoever adds and drops meanwhile', () => {
    const storage = webStorage();
    const [one, two] = [1, 2].map(() => tabOf(storage)) as [Memory, Memory];
    one.keepItem(item('client-b', '0000000002'));
    two.keepItem(item('client-a', '0000000001'));
    one.keepItem(item('client-c', '0000000003'));
    two.dropItem('client-b');
    expect(one.outbox().map(({ clientId }) => clientId)).toEqual(['client-a', 'client-c']);
  });

  it('keeps what failed apart from what waits, until the chat is over; and has a bound', () => {
    const memory = tabOf(webStorage());
    memory.keepItem(item('client-a', '0000000001'));
    memory.keepItem({ ...item('client-b', '0000000002'), failed: 'invalid_body' });
    const names = () => Object.values(memory.boxes()).map((box) => box.map(({ clientId }) => clientId));
    expect(names()).toEqual([['client-a'], ['client-b']]);
    memory.dropFailed();
    expect(names()).toEqual([['client-a'], []]);
    for (let number = 2; number < MOST_KEPT; number++) memory.keepItem(item(`client-${number}`, '0000000003'));
    expect(memory.isFull()).toBe(false);
    memory.keepItem(item('client-last', '0000000004'));
    expect(memory.isFull()).toBe(true);
  });

  it('does not forget the session that another tab has begun meanwhile', () => {
    const storage = webStorage();
    const memory = tabOf(storage);
    memory.keepSession({ sessionId: 's2', token: 't', seenSeq: 0 });
    memory.forgetSession('s1');
    expect(memory.session()?.sessionId).toBe('s2');
    memory.forgetSession('s2');
    expect(memory.session()).toBeNull();
  });

  it('knows the visitor again after a session, also when that is forgotten', () => {
    const storage = webStorage();
    const memory = tabOf(storage);
    expect(memory.returning()).toBe(false);
    memory.keepSession({ sessionId: 's1', token: 't', seenSeq: 0 });
    memory.forgetSession('s1');
    expect(tabOf(storage).returning()).toBe(true);
  });

  it('survives what others wrote under its keys', () => {
    const storage = webStorage();
    storage.setItem(`foyer:${SITE}:session`, '{"sessionId":7}');
    storage.setItem(`foyer:${SITE}:out:x`, 'not json');
    storage.setItem(`foyer:${SITE}:out:y`, 'null');
    const memory = tabOf(storage);
    expect(memory.session()).toBeNull();
    expect(memory.outbox()).toEqual([]);
  });

  it('works without storage as long as the page lives', () => {
    const memory = new Memory(
      safeStorage(() => {
        throw new Error('blocked');
      }),
      SITE,
    );
    memory.keepSession({ sessionId: 's1', token: 't', seenSeq: 3 });
    memory.keepItem(item('client-a', '0000000001'));
    expect(memory.session()?.sessionId).toBe('s1');
    expect(memory.outbox()).toHaveLength(1);
    memory.dropItem('client-a');
    expect(memory.outbox()).toEqual([]);
  });
});
