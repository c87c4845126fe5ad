import { type AgentClient, connectAgent, eventually } from '#libs/testing';
import { type Conversation, liveConversation, makeAgent, startGateway, type TestGateway } from '../../test/harness.ts';

let gateway: TestGateway;
let other: TestGateway;
let chat: Conversation;
beforeAll(async () => {
  gateway = await startGateway();
  other = await startGateway({ world: gateway });
  chat = await liveConversation(gateway);
});
afterAll(async () => {
  await other.close();
  await gateway.close();
});

const seenBy = (client: AgentClient): string[] | undefined =>
  (client.received('viewers').at(-1) as { agentIds: string[] } | undefined)?.agentIds.toSorted();

describe('who looks at a conversation', () => {
  it('is told to all who look, through whatever gateway, until they turn away', async () => {
    const { sessionId, agent } = chat;
    const [ana, ben] = [gateway.ana.id, gateway.ben.id];
    const colleague = await connectAgent(other.url, gateway.ben.token);
    await colleague.call('conversation:watch', { sessionId, after: 0 });
    for (const client of [agent, colleague])
      await eventually(() => expect(seenBy(client)).toEqual([ana, ben].toSorted()));
    await colleague.call('conversation:unwatch', { sessionId });
    await eventually(() => expect(seenBy(agent)).toEqual([ana]));

    // two tabs are one agent, who is gone with the last of them
    const tab = await connectAgent(gateway.url, gateway.ben.token);
    for (const client of [colleague, tab]) await client.call('conversation:watch', { sessionId, after: 0 });
    await eventually(() => expect(seenBy(agent)).toEqual([ana, ben].toSorted()));
    tab.close();
    colleague.close();
    await eventually(() => expect(seenBy(agent)).toEqual([ana]));
  });

  it('is told to nobody who may not look, and not to the visitor', async () => {
    const { database } = gateway.database;
    const { sessionId, visitor, agent } = chat;
    const stranger = await makeAgent(gateway, { name: 'Mallory', teamId: (await database.teams.create('Sales')).id });
    const support = await database.teams.create('Support');
    await database.sql.rows({ name: '', text: 'update session set team_id = $2 where id = $1' }, [
      sessionId,
      support.id,
    ]);
    const client = await connectAgent(gateway.url, stranger.token);
    await expect(client.call('conversation:watch', { sessionId, after: 0 })).rejects.toMatchObject({
      problem: { code: 'not_found' },
    });
    await agent.call('conversation:watch', { sessionId, after: 0 });
    await eventually(() => expect(seenBy(agent)).toEqual([gateway.ana.id]));
    expect(client.received('viewers')).toEqual([]);
    expect(visitor.received('viewers')).toEqual([]);
    client.close();
  });
});
