import type { ConversationList, Folder, Problem, TeamView } from '#libs/contracts';
import { type AgentClient, callApi, connectAgent, connectVisitor, eventually, mustCall } from '#libs/testing';
import {
  begin,
  command,
  look,
  makeAgent,
  newClientId,
  online,
  startGateway,
  type TestAgent,
  type TestGateway,
} from '../../test/harness.ts';

const sql = ({ database }: TestGateway, text: string, values: unknown[]) =>
  database.database.sql.rows<Record<string, unknown>>({ name: `test ${text}`.slice(0, 60), text }, values);

let gateway: TestGateway;
let sales: TeamView;
let care: TeamView;
/** Of Sales, of Care, supervisors of both and of all. */
let sam: TestAgent;
let cleo: TestAgent;
let people: Record<string, TestAgent>;
const clients: AgentClient[] = [];
beforeAll(async () => {
  gateway = await startGateway();
  [sales, care] = await Promise.all(
    ['Sales', 'Care'].map((name) =>
      mustCall<TeamView>(gateway.url, 'POST', '/teams', { token: gateway.admin.token, body: { name } }),
    ) as [Promise<TeamView>, Promise<TeamView>],
  );
  [sam, cleo] = [
    await makeAgent(gateway, { name: 'Sam', teamId: sales.id }),
    await makeAgent(gateway, { name: 'Cleo', teamId: care.id }),
  ];
  people = {
    sam,
    cleo,
    salesLead: await makeAgent(gateway, { name: 'Lea', role: 'supervisor', teamId: sales.id }),
    careLead: await makeAgent(gateway, { name: 'Cora', role: 'supervisor', teamId: care.id }),
    lead: await makeAgent(gateway, { name: 'Lou', role: 'supervisor' }),
    none: gateway.ana,
    admin: gateway.admin,
  };
  for (const agent of Object.values(people)) clients.push(await online(gateway, agent));
});
afterAll(async () => {
  for (const client of clients) client.close();
  await gateway.close();
});

/** A visitor who waits for Sales. */
async function waiting(): Promise<{ sessionId: string; token: string }> {
  const { sessionId, token } = await begin(gateway);
  await look(gateway, sessionId);
  await sql(gateway, 'update session set team_id = $2 where id = $1', [sessionId, sales.id]);
  return { sessionId, token };
}
async function live(): Promise<{ sessionId: string; token: string }> {
  const conversation = await waiting();
  await command(gateway, sam, conversation.sessionId, 'assign', { agentId: sam.id });
  return conversation;
}
const code = async (agent: TestAgent, method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: object) => {
  const answer = await callApi<Problem>(gateway.url, method, path, { token: agent.token, body });
  return answer.status < 300 ? 'done' : answer.body.code;
};
const listed = async (agent: TestAgent, folder: Folder) => {
  const list = await mustCall<ConversationList>(gateway.url, 'GET', `/conversations?folder=${folder}&limit=200`, {
    token: agent.token,
  });
  expect(list.counts[folder]).toBe(list.conversations.length);
  return list.conversations.map(({ id }) => id);
};

const TABLE = [
  { who: 'cleo', sees: false, leads: false },
  { who: 'none', sees: false, leads: false },
  { who: 'careLead', sees: false, leads: false },
  { who: 'salesLead', sees: true, leads: true },
  { who: 'lead', sees: true, leads: true },
  { who: 'admin', sees: true, leads: true },
];

describe.each(TABLE)('a conversation of Sales, for $who', ({ who, sees, leads }) => {
  const unseen = sees ? 'done' : 'not_found';
  const led = leads ? 'done' : 'not_found';

  it('over REST', async () => {
    const agent = people[who] as TestAgent;
    const { sessionId } = await live();
    const at = `/conversations/${sessionId}`;
    expect((await listed(agent, 'others')).includes(sessionId)).toBe(sees);
    const { sessionId: unassigned } = await waiting();
    expect((await listed(agent, 'unassigned')).includes(unassigned)).toBe(sees);
    expect(await code(agent, 'GET', at)).toBe(unseen);
    expect(await code(agent, 'GET', `${at}/timeline`)).toBe(unseen);
    const clientId = newClientId;
    expect(await code(agent, 'POST', `${at}/notes`, { clientId: clientId(), text: 'x' })).toBe(unseen);
    const result = { clientId: clientId(), kind: 'lead', title: 'x' };
    expect(await code(agent, 'POST', `${at}/results`, result)).toBe(unseen);
    const { details, detailsVersion: version } = await gateway.database.database.sessions.detail(sessionId);
    expect(await code(agent, 'PUT', `${at}/details`, { version, details })).toBe(unseen);
    const claim = { clientId: clientId(), agentId: agent.id };
    expect(await code(agent, 'POST', `/conversations/${(await waiting()).sessionId}/assign`, claim)).toBe(unseen);
    const takeOver = { clientId: clientId(), agentId: agent.id };
    expect(await code(agent, 'POST', `${at}/reassign`, takeOver)).toBe(led);
    for (const name of ['return', 'hand-back', 'close']) {
      const path = `/conversations/${(await live()).sessionId}/${name}`;
      expect([name, await code(agent, 'POST', path, { clientId: clientId() })]).toEqual([name, led]);
    }
    const file = { id: crypto.randomUUID(), sessionId, name: 'a.txt', mediaType: 'text/plain', bytes: 1 };
    await gateway.database.database.files.create(file);
    const kept = await gateway.database.database.files.get(file.id, agent.id);
    expect(kept !== null).toBe(sees);
    if (!sees) expect(await code(agent, 'GET', `/files/${file.id}`)).toBe('not_found');
  });

  it('over sockets', async () => {
    const client = clients[Object.keys(people).indexOf(who)] as AgentClient;
    const { sessionId, token } = await live();
    const visitor = await connectVisitor(gateway.url, token);
    const ask = async (event: string, frame: object) => {
      const ack = await client.callRaw(event, { sessionId, ...frame });
      return ack.ok ? 'done' : ack.problem.code;
    };
    expect(await ask('conversation:watch', { after: 0 })).toBe(unseen);
    expect(await ask('timeline:read', { after: 0 })).toBe(unseen);
    expect(await ask('note:send', { clientId: newClientId(), text: 'x' })).toBe(unseen);
    const words = { clientId: newClientId(), text: 'x' };
    expect(await ask('message:send', words)).toBe(sees ? 'not_assignee' : 'not_found');
    expect(await ask('typing', { on: true })).toBe(unseen);
    expect(await ask('conversation:unwatch', {})).toBe('done');
    const hintsOf = (agent: AgentClient) =>
      agent.received('conversations:changed').filter((hint) => JSON.stringify(hint).includes(sessionId)).length;
    const say = async () => {
      const before = hintsOf(clients[0] as AgentClient);
      await visitor.call('message:send', { clientId: newClientId(), text: 'only for Sales' });
      await eventually(() => expect(hintsOf(clients[0] as AgentClient)).toBeGreaterThan(before));
    };
    // it was everybody's until it became that of Sales: whoever was told then is told once more, and sees it leave
    await say();
    const before = hintsOf(client);
    await say();
    if (sees) await eventually(() => expect(hintsOf(client)).toBeGreaterThan(before));
    else expect(hintsOf(client)).toBe(before);
    visitor.close();
  });
});

