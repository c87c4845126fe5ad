import type { AgentView, ConversationList, Problem } from '#libs/contracts';
import { type AgentClient, callApi, connectAgent, connectVisitor, eventually, mustCall, signIn } from '#libs/testing';
import {
  begin,
  command,
  liveConversation,
  look,
  makeAgent,
  newClientId,
  online,
  PASSWORD,
  startGateway,
  type TestAgent,
  type TestGateway,
} from '../../test/harness.ts';

const sql = ({ database }: TestGateway, text: string, values: unknown[] = []) =>
  database.database.sql.rows<Record<string, unknown>>({ name: '', text }, values);

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.close());

const asAdmin = <T = AgentView & Problem>(method: 'GET' | 'POST' | 'PUT', path: string, body?: object) =>
  callApi<T>(gateway.url, method, path, { token: gateway.admin.token, body });
const setSwitch = (agent: TestAgent, on: boolean) =>
  mustCall(gateway.url, 'PUT', '/me/switch', { token: agent.token, body: { on } });
const availability = async (agent: TestAgent) =>
  (await gateway.database.database.presence.agents()).find(({ id }) => id === agent.id)?.availability;
/** What the client was told last of the agent. */
const told = (client: AgentClient, agent: TestAgent) =>
  (client.received('agents:changed').at(-1) as { agents: AgentView[] } | undefined)?.agents.find(
    ({ id }) => id === agent.id,
  )?.availability;
/** As if the agents had been without a connection for two minutes, and this gateway had beaten all along. */
async function timePasses(at: TestGateway, agentIds: string[]): Promise<void> {
  const { GATEWAY_ID } = await import('../settings/tokens.ts');
  const gatewayId = at.app.get(GATEWAY_ID);
  await at.database.database.presence.beat(gatewayId, []);
  const old = `interval '2 minutes'`;
  await sql(at, `update gateway_heartbeat set steady_since = steady_since - ${old} where gateway_id = $1`, [gatewayId]);
  await sql(at, `update agent_lease set renewed_at = renewed_at - ${old} where agent_id = any ($1::uuid[])`, [
    agentIds,
  ]);
}

describe('one agent in several tabs and on several devices', () => {
  it('is online, away and offline as one, at every gateway', async () => {
    const other = await startGateway({ world: gateway });
    const dora = await makeAgent(gateway, { name: 'Dora' });
    const watcher = await connectAgent(gateway.url, gateway.admin.token);
    const tabs = [
      await connectAgent(gateway.url, dora.token),
      await connectAgent(gateway.url, dora.token),
      await connectAgent(other.url, dora.token),
    ] as [AgentClient, AgentClient, AgentClient];
    await eventually(() => expect(told(watcher, dora)).toBe('away'));
    // switched in one tab, seen in all
    await setSwitch(dora, true);
    for (const tab of [...tabs, watcher]) await eventually(() => expect(told(tab, dora)).toBe('online'));
    tabs[0].close();
    tabs[1].close();
    // the last socket here is gone for longer than a reload takes: the other device is still there
    await eventually(
      async () => {
        const leases = await sql(gateway, 'select 1 from agent_lease where agent_id = $1 and ended_at is null', [
          dora.id,
        ]);
        expect(leases).toHaveLength(1);
      },
      { timeout: 10_000 },
    );
    expect(await availability(dora)).toBe('online');
    await setSwitch(dora, false);
    for (const tab of [tabs[2], watcher]) await eventually(() => expect(told(tab, dora)).toBe('away'));
    await setSwitch(dora, true);
    tabs[2].close();
    await eventually(() => expect(told(watcher, dora)).toBe('offline'), { timeout: 10_000 });
    // the switch stays on: coming back is enough
    const back = await connectAgent(other.url, dora.token);
    await eventually(() => expect(told(watcher, dora)).toBe('online'));
    for (const client of [back, watcher]) client.close();
    await other.close();
  }, 40_000);
});

