import { newId } from '#libs/contracts';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import type { Look, LookOutcome } from '../index.ts';
import {
  clientId,
  closeByBot,
  createOnlineAgent,
  createWorld,
  readAll,
  startSession,
  type World,
} from '../testing/builders.ts';

let test: TestDatabase;
let world: World;
beforeAll(async () => {
  test = await createTestDatabase();
  world = await createWorld(test.database);
});
afterAll(() => test.close());

const request = {
  method: 'POST',
  url: 'https://crm.example/?q=%20',
  headers: { accept: 'application/json' },
  body: '{"name":"Vera"}',
  save: [{ path: 'customer.tier', field: 'tier' }],
};
const GIVE_UP_AT = '2030-01-02T03:04:05.678Z';

const calling =
  (callId: string) =>
  (look: Look): LookOutcome =>
    readAll(look, {
      append: [{ kind: 'httpRequested', author: 'bot', body: { callId, cardId: 'crm' } }],
      calls: [{ callId, cardId: 'crm', seq: look.session.lastSeq + 1, request, giveUpAt: GIVE_UP_AT }],
    });

/** A session that asked another service with its third entry. */
async function asked() {
  const { sessionId } = await startSession(test.database, world);
  const callId = newId();
  const looked = await test.database.sessions.look(sessionId, Date.now(), calling(callId));
  return { sessionId, callId, looked };
}

describe('calls', () => {
  it('are pending from the look that makes them until they are answered', async () => {
    const { database } = test;
    const { sessionId, callId, looked } = await asked();
    const pending = [{ callId, cardId: 'crm', giveUpAt: GIVE_UP_AT }];
    expect(looked).toMatchObject({ appended: [{ seq: 3, kind: 'httpRequested' }], pendingCalls: pending });
    const again = await database.sessions.look(sessionId, Date.now(), readAll);
    expect(again?.pendingCalls).toEqual(pending);
    const second = newId();
    const both = await database.sessions.look(sessionId, Date.now(), calling(second));
    expect(both?.pendingCalls.map((call) => call.callId)).toEqual([callId, second]);
    expect(await database.calls.find(callId)).toEqual({
      sessionId,
      cardId: 'crm',
      request,
      giveUpAt: GIVE_UP_AT,
      state: 'pending',
    });
    await database.calls.answer({ callId, ok: true, fields: {} });
    expect(await database.calls.find(callId)).toMatchObject({ state: 'answered' });
    const after = await database.sessions.look(sessionId, Date.now(), readAll);
    expect(after?.pendingCalls.map((call) => call.callId)).toEqual([second]);
    expect(await database.calls.find(newId())).toBeNull();
  });

  it('become one entry, however many answer at once, and wake the process', async () => {
    const { database } = test;
    for (let round = 0; round < 10; round++) {
      const { sessionId, callId } = await asked();
      const answers = await Promise.all(
        [200, 201, 503].map((status) =>
          database.calls.answer({ callId, ok: status < 300, status, fields: { tier: `${status}` } }),
        ),
      );
      const [answer, ...others] = answers.filter((one) => one !== null);
      expect(others).toEqual([]);
      const { entries } = await database.timeline.read(sessionId, 3);
      expect(entries).toEqual([answer?.entry]);
      const status = [200, 201, 503][answers.indexOf(answer ?? null)] ?? 0;
      expect(answer).toMatchObject({
        sessionId,
        wakes: true,
        entry: {
          seq: 4,
          kind: 'httpAnswered',
          author: 'system',
          body: { requestSeq: 3, cardId: 'crm', ok: status < 300, status, fields: { tier: `${status}` } },
        },
      });
    }
  });

  it('are answered without a status where nobody answered, and swept where the signal was lost', async () => {
    const { database } = test;
    const { sessionId, callId } = await asked();
    const answer = await database.calls.answer({ callId, ok: false, fields: {} });
    expect(answer?.entry.body).toEqual({ requestSeq: 3, cardId: 'crm', ok: false, fields: {} });
    const looked = await database.sessions.look(sessionId, Date.now(), (look) => {
      expect(look.unread).toEqual([answer?.entry]);
      return readAll(look);
    });
    expect(looked?.session).toMatchObject({ wakeSeq: 4, cursor: 4 });
  });

  it('wake nobody where people lead by now', async () => {
    const { database } = test;
    const agent = await createOnlineAgent(database);
    const { sessionId, callId } = await asked();
    await database.sessions.look(sessionId, Date.now(), (look) =>
      readAll(look, {
        append: [{ kind: 'phaseChanged', author: 'bot', body: { from: 'bot', to: 'waiting', reason: 'moved' } }],
        phase: 'waiting',
      }),
    );
    await database.sessions.assign({ sessionId, agentId: agent.id, byAgentId: agent.id, clientId: clientId() });
    expect(await database.calls.answer({ callId, ok: true, status: 200, fields: {} })).toMatchObject({ wakes: false });
  });

  it('of a closed session are forgotten, and it takes no entry', async () => {
    const { database } = test;
    const { sessionId, callId } = await asked();
    const closed = await database.sessions.look(sessionId, Date.now(), closeByBot);
    expect(closed?.pendingCalls).toEqual([]);
    expect(await database.calls.answer({ callId, ok: true, fields: {} })).toBeNull();
    expect(await database.calls.find(callId)).toMatchObject({ state: 'answered' });
    expect((await database.timeline.read(sessionId, 0)).entries.at(-1)?.kind).toBe('closed');
  });

  it('and an erasure at once: neither waits for the other for good, and nothing is left', async () => {
    const { database } = test;
    for (let round = 0; round < 10; round++) {
      const { sessionId, callId } = await asked();
      await Promise.all([database.sessions.erase(sessionId), database.calls.answer({ callId, ok: true, fields: {} })]);
      expect(await database.calls.find(callId)).toBeNull();
      expect(await database.calls.answer({ callId, ok: true, fields: {} })).toBeNull();
    }
  });
});
