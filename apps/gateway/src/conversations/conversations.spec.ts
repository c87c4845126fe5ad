import {
  type ConversationDetail,
  type ConversationList,
  type Details,
  type Folder,
  newId,
  type Problem,
} from '#libs/contracts';
import { callApi, connectVisitor, eventually, mustCall } from '#libs/testing';
import {
  begin,
  command,
  liveConversation,
  look,
  newClientId,
  online,
  startGateway,
  type TestAgent,
  type TestGateway,
} from '../../test/harness.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway({ env: { TEMPORAL_UI_URL: 'https://temporal.example' } });
});
afterAll(() => gateway.close());

const list = (agent: TestAgent, folder: Folder) =>
  mustCall<ConversationList>(gateway.url, 'GET', `/conversations?folder=${folder}`, { token: agent.token });
const ids = async (agent: TestAgent, folder: Folder) => (await list(agent, folder)).conversations.map(({ id }) => id);
const attempt = (agent: TestAgent, sessionId: string, name: string, body: object = {}) =>
  callApi<Problem>(gateway.url, 'POST', `/conversations/${sessionId}/${name}`, {
    token: agent.token,
    body: { clientId: newClientId(), ...body },
  });
const detail = (sessionId: string, agent = gateway.ana) =>
  callApi<ConversationDetail & Problem>(gateway.url, 'GET', `/conversations/${sessionId}`, { token: agent.token });

describe('a conversation’s way', () => {
  it('from Unassigned to one agent, to another, to Closed: each step is told to all agents at once', async () => {
    const { ana, ben, url } = gateway;
    const [desk, other] = [await online(gateway, ana), await online(gateway, ben)];
    const { sessionId, token } = await begin(gateway);
    await look(gateway, sessionId);
    const visitor = await connectVisitor(url, token);
    await visitor.call('timeline:read', { after: 0 });
    await eventually(() => expect(desk.received('conversations:changed')).not.toHaveLength(0));
    expect(await ids(ana, 'unassigned')).toContain(sessionId);

    const taken = await command(gateway, ana, sessionId, 'assign', { agentId: ana.id });
    expect(taken.conversation).toMatchObject({ phase: 'live', assigneeId: ana.id, assigneeName: 'Ana' });
    await eventually(() =>
      expect(visitor.entries().at(-1)).toMatchObject({ kind: 'assigned', body: { agentName: 'Ana' } }),
    );
    expect(await ids(ana, 'unassigned')).not.toContain(sessionId);
    expect(await ids(ana, 'mine')).toContain(sessionId);
    expect(await ids(ben, 'others')).toContain(sessionId);

    const late = await attempt(ben, sessionId, 'assign', { agentId: ben.id });
    expect([late.status, late.body.code, late.body.winnerName]).toEqual([409, 'already_assigned', 'Ana']);
    const notYours = await attempt(ben, sessionId, 'reassign', { agentId: ben.id });
    expect([notYours.body.code, notYours.body.winnerName]).toEqual(['not_assignee', 'Ana']);
    const offline = await attempt(ana, sessionId, 'reassign', { agentId: gateway.admin.id });
    expect([offline.status, offline.body.code]).toEqual([409, 'agent_offline']);

    const before = other.received('conversations:changed').length;
    await command(gateway, ana, sessionId, 'reassign', { agentId: ben.id });
    await eventually(() => expect(other.received('conversations:changed').length).toBeGreaterThan(before));
    expect(await ids(ben, 'mine')).toContain(sessionId);
    expect(await ids(ana, 'others')).toContain(sessionId);

    expect((await attempt(ana, sessionId, 'close')).body.code).toBe('not_assignee');
    const clientId = newClientId();
    const closed = await command(gateway, ben, sessionId, 'close', { clientId });
    expect(closed).toMatchObject({ repeated: false, conversation: { phase: 'closed' } });
    expect(await command(gateway, ben, sessionId, 'close', { clientId })).toMatchObject({
      seq: closed.seq,
      repeated: true,
    });
    for (const agent of [ana, ben]) expect(await ids(agent, 'closed')).toContain(sessionId);
    expect((await attempt(ben, sessionId, 'reassign', { agentId: ana.id })).body.code).toBe('session_closed');
    await eventually(() => expect(visitor.entries().at(-1)).toMatchObject({ kind: 'closed' }));
    for (const client of [desk, other, visitor]) client.close();
  });

  it('an admin may reassign and close what is not theirs', async () => {
    const { visitor, agent, sessionId } = await liveConversation(gateway);
    const ben = await online(gateway, gateway.ben);
    const { conversation } = await command(gateway, gateway.admin, sessionId, 'reassign', { agentId: gateway.ben.id });
    expect(conversation.assigneeName).toBe('Ben');
    await command(gateway, gateway.admin, sessionId, 'close');
    for (const client of [visitor, agent, ben]) client.close();
  });

  it('two agents claim at once: one wins, the other learns who', async () => {
    const { ana, ben } = gateway;
    const [one, two] = [await online(gateway, ana), await online(gateway, ben)];
    const { sessionId } = await begin(gateway);
    await look(gateway, sessionId);
    const claims = await Promise.all(
      [ana, ben].map((agent) => attempt(agent, sessionId, 'assign', { agentId: agent.id })),
    );
    expect(new Set(claims.map(({ status }) => status))).toEqual(new Set([200, 409]));
    const winner = claims[0]?.status === 200 ? 'Ana' : 'Ben';
    expect(claims.find(({ status }) => status === 409)?.body).toMatchObject({
      code: 'already_assigned',
      winnerName: winner,
    });
    one.close();
    two.close();
  });
});

