import { type Refusal, visitorView } from '#libs/contracts';
import { createTestDatabase, eventually, type TestDatabase } from '#libs/testing';
import type { AppendInput } from '../index.ts';
import {
  clientId,
  codeOf,
  createOnlineAgent,
  createWorld,
  hold,
  startLive,
  startSession,
  startWaiting,
  type World,
  waitingForLock,
} from '../testing/builders.ts';

let test: TestDatabase;
let world: World;
beforeAll(async () => {
  test = await createTestDatabase();
  world = await createWorld(test.database);
});
afterAll(() => test.close());

const said = (sessionId: string, text = 'Hello', id = clientId()) =>
  ({ sessionId, kind: 'message', author: 'visitor', clientId: id, body: { text } }) satisfies AppendInput;

const seqsOf = async (sessionId: string): Promise<number[]> =>
  (await test.database.timeline.read(sessionId, 0)).entries.map(({ seq }) => seq);

describe('timeline.append', () => {
  it('takes the next seq and answers the entry as it is read later', async () => {
    const { database } = test;
    const { sessionId } = await startSession(database, world);
    const { entry, repeated, wakes } = await database.timeline.append(said(sessionId));
    expect({ seq: entry.seq, repeated, wakes }).toEqual({ seq: 3, repeated: false, wakes: true });
    expect(entry.at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    expect((await database.timeline.read(sessionId, 2)).entries).toEqual([entry]);
  });

  it('wakes nobody in a live conversation', async () => {
    const { database } = test;
    const agent = await createOnlineAgent(database);
    const sessionId = await startLive(database, world, agent.id);
    expect(await database.timeline.append(said(sessionId))).toMatchObject({ wakes: false });
    const byAgent = { ...said(sessionId), author: 'agent', authorId: agent.id, ifAssignee: agent.id } as const;
    expect(await database.timeline.append(byAgent)).toMatchObject({ wakes: false, entry: { authorId: agent.id } });
    expect(await database.sessions.view(sessionId)).toMatchObject({ lastText: 'Hello', lastAuthor: 'agent' });
  });

  it('keeps a repeat apart from another author’s entry with the same clientId', async () => {
    const { database } = test;
    const agent = await createOnlineAgent(database);
    const sessionId = await startLive(database, world, agent.id);
    const first = await database.timeline.append(said(sessionId, 'Hello', 'same-client'));
    const byAgent = { ...said(sessionId, 'Hi', 'same-client'), author: 'agent', authorId: agent.id } as const;
    const second = await database.timeline.append(byAgent);
    expect(second.entry.seq).toBe(first.entry.seq + 1);
  });

  it('refuses what the rules do not list, and says why', async () => {
    const { database } = test;
    const [ana, ben] = [await createOnlineAgent(database), await createOnlineAgent(database, { name: 'Ben' })];
    const bot = (await startSession(database, world)).sessionId;
    const waiting = await startWaiting(database, world);
    const live = await startLive(database, world, ana.id);
    const closed = await startLive(database, world, ana.id);
    await database.sessions.close({ sessionId: closed, byAgentId: ana.id, clientId: clientId() });
    const byAgent = (sessionId: string, authorId: string) =>
      ({ ...said(sessionId), author: 'agent', authorId, ifAssignee: authorId }) as const;
    const { timeline } = database;
    expect(await codeOf(timeline.append(byAgent(bot, ana.id)))).toBe('wrong_phase');
    expect(await codeOf(timeline.append(byAgent(waiting, ana.id)))).toBe('wrong_phase');
    expect(await codeOf(timeline.append(byAgent(live, ben.id)))).toBe('not_assignee');
    expect(await codeOf(timeline.append(byAgent(closed, ana.id)))).toBe('session_closed');
    expect(await codeOf(timeline.append(said(closed)))).toBe('session_closed');
    expect(await codeOf(timeline.append(said(crypto.randomUUID())))).toBe('not_found');
    expect(await codeOf(timeline.append({ ...said(live), author: 'system' }))).toBe('forbidden');
    expect(await codeOf(timeline.append({ ...said(bot), kind: 'note', body: { text: 'x' } }))).toBe('forbidden');
    const refusal = await timeline.append(byAgent(live, ben.id)).catch((error: Refusal) => error.problem);
    expect(refusal).toMatchObject({ winnerName: 'Ana' });
    expect((await timeline.read(live, 0)).lastSeq).toBe(5);
  });

  it('numbers 200 parallel messages of one session without gaps, in the order of their times', async () => {
    const { database } = test;
    const { sessionId } = await startSession(database, world);
    await Promise.all(Array.from({ length: 200 }, (_, index) => database.timeline.append(said(sessionId, `${index}`))));
    const first = await database.timeline.read(sessionId, 0);
    const rest = await database.timeline.read(sessionId, 200);
    expect(first.entries).toHaveLength(200);
    const entries = [...first.entries, ...rest.entries];
    expect(entries.map(({ seq }) => seq)).toEqual(Array.from({ length: 202 }, (_, index) => index + 1));
    expect(entries.map(({ at }) => at)).toEqual(entries.map(({ at }) => at).toSorted());
  });

  it('interleaving 5: one clientId through two gateways at once becomes one entry and leaves no gap', async () => {
    const { database } = test;
    const { sessionId } = await startSession(database, world);
    for (let round = 0; round < 10; round++) {
      const input = said(sessionId, `round ${round}`);
      const results = await Promise.all(Array.from({ length: 4 }, () => database.timeline.append(input)));
      expect(results.filter(({ repeated }) => !repeated)).toHaveLength(1);
      expect(new Set(results.map(({ entry }) => entry.seq)).size).toBe(1);
    }
    await database.timeline.append(said(sessionId, 'after'));
    expect(await seqsOf(sessionId)).toEqual(Array.from({ length: 13 }, (_, index) => index + 1));
  });

  it('interleaving 8: what was committed without a hint is found by comparing last seqs', async () => {
    const { database } = test;
    const [one, two] = [await startSession(database, world), await startSession(database, world)];
    const told = new Map([one, two].map(({ sessionId, lastSeq }) => [sessionId, lastSeq]));
    // the writer dies here: it committed, and told nobody
    await database.timeline.append(said(one.sessionId));
    const now = await database.timeline.lastSeqs([...told.keys(), crypto.randomUUID()]);
    const missed = [...now].filter(([id, seq]) => seq > (told.get(id) ?? 0));
    expect(missed).toEqual([[one.sessionId, 3]]);
  });

  it('interleaving 11: an internal note takes a seq, and the visitor’s timeline has no gap', async () => {
    const { database } = test;
    const agent = await createOnlineAgent(database);
    const sessionId = await startLive(database, world, agent.id);
    const note = { ...said(sessionId, 'secret'), kind: 'note', author: 'agent', authorId: agent.id } as const;
    const { entry } = await database.timeline.append(note);
    await database.timeline.append(said(sessionId));
    const views = (await database.timeline.read(sessionId, 0)).entries.map(visitorView);
    expect(views.map(({ seq }) => seq)).toEqual(views.map((_, index) => index + 1));
    expect(views[entry.seq - 1]).toEqual({ seq: entry.seq, hidden: true });
    expect(JSON.stringify(views)).not.toContain('secret');
    expect((await database.sessions.view(sessionId)).lastText).toBe('Hello');
  });

  it('checks the phase again after it had to wait for the row', async () => {
    const { database } = test;
    const { sessionId } = await startSession(database, world);
    const closing = await hold(database, `update session set phase = 'closed', closed_at = now() where id = $1`, [
      sessionId,
    ]);
    const late = codeOf(database.timeline.append(said(sessionId)));
    await eventually(async () => expect(await waitingForLock(database)).toBe(1));
    await closing.release();
    expect(await late).toBe('session_closed');
    expect(await seqsOf(sessionId)).toEqual([1, 2]);
  });

  it('peer failure 10: an object where a text or an id is meant never becomes a value of a statement', async () => {
    const { database } = test;
    const { sessionId } = await startSession(database, world);
    const objects = [{ $ne: null }, { toString: () => sessionId }, new Date(), new Map()] as never[];
    for (const object of objects) {
      await expect(database.timeline.append({ ...said(sessionId), clientId: object })).rejects.toThrow(TypeError);
      await expect(database.timeline.append(said(object))).rejects.toThrow(TypeError);
      await expect(database.timeline.read(object, 0)).rejects.toThrow(TypeError);
      await expect(database.sessions.credential(object)).rejects.toThrow(TypeError);
      await expect(database.sessions.updateDetails({ sessionId, version: object, details: DETAILS })).rejects.toThrow(
        TypeError,
      );
    }
    expect(await seqsOf(sessionId)).toEqual([1, 2]);
  });
});

const DETAILS = {
  personName: null,
  email: null,
  phone: null,
  organisation: null,
  dealValue: null,
  currency: null,
  note: null,
};