it('nobody of another team is given it', async () => {
  const { sessionId } = await waiting();
  const give = (name: string) =>
    code(gateway.admin, 'POST', `/conversations/${sessionId}/${name}`, { clientId: newClientId(), agentId: cleo.id });
  expect(await give('assign')).toBe('wrong_team');
  await command(gateway, sam, sessionId, 'assign', { agentId: sam.id });
  expect(await give('reassign')).toBe('wrong_team');
});

it('who is put into another team hears no more of it, and the new team’s from then on', async () => {
  const dora = await makeAgent(gateway, { name: 'Dora', teamId: sales.id });
  const client = await connectAgent(gateway.url, dora.token);
  const { sessionId, token } = await live();
  const visitor = await connectVisitor(gateway.url, token);
  await client.call('conversation:watch', { sessionId, after: 0 });
  await visitor.call('message:send', { clientId: newClientId(), text: 'one' });
  await eventually(() => expect(client.entries(sessionId)).toHaveLength(1));
  const body = { capacity: 5, role: 'agent', teamId: care.id };
  await mustCall(gateway.url, 'PUT', `/agents/${dora.id}`, { token: gateway.admin.token, body });
  await visitor.call('message:send', { clientId: newClientId(), text: 'two' });
  await expect(client.call('timeline:read', { sessionId, after: 0 })).rejects.toThrow('not_found');
  expect(client.entries(sessionId)).toHaveLength(1);
  await mustCall(gateway.url, 'PUT', `/agents/${dora.id}/team`, {
    token: gateway.admin.token,
    body: { teamId: sales.id },
  });
  const before = client.received('conversations:changed').length;
  await visitor.call('message:send', { clientId: newClientId(), text: 'three' });
  await eventually(() => expect(client.received('conversations:changed').length).toBeGreaterThan(before));
  visitor.close();
  client.close();
});

it('a watcher is sent out when the conversation goes to another team', async () => {
  const { sessionId, token } = await begin(gateway);
  await look(gateway, sessionId);
  const client = clients[Object.keys(people).indexOf('cleo')] as AgentClient;
  const visitor = await connectVisitor(gateway.url, token);
  await client.call('conversation:watch', { sessionId, after: 0 });
  await sql(gateway, 'update session set team_id = $2 where id = $1', [sessionId, sales.id]);
  await command(gateway, sam, sessionId, 'assign', { agentId: sam.id });
  await eventually(async () => {
    const ack = await client.callRaw('typing', { sessionId, on: true });
    expect(ack.ok).toBe(false);
  });
  const seen = client.entries(sessionId).length;
  const { entry } = await visitor.call('message:send', { clientId: newClientId(), text: 'only for Sales' });
  const { lastSeq } = await (clients[0] as AgentClient).call('timeline:read', { sessionId, after: entry.seq - 1 });
  expect(lastSeq).toBe(entry.seq);
  expect(client.entries(sessionId)).toHaveLength(seen);
  visitor.close();
});

it('a conversation is reassigned and returned with a note, which the visitor does not see', async () => {
  const { sessionId, token } = await live();
  const visitor = await connectVisitor(gateway.url, token);
  await visitor.call('timeline:read', { after: 0 });
  const lea = people.salesLead as TestAgent;
  await command(gateway, sam, sessionId, 'reassign', { agentId: lea.id, note: 'wants a discount' });
  const back = await command(gateway, lea, sessionId, 'return', { note: 'not for me' });
  expect(back.conversation).toMatchObject({ phase: 'waiting', assigneeId: null, teamId: sales.id });
  await eventually(() => expect(visitor.entries().at(-1)).toEqual({ seq: back.seq + 1, hidden: true }));
  expect(visitor.entries().slice(-4)).toMatchObject([
    { kind: 'reassigned' },
    { hidden: true },
    { kind: 'returned', body: { reason: 'agent', fromName: 'Lea' } },
    { hidden: true },
  ]);
  expect(JSON.stringify(visitor.entries())).not.toContain('discount');
  visitor.close();
});