describe('the details', () => {
  const details: Details = {
    personName: 'Rich Customer',
    email: 'rich@customer.example',
    phone: null,
    organisation: 'Customer Ltd',
    dealValue: '1200.50',
    currency: 'EUR',
    note: null,
  };
  const save = (sessionId: string, version: number, changes: object = {}) =>
    callApi<Problem & { version: number }>(gateway.url, 'PUT', `/conversations/${sessionId}/details`, {
      token: gateway.ana.token,
      body: { version, details: { ...details, ...changes } },
    });

  it('are saved once per version; whoever comes late reads again', async () => {
    const { sessionId } = await begin(gateway);
    const { body } = await detail(sessionId);
    expect(body.workflowUrl).toBe(`https://temporal.example/namespaces/foyer/workflows/session-${sessionId}`);
    const saved = await save(sessionId, body.detailsVersion);
    expect([saved.status, saved.body.version]).toEqual([200, body.detailsVersion + 1]);
    const late = await save(sessionId, body.detailsVersion, { note: 'late' });
    expect([late.status, late.body.code]).toEqual([409, 'stale_version']);
    expect((await detail(sessionId)).body.details).toEqual(details);
  });

  it.each([
    [{ dealValue: '12,5' }, 'details.dealValue'],
    [{ dealValue: 12.5 }, 'details.dealValue'],
    [{ currency: 'euro' }, 'details.currency'],
    [{ email: 'not an email' }, 'details.email'],
    [{ personName: 'x'.repeat(201) }, 'details.personName'],
  ])('refuse %j', async (changes, path) => {
    const { sessionId } = await begin(gateway);
    const { status, body } = await save(sessionId, 0, changes);
    expect([status, body.errors?.map((item) => item.path)]).toEqual([400, [path]]);
  });
});

describe('handing back', () => {
  it('gives the visitor to the bot again; only the assignee and admins may', async () => {
    const { visitor, agent, sessionId } = await liveConversation(gateway);
    const others = await attempt(gateway.ben, sessionId, 'hand-back');
    expect([others.status, others.body.code, others.body.winnerName]).toEqual([409, 'not_assignee', 'Ana']);
    const clientId = newClientId();
    const back = await command(gateway, gateway.ana, sessionId, 'hand-back', { clientId });
    expect(back).toMatchObject({ repeated: false, conversation: { phase: 'bot', assigneeId: null } });
    expect(await command(gateway, gateway.ana, sessionId, 'hand-back', { clientId })).toMatchObject({
      seq: back.seq,
      repeated: true,
    });
    await look(gateway, sessionId);
    // the bot goes on with the visitor
    await eventually(() => expect(visitor.entries().at(-1)).toMatchObject({ kind: 'prompt', author: 'bot' }));
    expect((await attempt(gateway.ana, sessionId, 'hand-back')).body.code).toBe('wrong_phase');
    visitor.close();
    agent.close();
  });
});

describe('results', () => {
  it('are pending at first; a repeat makes no second one, another clientId does', async () => {
    const { visitor, agent, sessionId } = await liveConversation(gateway);
    const order = { clientId: newClientId(), kind: 'lead', title: 'Wants lamps' };
    const first = await command(gateway, gateway.ana, sessionId, 'results', order);
    const again = await command(gateway, gateway.ana, sessionId, 'results', order);
    expect([first.repeated, again.repeated, again.seq]).toEqual([false, true, first.seq]);
    expect((await detail(sessionId)).body.results).toMatchObject([
      { kind: 'lead', state: 'pending', title: 'Wants lamps' },
    ]);
    await command(gateway, gateway.ana, sessionId, 'results', { ...order, clientId: newClientId() });
    expect((await detail(sessionId)).body.results).toHaveLength(2);
    visitor.close();
    agent.close();
  });
});

describe('erasing', () => {
  it('leaves nothing to read, by nobody, and throws out who watched, at every gateway', async () => {
    const { visitor, agent, sessionId, token } = await liveConversation(gateway);
    const second = await startGateway({ world: gateway });
    const elsewhere = await connectVisitor(second.url, token, { reconnection: false });
    await elsewhere.call('timeline:read', { after: 0 });
    await visitor.call('message:send', { clientId: newClientId(), text: 'my secret' });
    const erase = (by: TestAgent) => callApi(gateway.url, 'DELETE', `/conversations/${sessionId}`, { token: by.token });
    expect((await erase(gateway.ana)).status).toBe(403);
    expect((await erase(gateway.admin)).status).toBe(204);
    expect((await detail(sessionId)).body.code).toBe('not_found');
    await eventually(() => expect(visitor.socket.connected).toBe(false));
    await eventually(() => expect(elsewhere.socket.connected).toBe(false));
    await expect(connectVisitor(gateway.url, token)).rejects.toThrow('session_token_invalid');
    const watching = agent.call('conversation:watch', { sessionId, after: 0 });
    await expect(watching).rejects.toThrow('not_found');
    visitor.close();
    agent.close();
    await second.close();
  });
});

it.each([
  ['assign', { agentId: newId() }],
  ['reassign', { agentId: newId() }],
  ['close', {}],
  ['hand-back', {}],
  ['notes', { text: 'x' }],
  ['results', { kind: 'lead', title: 'x' }],
])('%s of a conversation that does not exist', async (name, body) => {
  const answer = await attempt(gateway.ana, newId(), name, body);
  expect([answer.status, answer.body.code]).toEqual([404, 'not_found']);
});
