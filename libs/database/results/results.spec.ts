import { newId, type ResultKind, resultIdOfCard } from '#libs/contracts';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import type { LookOutcome } from '../index.ts';
import {
  clientId,
  codeOf,
  createOnlineAgent,
  createWorld,
  empty,
  newResult,
  raw,
  readAll,
  startLive,
  startSession,
  type World,
} from '../testing/builders.ts';

let test: TestDatabase;
let world: World;
beforeAll(async () => {
  test = await createTestDatabase();
});
beforeEach(async () => {
  await empty(test.database);
  world = await createWorld(test.database);
});
afterAll(() => test.close());

const DETAILS = {
  personName: 'Vera Visitor',
  email: 'Vera@Visitor.example',
  phone: null,
  organisation: 'Acme',
  dealValue: '1200.50',
  currency: 'EUR',
  note: 'Likes blue',
};

/** A live conversation with details; answers its id and how to ask for a result. */
async function conversation(details: Partial<typeof DETAILS> = {}) {
  const { database } = test;
  const agent = await createOnlineAgent(database);
  const sessionId = await startLive(database, world, agent.id);
  await database.sessions.updateDetails({ sessionId, version: 0, details: { ...DETAILS, ...details } });
  const request = (kind: ResultKind, id = clientId()) =>
    database.sessions.requestResult({ sessionId, byAgentId: agent.id, clientId: id, kind, title: `A ${kind}` });
  return { sessionId, agent, request };
}

const statesOf = async (sessionId: string) =>
  (await test.database.timeline.read(sessionId, 0)).entries.flatMap(({ kind, body }) =>
    kind === 'resultState' && 'state' in body ? [body.state] : [],
  );

/** The bot asks for the result of a card, as a look does. */
async function cardResult(sessionId: string, kind: ResultKind = 'lead', dueAt: string | null = null): Promise<string> {
  const resultId = resultIdOfCard(sessionId, kind);
  const body = { resultId, result: kind, title: 'By the bot', cardId: kind };
  const results = [newResult(sessionId, kind, { kind, title: 'By the bot', dueAt })];
  await test.database.sessions.look(sessionId, Date.now(), (look) =>
    readAll(look, { append: [{ kind: 'resultRequested', author: 'bot', body }], results }),
  );
  return resultId;
}

/** The bot asks for several results; answers their ids. */
async function cardResults(sessionId: string, results: LookOutcome['results']): Promise<string[]> {
  await test.database.sessions.look(sessionId, Date.now(), (look) => readAll(look, { results }));
  return results.map(({ resultId }) => resultId);
}

