import type { EntryView } from '#libs/contracts';
import { connectAgent, connectVisitor, eventually, type VisitorClient } from '#libs/testing';
import {
  begin,
  type Conversation,
  liveConversation,
  look,
  newClientId,
  online,
  startGateway,
  type TestGateway,
} from '../../test/harness.ts';
import { startProxy } from '../../test/proxy.ts';

const say = (client: VisitorClient, text: string) => client.call('message:send', { clientId: newClientId(), text });
const seqsOf = (entries: readonly EntryView[]): number[] => entries.map(({ seq }) => seq);
const isGapFree = (seqs: number[]): boolean =>
  seqs.every((seq, index) => index === 0 || seq === (seqs[index - 1] ?? 0) + 1);

describe.each([
  ['with notifications', 'true', 1_500],
  ['without notifications, by comparing every 2 s', 'false', 8_000],
])('two gateways, %s', (_, FOYER_NOTIFY, within) => {
  let one: TestGateway;
  let two: TestGateway;
  let chat: Conversation;
  beforeAll(async () => {
    one = await startGateway({ env: { FOYER_NOTIFY } });
    two = await startGateway({ world: one, env: { FOYER_NOTIFY } });
    // Ana at the first gateway, the visitor at the second
    chat = await liveConversation(one, two);
  });
  afterAll(async () => {
    chat.visitor.close();
    chat.agent.close();
    await two.close();
    await one.close();
  });
  const soon = { timeout: within };

  it('tell what came through the other', async () => {
    const { entry } = await say(chat.visitor, 'hello from the second gateway');
    await eventually(() => expect(seqsOf(chat.agent.entries(chat.sessionId))).toContain(entry.seq), soon);
    const frame = { sessionId: chat.sessionId, clientId: newClientId(), text: 'hello from the first' };
    const answered = await chat.agent.call('message:send', frame);
    await eventually(() => expect(seqsOf(chat.visitor.entries())).toContain(answered.entry.seq), soon);
  });

  it('interleaving 8: the writer dies between commit and hint: the last message is seen all the same', async () => {
    const { database } = one.database;
    const { entry } = await database.timeline.append({
      sessionId: chat.sessionId,
      kind: 'message',
      author: 'visitor',
      clientId: newClientId(),
      body: { text: 'committed, never told' },
    });
    const both = () => {
      expect(seqsOf(chat.agent.entries(chat.sessionId))).toContain(entry.seq);
      expect(seqsOf(chat.visitor.entries())).toContain(entry.seq);
    };
    await eventually(both, { timeout: 8_000 });
    expect(isGapFree(seqsOf(chat.visitor.entries()))).toBe(true);
  });

  it('tell what the process says, and that the lists changed', async () => {
    const { sessionId, token } = await begin(two);
    const visitor = await connectVisitor(two.url, token);
    await visitor.call('timeline:read', { after: 0 });
    await look(one, sessionId);
    await eventually(() => expect(visitor.entries().length).toBeGreaterThan(0), soon);
    expect(isGapFree([3, ...seqsOf(visitor.entries())])).toBe(true);
    // the same, whether the hint carried it or it was read
    const read = await visitor.call('timeline:read', { after: 3 });
    expect(visitor.entries()).toEqual(read.entries);
    visitor.close();
  });
});

it('interleaving 8: listening is lost and comes back: what was told meanwhile is found at once', async () => {
  const gateway = await startGateway();
  const { hostname, port } = new URL(gateway.database.url);
  const proxy = await startProxy({ host: hostname, port: Number(port) });
  const url = Object.assign(new URL(gateway.database.url), { port: String(proxy.port) }).href;
  const far = await startGateway({ world: gateway, env: { DATABASE_URL: url } });
  const chat = await liveConversation(gateway, far);
  proxy.cut();
  const frame = { sessionId: chat.sessionId, clientId: newClientId(), text: 'while nobody listened' };
  const { entry } = await chat.agent.call('message:send', frame);
  proxy.mend();
  await eventually(() => expect(seqsOf(chat.visitor.entries())).toContain(entry.seq), { timeout: 15_000 });
  chat.visitor.close();
  chat.agent.close();
  await far.close();
  await proxy.close();
  await gateway.close();
});

