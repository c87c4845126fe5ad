import type { Receipt, Timeline } from '#libs/contracts';
import { connectAgent, connectVisitor, eventually, mustCall, ProtocolProblem } from '#libs/testing';
import {
  type Conversation,
  liveConversation,
  newClientId,
  startGateway,
  type TestGateway,
} from '../../test/harness.ts';

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

const lastReceipt = (client: { received: (event: string) => unknown[] }): Receipt | undefined =>
  client.received('receipt').at(-1) as Receipt | undefined;

describe('receipts', () => {
  it('go to the other side, also through another gateway, and stand beside the timeline', async () => {
    const { sessionId, visitor, agent, token } = chat;
    const { entry } = await visitor.call('message:send', { clientId: newClientId(), text: 'Hello' });
    await agent.call('seen', { sessionId, delivered: entry.seq, read: 0 });
    await eventually(() => expect(lastReceipt(visitor)).toEqual({ delivered: entry.seq, read: 0 }));
    const elsewhere = await connectVisitor(other.url, token);
    await elsewhere.call('timeline:read', { after: 0 });
    await agent.call('seen', { sessionId, delivered: entry.seq, read: entry.seq });
    for (const client of [visitor, elsewhere])
      await eventually(() => expect(lastReceipt(client)).toEqual({ delivered: entry.seq, read: entry.seq }));

    const { entry: said } = await agent.call('message:send', { sessionId, clientId: newClientId(), text: 'Hi' });
    await elsewhere.call('seen', { delivered: said.seq, read: said.seq });
    await eventually(() => expect(lastReceipt(agent)).toEqual({ sessionId, delivered: said.seq, read: said.seq }));
    elsewhere.close();

    // nothing of it is in the timeline
    const timeline = await mustCall<Timeline>(gateway.url, 'GET', `/conversations/${sessionId}/timeline`, {
      token: gateway.ana.token,
    });
    expect(timeline.lastSeq).toBe(said.seq);
    expect(timeline).toMatchObject({ theirs: { delivered: said.seq, read: said.seq }, readSeq: entry.seq });
    expect(await visitor.call('timeline:read', { after: said.seq })).toMatchObject({
      entries: [],
      theirs: { delivered: entry.seq, read: entry.seq },
      readSeq: said.seq,
    });
  });

  it('of an agent go to all of their tabs, whatever is open there and at whatever gateway, and to nobody else’s', async () => {
    const { sessionId, visitor, agent } = chat;
    const elsewhere = await connectAgent(other.url, gateway.ana.token);
    const ben = await connectAgent(other.url, gateway.ben.token);
    const { entry } = await visitor.call('message:send', { clientId: newClientId(), text: 'Read it once' });
    await agent.call('seen', { sessionId, delivered: entry.seq, read: entry.seq });
    for (const client of [agent, elsewhere])
      await eventually(() => expect(client.received('seen').at(-1)).toEqual({ sessionId, read: entry.seq }));
    expect(ben.received('seen')).toEqual([]);
    elsewhere.close();
    ben.close();
  });

  it('of an agent who does not lead are not told to the visitor', async () => {
    const { sessionId, visitor } = chat;
    const { entry } = await visitor.call('message:send', { clientId: newClientId(), text: 'Anybody?' });
    const ben = await connectAgent(gateway.url, gateway.ben.token);
    await ben.call('conversation:watch', { sessionId, after: 0 });
    await ben.call('seen', { sessionId, delivered: entry.seq, read: entry.seq });
    await eventually(async () =>
      expect(await ben.call('timeline:read', { sessionId, after: entry.seq })).toMatchObject({ readSeq: entry.seq }),
    );
    expect((await visitor.call('timeline:read', { after: entry.seq })).theirs.read).toBeLessThan(entry.seq);
    ben.close();
  });

  it('are refused for what is not watched, and where they are no seqs', async () => {
    const { sessionId, visitor, agent } = chat;
    const ben = await connectAgent(gateway.url, gateway.ben.token);
    const refused = async (sending: Promise<unknown>) =>
      sending.then(
        () => 'done',
        (error: unknown) => error instanceof ProtocolProblem && error.problem.code,
      );
    expect(await refused(ben.call('seen', { sessionId, delivered: 1, read: 1 }))).toBe('not_found');
    for (const seq of [-1, 1.5, 2 ** 31, Number.NaN, '1', null])
      for (const frame of [
        { delivered: seq, read: 0 },
        { delivered: 0, read: seq },
      ]) {
        expect(await visitor.callRaw('seen', frame)).toMatchObject({ ok: false, problem: { code: 'invalid_body' } });
        expect(await agent.callRaw('seen', { sessionId, ...frame })).toMatchObject({ ok: false });
      }
    ben.close();
  });
});