describe('results', () => {
  it('makes lead, deal and CRM activity, with one person and one organisation', async () => {
    const { database } = test;
    const { sessionId, request } = await conversation();
    const dueAt = '2030-01-02T03:04:05.000Z';
    const activity = await cardResult(sessionId, 'crmActivity', dueAt);
    const ids = [(await request('lead')).resultId, (await request('deal')).resultId, activity];
    for (const resultId of ids)
      expect(await database.results.createRecords(resultId)).toMatchObject({ state: 'created' });
    const records = await database.crm.records();
    expect(records.map(({ kind }) => kind).toSorted()).toEqual(['crmActivity', 'deal', 'lead']);
    const person = { personName: 'Vera Visitor', email: 'Vera@Visitor.example', organisation: 'Acme', sessionId };
    for (const record of records) expect(record).toMatchObject(person);
    expect(await database.crm.records({ kind: 'deal' })).toMatchObject([
      { kind: 'deal', resultId: ids[1], title: 'A deal', value: '1200.50', currency: 'EUR', dueAt: null },
    ]);
    expect(await database.crm.records({ kind: 'crmActivity' })).toMatchObject([{ value: null, dueAt }]);
    expect(await raw(database.sql, 'select from person')).toHaveLength(1);
    expect((await database.sessions.detail(sessionId)).results).toContainEqual(
      expect.objectContaining({ id: ids[1], kind: 'deal', state: 'created', value: '1200.50', currency: 'EUR' }),
    );
    expect(await statesOf(sessionId)).toEqual(['created', 'created', 'created']);
  });

  it('gives a card’s record what the card says of it', async () => {
    const { database } = test;
    const { sessionId } = await conversation();
    const given = { label: 'hot', visibility: 'owner', value: '99.90', currency: 'USD' } as const;
    const ids = await cardResults(sessionId, [
      newResult(sessionId, 'lead', given),
      newResult(sessionId, 'deal', { ...given, kind: 'deal', stage: 'Qualified' }),
      newResult(sessionId, 'call', { ...given, kind: 'crmActivity' }),
      newResult(sessionId, 'plain', { kind: 'deal' }),
    ]);
    for (const resultId of ids) await database.results.createRecords(resultId);
    const records = await database.crm.records();
    const recordOf = (resultId: string | undefined) => records.find((record) => record.resultId === resultId);
    const { label, visibility, value, currency } = given;
    expect(recordOf(ids[0])).toMatchObject({ label, visibility, value, currency, stage: null, ownerId: null });
    expect(recordOf(ids[1])).toMatchObject({ label, visibility, value, currency, stage: 'Qualified' });
    expect(recordOf(ids[2])).toMatchObject({ label, visibility, value: null });
    // what the card leaves open comes from the conversation
    expect(recordOf(ids[3])).toMatchObject({ label: null, visibility: 'everyone', value: '1200.50', currency: 'EUR' });
  });

  it('belongs to whom the card names: who has the conversation or had it last, an agent by e-mail, or nobody', async () => {
    const { database } = test;
    const { sessionId, agent } = await conversation();
    const ben = await createOnlineAgent(database, { name: 'Ben' });
    const ownerOf = async (id: string, card: string, owner: string | null) => {
      const [resultId = ''] = await cardResults(id, [newResult(id, card, { owner })]);
      await database.results.createRecords(resultId);
      return (await database.crm.records()).find((record) => record.resultId === resultId)?.ownerName;
    };
    expect(await ownerOf(sessionId, 'one', 'assignee')).toBe('Ana');
    expect(await ownerOf(sessionId, 'two', ben.email.toUpperCase())).toBe('Ben');
    expect(await ownerOf(sessionId, 'three', 'nobody@foyer.example')).toBeNull();
    expect(await ownerOf(sessionId, 'four', null)).toBeNull();
    const command = { sessionId, byAgentId: agent.id };
    await database.sessions.reassign({ ...command, agentId: ben.id, clientId: clientId() });
    await database.sessions.handBack({ sessionId, byAgentId: ben.id, clientId: clientId() });
    expect(await ownerOf(sessionId, 'five', 'assignee')).toBe('Ben');
    const alone = await startSession(database, world);
    expect(await ownerOf(alone.sessionId, 'one', 'assignee')).toBeNull();
  });

  it('that only its owner may see is shown to no other agent', async () => {
    const { database } = test;
    const { sessionId, agent } = await conversation();
    const ben = await createOnlineAgent(database, { name: 'Ben' });
    const results = [
      newResult(sessionId, 'open'),
      newResult(sessionId, 'mine', { owner: 'assignee', visibility: 'owner' }),
      newResult(sessionId, 'call', { kind: 'crmActivity', owner: 'assignee', visibility: 'owner' }),
    ];
    for (const resultId of await cardResults(sessionId, results)) await database.results.createRecords(resultId);
    const seen = async (seenBy?: string) => (await database.crm.records({ seenBy })).map(({ kind }) => kind).toSorted();
    expect(await seen()).toEqual(['crmActivity', 'lead', 'lead']);
    expect(await seen(agent.id)).toEqual(['crmActivity', 'lead', 'lead']);
    expect(await seen(ben.id)).toEqual(['lead']);
  });

  it('knows a person by e-mail and an organisation by name, whatever the letter case', async () => {
    const { database } = test;
    const one = await conversation({ personName: '' });
    const two = await conversation({ email: 'VERA@visitor.EXAMPLE', organisation: 'ACME', personName: 'V. Visitor' });
    const ids = [(await one.request('lead')).resultId, (await two.request('lead')).resultId];
    await Promise.all(ids.map((id) => database.results.createRecords(id)));
    expect(await raw(database.sql, 'select name from person')).toEqual([{ name: 'V. Visitor' }]);
    expect(await raw(database.sql, 'select from organisation')).toHaveLength(1);
    expect(await database.crm.records()).toHaveLength(2);
  });

  it('takes somebody without an e-mail for one person within a session', async () => {
    const { database } = test;
    const { request } = await conversation({ email: '' });
    for (const kind of ['lead', 'deal'] as const) await database.results.createRecords((await request(kind)).resultId);
    expect(await raw(database.sql, 'select name from person')).toEqual([{ name: 'Vera Visitor' }]);
  });

  it('interleaving 17: a double click in two tabs makes one result, tried by many at once one record', async () => {
    const { database } = test;
    const { sessionId, request } = await conversation();
    const id = clientId();
    const clicks = await Promise.all([request('lead', id), request('lead', id), request('lead', id)]);
    expect(new Set(clicks.map(({ resultId }) => resultId)).size).toBe(1);
    expect(new Set(clicks.map(({ entry }) => entry.seq)).size).toBe(1);
    expect(clicks.filter(({ repeated }) => !repeated)).toHaveLength(1);
    const resultId = clicks[0]?.resultId ?? '';
    const tries = await Promise.all(Array.from({ length: 8 }, () => database.results.createRecords(resultId)));
    expect(tries.map(({ state }) => state)).toEqual(Array(8).fill('created'));
    expect(tries.filter(({ told }) => told)).toEqual([
      { state: 'created', told: { sessionId, seq: expect.any(Number) } },
    ]);
    expect(await database.crm.records()).toHaveLength(1);
    expect(await statesOf(sessionId)).toEqual(['created']);
  });

  it('interleaving 17: a card’s lead beside an agent’s are two, and asking again with a new clientId a third', async () => {
    const { database } = test;
    const { sessionId, request } = await conversation();
    const ids = await Promise.all([
      cardResult(sessionId),
      request('lead').then(({ resultId }) => resultId),
      request('lead').then(({ resultId }) => resultId),
    ]);
    expect(await cardResult(sessionId)).toBe(ids[0]);
    await Promise.all(ids.map((id) => database.results.createRecords(id)));
    expect(await database.crm.records({ kind: 'lead' })).toHaveLength(3);
    expect(await raw(database.sql, 'select from person')).toHaveLength(1);
  });

  it('fails visibly, can be tried again, and never unmakes a record', async () => {
    const { database } = test;
    const { sessionId, request } = await conversation();
    const { resultId } = await request('deal');
    expect(await database.results.fail(resultId)).toMatchObject({ state: 'failed' });
    expect(await database.results.fail(resultId)).toEqual({ state: 'failed', told: null });
    expect(await database.results.createRecords(resultId)).toMatchObject({ state: 'created' });
    expect(await database.results.fail(resultId)).toEqual({ state: 'created', told: null });
    expect(await statesOf(sessionId)).toEqual(['failed', 'created']);
    expect(await database.results.createRecords(newId())).toEqual({ state: 'ended', told: null });
  });

  it('refuses a clientId that was used for something else, and an unknown session', async () => {
    const { database } = test;
    const { sessionId, agent, request } = await conversation();
    const note = { kind: 'note', author: 'agent', authorId: agent.id, body: { text: 'x' } } as const;
    await database.timeline.append({ ...note, sessionId, clientId: 'used-for-a-note' });
    expect(await codeOf(request('lead', 'used-for-a-note'))).toBe('invalid_body');
    const command = { byAgentId: agent.id, clientId: clientId(), kind: 'lead', title: 'x' } as const;
    expect(await codeOf(database.sessions.requestResult({ ...command, sessionId: newId() }))).toBe('not_found');
    expect((await database.sessions.detail(sessionId)).results).toEqual([]);
  });

  it('waits for the process no longer than the sweep: pending results are taken, later each time', async () => {
    const { database } = test;
    const { sessionId } = await startSession(database, world);
    const resultId = await cardResult(sessionId);
    expect(await database.sweep.takePendingResults(10)).toEqual([]);
    const age = () => raw(database.sql, `update result set next_start_at = next_start_at - interval '6 seconds'`);
    await age();
    expect(await database.sweep.takePendingResults(10)).toEqual([{ resultId, kind: 'lead' }]);
    expect(await database.sweep.takePendingResults(10)).toEqual([]);
    await age();
    await database.results.createRecords(resultId);
    expect(await database.sweep.takePendingResults(10)).toEqual([]);
  });
});
