import { randomUUID } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import { resultWorkflowId, sessionWorkflowId } from '#libs/contracts';
import { callApi, connectVisitor, eventually, temporalAddress } from '#libs/testing';
import {
  begin,
  command,
  liveConversation,
  newClientId,
  online,
  startGateway,
  type TestGateway,
} from '../../test/harness.ts';
import { startProxy } from '../../test/proxy.ts';

const sql = ({ database }: TestGateway, text: string, values: unknown[] = []) =>
  database.database.sql.rows<Record<string, unknown>>({ name: `test ${text}`.slice(0, 60), text }, values);
/** As if it had been so for that long. */
const age = (gateway: TestGateway, sessionId: string, seconds: number) =>
  sql(
    gateway,
    `update session set unread_since = unread_since - make_interval(secs => $2), next_wake_at = now() - interval '1 second' where id = $1`,
    [sessionId, seconds],
  );

it('interleaving 13: while signals hang, nobody waits to speak', async () => {
  const hung = await startProxy(null);
  const gateway = await startGateway({ env: { TEMPORAL_ADDRESS: `127.0.0.1:${hung.port}` } });
  const sessions = await Promise.all(
    Array.from({ length: 40 }, async () => {
      const { sessionId, token } = await begin(gateway);
      const visitor = await connectVisitor(gateway.url, token);
      return { sessionId, visitor };
    }),
  );
  await Promise.all(sessions.map(({ sessionId }) => age(gateway, sessionId, 3)));
  const { SweepService } = await import('./sweep.service.ts');
  await gateway.app.get(SweepService).sweep();
  await eventually(() => expect(hung.open()).toBeGreaterThan(0));
  const took = await Promise.all(
    sessions.map(async ({ visitor }) => {
      const began = performance.now();
      await visitor.call('message:send', { clientId: newClientId(), text: 'am I heard?' });
      return performance.now() - began;
    }),
  );
  expect(Math.max(...took)).toBeLessThan(1_000);
  for (const { visitor } of sessions) visitor.close();
  await gateway.close();
  await hung.close();
});

it('whom the process has not read for 30 s people get, and agents are told', async () => {
  const gateway = await startGateway();
  const ana = await online(gateway, gateway.ana);
  const { sessionId, token } = await begin(gateway);
  const visitor = await connectVisitor(gateway.url, token);
  await visitor.call('timeline:read', { after: 0 });
  await age(gateway, sessionId, 31);
  await eventually(() => expect(visitor.entries()).toContainEqual({ seq: 4, hidden: true }));
  await eventually(() => expect(ana.received('conversations:changed')).toContainEqual({ sessionIds: [sessionId] }));
  const taken = await command(gateway, gateway.ana, sessionId, 'assign', { agentId: gateway.ana.id });
  expect(taken.conversation.phase).toBe('live');
  await visitor.call('message:send', { clientId: newClientId(), text: 'hello, person' });
  visitor.close();
  ana.close();
  await gateway.close();
});

describe('with Temporal', () => {
  let gateway: TestGateway;
  let client: Client;
  beforeAll(async () => {
    const address = await temporalAddress();
    const TEMPORAL_TASK_QUEUE = `gateway-${randomUUID()}`;
    gateway = await startGateway({ env: { TEMPORAL_ADDRESS: address, TEMPORAL_TASK_QUEUE } });
    client = new Client({ connection: await Connection.connect({ address }), namespace: 'foyer' });
  }, 60_000);
  afterAll(async () => {
    await client.connection.close();
    await gateway.close();
  });
  const workflow = (sessionId: string) => client.workflow.getHandle(sessionWorkflowId(sessionId));
  const historyOf = async (sessionId: string) => (await workflow(sessionId).fetchHistory()).events ?? [];
  const signalsOf = async (sessionId: string) =>
    (await historyOf(sessionId)).flatMap(
      ({ workflowExecutionSignaledEventAttributes: signal }) => signal?.signalName ?? [],
    );

  it('the first act starts the workflow; every step signals it, and nothing of what was said is in its history', async () => {
    const marker = 'marker-8f3a';
    const { sessionId, token } = await begin(gateway, { act: { text: `${marker} hello` } });
    await eventually(async () => expect(await signalsOf(sessionId)).toEqual(['sessionBegan']));
    const visitor = await connectVisitor(gateway.url, token);
    await visitor.call('message:send', { clientId: newClientId(), text: `${marker} again` });
    await eventually(async () => expect(await signalsOf(sessionId)).toEqual(['sessionBegan', 'visitorMessage']));
    const { status, memo } = await workflow(sessionId).describe();
    expect(status.name).toBe('RUNNING');
    expect(memo).toEqual({ inboxUrl: `${gateway.config.gateway.publicUrl}/inbox/` });
    expect(Buffer.from(JSON.stringify(await historyOf(sessionId))).toString()).not.toContain(
      Buffer.from(marker).toString('base64').slice(0, 8),
    );
    visitor.close();
  });

  it('claims, reassignments and closes are signalled; words in a live chat are not', async () => {
    const { sessionId, visitor, agent } = await liveConversation(gateway);
    await visitor.call('message:send', { clientId: newClientId(), text: 'hello' });
    await agent.call('message:send', { sessionId, clientId: newClientId(), text: 'hello' });
    await command(gateway, gateway.ana, sessionId, 'close');
    await eventually(async () =>
      expect(await signalsOf(sessionId)).toEqual(['sessionBegan', 'agentAssigned', 'conversationClosed']),
    );
    visitor.close();
    agent.close();
  });

  it('a terminated run comes back with the sweep, a finished one does not', async () => {
    const { sessionId } = await begin(gateway);
    await eventually(async () => expect((await workflow(sessionId).describe()).status.name).toBe('RUNNING'));
    const { runId } = await workflow(sessionId).describe();
    await workflow(sessionId).terminate('a test');
    await age(gateway, sessionId, 0);
    await eventually(async () => {
      const now = await workflow(sessionId).describe();
      expect([now.status.name, now.runId === runId]).toEqual(['RUNNING', false]);
    });
    expect(await signalsOf(sessionId)).toEqual(['entriesUnread']);
  });

  it('a result of a closed conversation gets its workflow, once', async () => {
    const { sessionId, visitor, agent } = await liveConversation(gateway);
    await command(gateway, gateway.ana, sessionId, 'close');
    const order = { clientId: newClientId(), kind: 'deal', title: 'Forty lamps' };
    await command(gateway, gateway.ana, sessionId, 'results', order);
    const { body } = await callApi<{ results: { id: string }[] }>(gateway.url, 'GET', `/conversations/${sessionId}`, {
      token: gateway.ana.token,
    });
    const resultId = body.results[0]?.id ?? '';
    const handle = client.workflow.getHandle(resultWorkflowId(resultId));
    await eventually(async () => expect((await handle.describe()).status.name).toBe('RUNNING'));
    const { runId } = await handle.describe();
    await command(gateway, gateway.ana, sessionId, 'results', order);
    expect((await handle.describe()).runId).toBe(runId);
    visitor.close();
    agent.close();
  });

  it('the gateway is ready, and says so of Temporal too', async () => {
    const health = await (await fetch(`${gateway.url}/health/ready`)).json();
    expect(health).toMatchObject({ status: 'ok', details: { temporal: { status: 'up' }, postgres: { status: 'up' } } });
  });
});

it('without Temporal the gateway is ready all the same, and says that it is degraded', async () => {
  const gateway = await startGateway();
  const response = await fetch(`${gateway.url}/health/ready`);
  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject({ details: { temporal: { status: 'degraded' } } });
  await gateway.close();
});
