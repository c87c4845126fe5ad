import { type Entry, newId } from '#libs/contracts';
import { createTestDatabase, eventually, type TestDatabase } from '#libs/testing';
import { raw } from '../testing/builders.ts';
import { type Hint, hintsOf, payloadsOf } from './hint.ts';
import { HintListener } from './listener.ts';
import { HintPublisher } from './publisher.ts';

describe('payloads', () => {
  it('carry the last seq of each session, each list once, and fit into a notification', () => {
    const ids = Array.from({ length: 500 }, newId);
    const hints = ids.flatMap((sessionId): Hint[] => [
      { kind: 'entry', sessionId, seq: 2_000_000_002 },
      { kind: 'entry', sessionId, seq: 2_000_000_001 },
      { kind: 'list', sessionId },
      { kind: 'list', sessionId },
      { kind: 'place', sessionId },
      { kind: 'news', sessionId },
      { kind: 'agents' },
    ]);
    const payloads = payloadsOf(hints);
    for (const payload of payloads) expect(Buffer.byteLength(payload)).toBeLessThan(8_000);
    expect(payloads.flatMap(hintsOf)).toEqual([
      ...ids.map((sessionId) => ({ kind: 'entry', sessionId, seq: 2_000_000_002 })),
      ...ids.map((sessionId) => ({ kind: 'list', sessionId })),
      ...ids.map((sessionId) => ({ kind: 'place', sessionId })),
      ...ids.map((sessionId) => ({ kind: 'news', sessionId })),
      { kind: 'agents' },
    ]);
  });

  it('carry the entries that one hint tells of, unless they are long; several hints are told by their last seq', () => {
    const entry = (text: string) => ({ seq: 7, kind: 'message', author: 'bot', body: { text } }) as unknown as Entry;
    const [short, long, twice] = [newId(), newId(), newId()] as const;
    const few = Array.from({ length: 40 }, newId);
    const payloads = payloadsOf([
      { kind: 'entry', sessionId: short, seq: 7, entries: [entry('öffnen')] },
      { kind: 'entry', sessionId: long, seq: 7, entries: [entry('ö'.repeat(2_000))] },
      { kind: 'entry', sessionId: twice, seq: 7, entries: [entry('once')] },
      { kind: 'entry', sessionId: twice, seq: 8, entries: [entry('again')] },
      ...few.map((sessionId): Hint => ({ kind: 'entry', sessionId, seq: 7, entries: [entry('ö'.repeat(500))] })),
    ]);
    for (const payload of payloads) expect(Buffer.byteLength(payload)).toBeLessThan(8_000);
    const hints = payloads.flatMap(hintsOf);
    expect(hints.slice(0, 3)).toEqual([
      { kind: 'entry', sessionId: short, seq: 7, entries: [entry('öffnen')] },
      { kind: 'entry', sessionId: long, seq: 7 },
      { kind: 'entry', sessionId: twice, seq: 8 },
    ]);
    expect(hints.slice(3).filter((hint) => hint.kind === 'entry' && hint.entries)).toHaveLength(40);
  });

  it('that are not ours are no hints', () => {
    for (const payload of ['', 'x', 'null', '[]', '3', '{}']) expect(hintsOf(payload)).toEqual([]);
  });
});

describe('publisher and listener', () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase();
  });
  afterAll(() => test.close());

  it('tell other processes, in batches, and again after the connection was lost', async () => {
    const { database, url } = test;
    const hints: Hint[] = [];
    let listening = 0;
    const errors: unknown[] = [];
    const listener = new HintListener({
      url,
      onHints: (heard) => hints.push(...heard),
      onListening: () => listening++,
      onError: (error) => errors.push(error),
    });
    await listener.start();
    expect(listening).toBe(1);
    const publisher = new HintPublisher(database);
    const sessionId = newId();
    publisher.entry(sessionId, 1);
    publisher.entry(sessionId, 3);
    publisher.list(sessionId);
    publisher.agents();
    await eventually(() =>
      expect(hints).toEqual([{ kind: 'entry', sessionId, seq: 3 }, { kind: 'list', sessionId }, { kind: 'agents' }]),
    );
    await raw(
      database.sql,
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'foyer-hints'
      and datname = current_database()`,
    );
    await eventually(() => expect(listening).toBe(2));
    publisher.entry(sessionId, 4);
    await publisher.flush();
    await eventually(() => expect(hints.at(-1)).toEqual({ kind: 'entry', sessionId, seq: 4 }));
    expect(errors.length).toBeGreaterThan(0);
    await listener.close();
  });

  it('drop hints when told so, and report what could not be sent', async () => {
    const { database } = test;
    const sent: unknown[] = [];
    const recording = {
      sql: { rows: async (_: unknown, values: readonly unknown[]) => void sent.push(values) as never },
    };
    const off = new HintPublisher(recording, { enabled: false });
    off.agents();
    await off.flush();
    expect(sent).toEqual([]);
    const errors: unknown[] = [];
    const failing = { sql: { rows: () => Promise.reject(new Error('gone')) } };
    const publisher = new HintPublisher(failing, { onError: (error) => errors.push(error) });
    publisher.agents();
    await publisher.flush();
    expect(errors).toHaveLength(1);
    await new HintPublisher(database).flush();
  });
});
