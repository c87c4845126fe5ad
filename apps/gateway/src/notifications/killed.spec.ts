import type { NotificationsChanged } from '#libs/contracts';
import { type AgentClient, connectAgent, connectVisitor, eventually, mustCall } from '#libs/testing';
import { startGatewayProcess } from '../../test/gateway-process.ts';
import { begin, command, look, newClientId, online, startGateway, type TestGateway } from '../../test/harness.ts';

const LONG = 120_000;
/** Gateways look at everything every 3 s; the machine may be busy. */
const PATIENCE = { timeout: 30_000 };
let here: TestGateway;
beforeAll(async () => {
  here = await startGateway();
});
afterAll(async () => {
  await here.database.close();
});

const told = (client: AgentClient, sessionId: string) =>
  (client.received('notifications:changed') as NotificationsChanged[])
    .flatMap(({ changed }) => changed.find((one) => one.sessionId === sessionId)?.events ?? [])
    .map(({ kind }) => kind)
    // until Ana has it, agents may be told that somebody waits
    .filter((kind) => kind !== 'waiting');
/** Somebody whom Ana leads. */
async function live(): Promise<{ sessionId: string; token: string }> {
  const { sessionId, token } = await begin(here);
  await look(here, sessionId);
  await command(here, here.ana, sessionId, 'assign', { agentId: here.ana.id });
  return { sessionId, token };
}

it(
  'a gateway is killed right after the acknowledgement: another one tells the agent all the same, once',
  async () => {
    const dying = await startGatewayProcess(here);
    const [ana, ben] = [await online(here, here.ana), await online(here, here.ben)];
    const { sessionId, token } = await live();
    const visitor = await connectVisitor(dying.url, token, { reconnection: false });
    await visitor.call('message:send', { clientId: newClientId(), text: 'Is it red?' });
    expect(await dying.kill('SIGKILL')).toBeNull();
    await eventually(() => expect(told(ana, sessionId)).toEqual(['message']), PATIENCE);

    // the same of a note and of what is given to somebody
    const second = await startGatewayProcess(here);
    const writer = await connectAgent(second.url, here.ana.token, { reconnection: false });
    await writer.call('note:send', { sessionId, clientId: newClientId(), text: '@Ben do you know?' });
    await mustCall(second.url, 'POST', `/conversations/${sessionId}/reassign`, {
      token: here.ana.token,
      body: { clientId: newClientId(), agentId: here.ben.id },
    });
    await second.kill('SIGKILL');
    await eventually(() => expect(new Set(told(ben, sessionId))).toEqual(new Set(['mention', 'assigned'])), PATIENCE);
    for (const client of [visitor, writer, ana, ben]) client.close();
  },
  LONG,
);

it(
  'the only gateway is killed, and is away for an hour: the one that comes next tells the agent',
  async () => {
    const { sessionId } = await live();
    await here.app.close();
    const { database } = here.database;
    const body = { text: 'Is it red?' };
    const clientId = newClientId();
    await database.timeline.append({ sessionId, kind: 'message', author: 'visitor', clientId, body });
    for (const [table, column] of [
      ['gateway_heartbeat', 'beat_at'],
      ['entry', 'at'],
      ['session', 'last_at'],
    ])
      await database.sql.rows({ name: '', text: `update ${table} set ${column} = ${column} - interval '1 hour'` }, []);
    const next = await startGateway({ world: here });
    const ana = await online(next, here.ana);
    await eventually(() => expect(told(ana, sessionId)).toEqual(['message']), PATIENCE);
    ana.close();
    await next.close();
  },
  LONG,
);