describe('accounts', () => {
  const input = { name: 'Zoe', email: 'zoe@shop.example', role: 'agent', teamId: null, password: 'a long password' };

  it('are made, changed, disabled and enabled by admins', async () => {
    const made = await asAdmin('POST', '/agents', input);
    expect([made.status, made.body]).toMatchObject([201, { name: 'Zoe', capacity: 20, disabled: false }]);
    expect((await asAdmin('POST', '/agents', input)).body.code).toBe('email_taken');
    const { token } = await signIn(gateway.url, input.email, input.password);
    const zoe = { id: made.body.id, name: 'Zoe', email: input.email, token };
    const client = await online(gateway, zoe);
    const change = { capacity: 2, role: 'supervisor', teamId: null };
    expect((await asAdmin('PUT', `/agents/${zoe.id}`, change)).body).toMatchObject(change);
    const renamed = { ...change, name: 'Zoe Lind', email: 'zoe.lind@shop.example' };
    expect((await asAdmin('PUT', `/agents/${zoe.id}`, renamed)).body).toMatchObject(renamed);
    const taken = { ...renamed, email: gateway.ana.email.toUpperCase() };
    expect((await asAdmin('PUT', `/agents/${zoe.id}`, taken)).body.code).toBe('email_taken');
    expect((await asAdmin('PUT', `/agents/${zoe.id}`, { ...change, email: input.email })).body).toMatchObject({
      name: 'Zoe Lind',
      email: input.email,
    });
    const { sessionId } = await begin(gateway);
    await look(gateway, sessionId);
    await command(gateway, zoe, sessionId, 'assign', { agentId: zoe.id });
    const gone = new Promise((resolve) => client.socket.once('disconnect', resolve));
    expect((await asAdmin('POST', `/agents/${zoe.id}/disable`)).body).toMatchObject({
      disabled: true,
      availability: 'offline',
    });
    await gone;
    expect((await callApi(gateway.url, 'GET', '/auth/me', { token })).status).toBe(401);
    const again = { email: input.email, password: input.password };
    const refused = await callApi<Problem>(gateway.url, 'POST', '/auth/sign-in', { body: again });
    expect(refused.body.code).toBe('wrong_credentials');
    await eventually(async () =>
      expect((await gateway.database.database.sessions.view(sessionId)).phase).toBe('waiting'),
    );
    expect((await asAdmin('POST', `/agents/${zoe.id}/enable`)).body).toMatchObject({ disabled: false });
    expect((await callApi(gateway.url, 'GET', '/auth/me', { token })).status).toBe(401);
    await signIn(gateway.url, input.email, input.password);
    const { id } = gateway.admin;
    expect((await asAdmin('POST', `/agents/${id}/disable`)).body.code).toBe('last_admin');
    client.close();
  });

  it('keep what a change does not name: two admins do not undo each other', async () => {
    const { body: yan } = await asAdmin('POST', '/agents', { ...input, name: 'Yan', email: 'yan@shop.example' });
    await Promise.all([
      asAdmin('PUT', `/agents/${yan.id}`, { capacity: 7 }),
      asAdmin('PUT', `/agents/${yan.id}`, { role: 'supervisor' }),
      asAdmin('PUT', `/agents/${yan.id}`, { name: 'Yan Li' }),
    ]);
    const team = await gateway.database.database.teams.create('Of Yan');
    await asAdmin('PUT', `/agents/${yan.id}`, { teamId: team.id });
    const changed = { name: 'Yan Li', email: 'yan@shop.example', role: 'supervisor', capacity: 7, teamId: team.id };
    expect((await asAdmin('PUT', `/agents/${yan.id}`, { capacity: 7 })).body).toMatchObject(changed);
    expect((await asAdmin('PUT', `/agents/${yan.id}`, { teamId: null })).body).toMatchObject({ teamId: null });
  });

  it.each([
    ['POST', '/agents', { ...input, password: 'short' }],
    ['POST', '/agents', { ...input, email: 'zoe' }],
    ['POST', '/agents', { ...input, role: 'boss' }],
    ['PUT', `/agents/${crypto.randomUUID()}`, { capacity: 0, role: 'agent', teamId: null }],
    ['PUT', `/agents/${crypto.randomUUID()}`, {}],
    ['PUT', `/agents/${crypto.randomUUID()}`, { capacity: 1, role: 'agent', teamId: null, name: ' ' }],
  ] as const)('refuse %s %s %j', async (method, path, body) => {
    expect((await asAdmin(method, path, body)).body.code).toBe('invalid_body');
  });

  it('log out everywhere: tokens, sockets and switch end, at every gateway', async () => {
    const other = await startGateway({ world: gateway });
    const eva = await makeAgent(gateway, { name: 'Eva' });
    const sockets = [
      await online(gateway, eva),
      await connectAgent(gateway.url, eva.token),
      await connectAgent(other.url, eva.token),
    ];
    const gone = sockets.map(({ socket }) => new Promise((resolve) => socket.once('disconnect', resolve)));
    const { status } = await callApi(gateway.url, 'POST', '/me/log-out-everywhere', { token: eva.token });
    expect(status).toBe(204);
    await Promise.all(gone);
    expect((await callApi(gateway.url, 'GET', '/auth/me', { token: eva.token })).status).toBe(401);
    await expect(connectAgent(other.url, eva.token)).rejects.toThrow('unauthenticated');
    await eventually(async () => expect(await availability(eva)).toBe('offline'));
    const { token, agent } = await signIn(gateway.url, eva.email, PASSWORD);
    expect(agent.switchedOn).toBe(false);
    const back = await connectAgent(gateway.url, token);
    await eventually(async () => expect(await availability(eva)).toBe('away'));
    back.close();
    await other.close();
  });
});