describe('peer failure 18: after any cut, every client holds the same gap-free timeline', () => {
  it('a visitor and an agent whose networks drop again and again while both write', async () => {
    const gateway = await startGateway({ env: { FOYER_MESSAGES_PER_MINUTE: '100000' } });
    const proxy = await startProxy({ host: '127.0.0.1', port: Number(new URL(gateway.url).port) });
    const far = `http://127.0.0.1:${proxy.port}`;
    const steady = await liveConversation(gateway);
    const { sessionId, token } = steady;
    const visitor = await connectVisitor(far, token);
    const agent = await connectAgent(far, gateway.ana.token);
    // what a client does: it applies by seq, and reads after its last seq whenever it connects or sees a gap
    type Who = 'visitor' | 'agent';
    const held = { visitor: new Map<number, EntryView>(), agent: new Map<number, EntryView>() };
    const lastSeq = (who: Who): number => {
      let seq = 0;
      while (held[who].has(seq + 1)) seq += 1;
      return seq;
    };
    const catchUp = async (who: Who) => {
      const after = lastSeq(who);
      const { entries } =
        who === 'visitor'
          ? await visitor.call('timeline:read', { after }, 2_000)
          : await agent.call('conversation:watch', { sessionId, after }, 2_000);
      for (const entry of entries) held[who].set(entry.seq, entry);
    };
    const clientOf = { visitor, agent };
    const tryCatchUp = (who: Who): void =>
      void catchUp(who).catch(() => {
        if (clientOf[who].socket.connected) tryCatchUp(who);
      });
    const receive = (who: Who, entry: EntryView) => {
      held[who].set(entry.seq, entry);
      if (entry.seq > lastSeq(who)) tryCatchUp(who);
    };
    visitor.socket.on('connect', () => tryCatchUp('visitor'));
    agent.socket.on('connect', () => tryCatchUp('agent'));
    visitor.socket.on('entry:new', (entry: EntryView) => receive('visitor', entry));
    agent.socket.on('entry:new', (hint: { entry: EntryView }) => receive('agent', hint.entry));
    await catchUp('visitor');
    await catchUp('agent');

    for (let round = 0; round < 5; round++) {
      await say(steady.visitor, `before cut ${round}`);
      proxy.cut();
      await say(steady.visitor, `during cut ${round}`);
      await steady.agent.call('message:send', { sessionId, clientId: newClientId(), text: `answer ${round}` });
      proxy.mend();
      await eventually(() => expect(visitor.socket.connected && agent.socket.connected).toBe(true));
    }
    const { entries: all } = await gateway.database.database.timeline.read(sessionId, 0);
    const wanted = all.map(({ seq }) => seq);
    const sorted = (who: Who) => [...held[who].keys()].sort((a, b) => a - b);
    await eventually(() => {
      expect(sorted('visitor')).toEqual(wanted);
      expect(sorted('agent')).toEqual(wanted);
    });
    for (const client of [visitor, agent, steady.visitor, steady.agent]) client.close();
    await proxy.close();
    await gateway.close();
  });
});

describe('presence', () => {
  it('reloading the inbox is no leaving; leaving is told', async () => {
    const gateway = await startGateway();
    const [ana, ben] = [await online(gateway, gateway.ana), await online(gateway, gateway.ben)];
    const shown = () =>
      (ben.received('agents:changed').at(-1) as { agents: { id: string; availability: string }[] }).agents;
    const anasAvailability = () => shown().find(({ id }) => id === gateway.ana.id)?.availability;
    await eventually(() => expect(anasAvailability()).toBe('online'));
    const seen = new Set<string | undefined>();
    ben.socket.on('agents:changed', () => seen.add(anasAvailability()));
    ana.close();
    const back = await connectAgent(gateway.url, gateway.ana.token);
    await eventually(() => expect(back.received('agents:changed')).not.toHaveLength(0));
    expect([...seen]).not.toContain('offline');
    back.close();
    await eventually(() => expect(anasAvailability()).toBe('offline'), { timeout: 12_000 });
    ben.close();
    await gateway.close();
  });
});

describe('shutting down', () => {
  it('takes less than 3 s, and clients connect again by themselves', async () => {
    const gateway = await startGateway();
    const proxyTo = { host: '127.0.0.1', port: Number(new URL(gateway.url).port) };
    const proxy = await startProxy(proxyTo);
    const chat = await liveConversation(gateway);
    const client = await connectVisitor(`http://127.0.0.1:${proxy.port}`, chat.token);
    const second = await startGateway({ world: gateway });
    const reasons: string[] = [];
    client.socket.on('disconnect', (reason) => reasons.push(reason));
    const began = performance.now();
    await gateway.app.close();
    expect(performance.now() - began).toBeLessThan(3_000);
    await eventually(() => expect(reasons.length).toBeGreaterThan(0));
    proxyTo.port = Number(new URL(second.url).port);
    await eventually(() => expect(client.socket.connected).toBe(true));
    expect((await say(client, 'back again')).repeated).toBe(false);
    for (const one of [client, chat.visitor, chat.agent]) one.close();
    await second.close();
    await proxy.close();
    await gateway.database.close();
  });
});
