import { randomUUID } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import { newId, type PlaybookPublished, type Problem, type Trial, trialWorkflowId } from '#libs/contracts';
import { callApi, eventually, mustCall, temporalAddress } from '#libs/testing';
import { begin, startGateway, type TestGateway } from '../../test/harness.ts';
import { smallPlaybook } from '../../test/playbooks.ts';

const must = <T>(gateway: TestGateway, method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown) =>
  mustCall<T>(gateway.url, method, path, { token: gateway.admin.token, body });

describe('with Temporal', () => {
  let gateway: TestGateway;
  let connection: Connection;
  let client: Client;
  beforeAll(async () => {
    const address = await temporalAddress();
    // no worker looks there: what is started stays as it is
    const env = { TEMPORAL_ADDRESS: address, TEMPORAL_TASK_QUEUE: `trials-${randomUUID()}` };
    gateway = await startGateway({ env });
    connection = await Connection.connect({ address });
    client = new Client({ connection, namespace: gateway.config.temporal.namespace });
  });
  afterAll(async () => {
    await gateway.close();
    await connection.close();
  });

  it('a trial is a workflow that is told its id and nothing else; it can be stopped, once', async () => {
    await begin(gateway);
    const path = `/playbooks/${gateway.playbookId}/trials`;
    const trial = await must<Trial>(gateway, 'POST', path, { sessions: 10 });
    expect(trial).toMatchObject({ playbookId: gateway.playbookId, state: 'running', sessions: 1, done: 0 });
    const handle = client.workflow.getHandle(trialWorkflowId(trial.id));
    const { type, status } = await handle.describe();
    expect([type, status.name]).toEqual(['tryOnSessions', 'RUNNING']);
    const { events } = await handle.fetchHistory();
    const input = events?.[0]?.workflowExecutionStartedEventAttributes?.input?.payloads?.[0]?.data;
    expect(JSON.parse(Buffer.from(input as Uint8Array).toString())).toEqual({ trialId: trial.id });

    const stopped = await must<Trial>(gateway, 'DELETE', `/trials/${trial.id}`);
    expect(stopped).toMatchObject({ id: trial.id, state: 'cancelled' });
    expect(stopped.finishedAt).not.toBeNull();
    await eventually(async () => {
      const { events: after } = await handle.fetchHistory();
      expect(after?.some((event) => event.workflowExecutionCancelRequestedEventAttributes)).toBe(true);
    });
    expect(await must<Trial>(gateway, 'DELETE', `/trials/${trial.id}`)).toEqual(stopped);
    expect(await must<Trial>(gateway, 'GET', `/trials/${trial.id}`)).toEqual(stopped);
    expect(await must<Trial>(gateway, 'GET', `${path}/latest`)).toEqual(stopped);
    await handle.terminate();
  });

  it('a draft with problems is not tried', async () => {
    const { playbookId } = await must<PlaybookPublished>(gateway, 'POST', '/playbooks', smallPlaybook());
    await must(gateway, 'PUT', `/playbooks/${playbookId}/draft`, { revision: 0, definition: { half: 'done' } });
    const { status, body } = await callApi<Problem>(gateway.url, 'POST', `/playbooks/${playbookId}/trials`, {
      token: gateway.admin.token,
      body: {},
    });
    expect([status, body.code]).toEqual([422, 'invalid_playbook']);
  });

  it('an unknown trial is not found', async () => {
    for (const method of ['GET', 'DELETE'] as const)
      for (const id of [newId(), 'no-id']) {
        const { body } = await callApi<Problem>(gateway.url, method, `/trials/${id}`, { token: gateway.admin.token });
        expect(body.code).toBe('not_found');
      }
  });
});

it('without Temporal no trial begins, and none seems to run', async () => {
  const gateway = await startGateway();
  const { status, body } = await callApi<Problem>(gateway.url, 'POST', `/playbooks/${gateway.playbookId}/trials`, {
    token: gateway.admin.token,
    body: {},
  });
  expect([status, body.code]).toEqual([503, 'unavailable']);
  const text = 'select state from playbook_trial';
  expect(await gateway.database.database.sql.rows({ name: 'trial_states', text }, [])).toEqual([{ state: 'failed' }]);
  await gateway.close();
});