it('an agent who is gone: the visitor is told, and it waits for everybody again', async () => {
  const { sessionId, visitor, agent } = await liveConversation(gateway);
  const ben = await online(gateway, gateway.ben);
  // a live chat stays with who is only away
  await setSwitch(gateway.ana, false);
  agent.close();
  await timePasses(gateway, [gateway.ana.id]);
  const gone = { kind: 'returned', body: { reason: 'agent_gone', fromName: 'Ana' } };
  await eventually(
    async () => {
      await timePasses(gateway, [gateway.ana.id]);
      expect(visitor.entries().at(-1)).toMatchObject(gone);
    },
    { timeout: 10_000 },
  );
  await eventually(() => expect(JSON.stringify(ben.received('conversations:changed'))).toContain(sessionId));
  await command(gateway, gateway.ben, sessionId, 'assign', { agentId: gateway.ben.id });
  await visitor.call('message:send', { clientId: newClientId(), text: 'hello again' });
  visitor.close();
  ben.close();
}, 20_000);

describe('two hundred agents', () => {
  const AGENTS = 200;
  const agents: TestAgent[] = [];
  let clients: AgentClient[] = [];
  beforeAll(async () => {
    for (let index = 0; index < AGENTS; index++) agents.push(await makeAgent(gateway, { name: `Agent ${index}` }));
    clients = await Promise.all(agents.map(({ token }) => connectAgent(gateway.url, token)));
    const ids = agents.map(({ id }) => id);
    await sql(gateway, 'update agent set switched_on = true where id = any ($1::uuid[])', [ids]);
  }, 60_000);
  afterAll(() => {
    for (const client of clients) client.close();
  });

  it('see a new chat; fifty claim it at once: one wins, and the others are told who', async () => {
    const { sessionId, token } = await begin(gateway);
    await look(gateway, sessionId);
    const visitor = await connectVisitor(gateway.url, token);
    const seen = (client: AgentClient) => JSON.stringify(client.received('conversations:changed')).includes(sessionId);
    await eventually(() => expect(clients.filter(seen)).toHaveLength(AGENTS), { timeout: 10_000 });
    const claims = await Promise.all(
      agents
        .slice(0, 50)
        .map(({ id, token: own }) =>
          callApi<Problem & { conversation: { assigneeName: string } }>(
            gateway.url,
            'POST',
            `/conversations/${sessionId}/assign`,
            { token: own, body: { clientId: newClientId(), agentId: id } },
          ),
        ),
    );
    const [winner, ...others] = claims.filter(({ status }) => status === 200);
    expect(others).toEqual([]);
    const name = winner?.body.conversation.assigneeName;
    const lost = claims.filter((claim) => claim !== winner).map(({ body }) => [body.code, body.winnerName]);
    expect(lost).toEqual(Array.from({ length: 49 }, () => ['already_assigned', name]));
    visitor.close();
  }, 30_000);

  it('leave all at once: each one’s conversation waits again, once, and no other does', async () => {
    const [gone, there] = [agents.slice(0, 30), agents.slice(30, 40)];
    const led = new Map<string, TestAgent>();
    for (const agent of [...gone, ...there]) {
      const { sessionId } = await begin(gateway);
      await look(gateway, sessionId);
      await command(gateway, agent, sessionId, 'assign', { agentId: agent.id });
      led.set(sessionId, agent);
    }
    for (const client of clients.slice(0, 30)) client.close();
    const ids = gone.map(({ id }) => id);
    const { database } = gateway.database;
    await eventually(
      async () => {
        await timePasses(gateway, ids);
        for (const [sessionId, agent] of led) {
          const { phase, epoch } = await database.sessions.view(sessionId);
          expect([phase, epoch]).toEqual(gone.includes(agent) ? ['waiting', 3] : ['live', 2]);
        }
      },
      { timeout: 20_000 },
    );
    const list = await mustCall<ConversationList>(gateway.url, 'GET', '/conversations?folder=unassigned&limit=200', {
      token: there[0]?.token,
    });
    const waits = new Set(list.conversations.map(({ id }) => id));
    for (const [sessionId, agent] of led) expect(waits.has(sessionId)).toBe(gone.includes(agent));
  }, 60_000);
});
