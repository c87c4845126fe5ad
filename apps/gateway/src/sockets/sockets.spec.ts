import { type Ack, type Entry, type EntryView, LIMITS, newId, type Problem, type Timeline } from '#libs/contracts';
import { callApi, connectAgent, connectVisitor, eventually, ProtocolProblem, type VisitorClient } from '#libs/testing';
import {
  begin,
  type Conversation,
  command,
  liveConversation,
  look,
  newClientId,
  startGateway,
  type TestGateway,
} from '../../test/harness.ts';

let gateway: TestGateway;
let chat: Conversation;
beforeAll(async () => {
  gateway = await startGateway({ env: { FOYER_MESSAGES_PER_MINUTE: '100000' } });
  chat = await liveConversation(gateway);
});
afterAll(async () => {
  chat.visitor.close();
  chat.agent.close();
  await gateway.close();
});

const codeOf = (refused: Promise<unknown>): Promise<string> =>
  refused.then(
    () => 'done',
    (error: unknown) => (error instanceof ProtocolProblem ? error.problem.code : String(error)),
  );
const say = (client: VisitorClient, text: string, clientId = newClientId()) =>
  client.call('message:send', { clientId, text });
const full = async (sessionId = chat.sessionId): Promise<Entry[]> =>
  (await gateway.database.database.timeline.read(sessionId, 0)).entries;
const textsOf = (entries: readonly EntryView[]): string[] =>
  entries.flatMap((entry) => ('kind' in entry && entry.kind === 'message' ? [entry.body.text] : []));

describe('a conversation', () => {
  it('goes both ways; the author’s entries carry the clientId, those of others do not', async () => {
    const [fromVisitor, fromAgent] = [newClientId(), newClientId()];
    const asked = await say(chat.visitor, 'Do you deliver?', fromVisitor);
    const answered = await chat.agent.call('message:send', {
      sessionId: chat.sessionId,
      clientId: fromAgent,
      text: 'We do.',
    });
    expect(answered.entry.seq).toBe(asked.entry.seq + 1);
    await eventually(() => {
      const seen = chat.visitor.entries();
      expect(seen.find(({ seq }) => seq === asked.entry.seq)).toMatchObject({ clientId: fromVisitor });
      expect(seen.find(({ seq }) => seq === answered.entry.seq)).toMatchObject({
        clientId: null,
        body: { text: 'We do.' },
      });
      const shown = chat.agent.entries(chat.sessionId);
      expect(shown.find(({ seq }) => seq === asked.entry.seq)).toMatchObject({ clientId: null });
      expect(shown.find(({ seq }) => seq === answered.entry.seq)).toMatchObject({ clientId: fromAgent });
    });
  });

  it('gives what a socket sent back to it with the acknowledgement only; others of its author are told', async () => {
    const second = await connectVisitor(gateway.url, chat.token);
    await second.call('timeline:read', { after: 0 });
    const [fromVisitor, fromAgent] = [newClientId(), newClientId()];
    const { entry: said } = await say(chat.visitor, 'from the first tab', fromVisitor);
    expect(said).toMatchObject({ clientId: fromVisitor, body: { text: 'from the first tab' } });
    const { sessionId } = chat;
    const { entry: noted } = await chat.agent.call('note:send', { sessionId, clientId: fromAgent, text: 'hm' });
    expect(noted).toMatchObject({ clientId: fromAgent, kind: 'note' });
    await eventually(() => expect(second.received('entry:new')).toContainEqual(said));
    // whatever was told to the authors' sockets before these has arrived before them
    await eventually(() => expect(chat.visitor.received('entry:new')).toContainEqual({ seq: noted.seq, hidden: true }));
    const { entry: last } = await say(second, 'from the second tab');
    await eventually(() => expect(chat.agent.entries(sessionId).at(-1)?.seq).toBe(last.seq));
    expect(chat.visitor.received('entry:new')).not.toContainEqual(said);
    expect(chat.agent.received('entry:new')).not.toContainEqual({ sessionId, entry: noted });
    second.close();
  });

  it('answers a repeat with the first entry', async () => {
    const clientId = newClientId();
    const first = await say(chat.visitor, 'once', clientId);
    const again = await say(chat.visitor, 'once', clientId);
    expect(again).toEqual({ ...first, repeated: true });
    expect(textsOf(await full()).filter((text) => text === 'once')).toHaveLength(1);
  });

  it('shows typing to the other side only', async () => {
    const { sessionId } = chat;
    await chat.visitor.call('typing', { on: true });
    await chat.agent.call('typing', { sessionId, on: true });
    await eventually(() => {
      expect(chat.agent.received('typing')).toContainEqual({ sessionId, on: true, by: 'visitor' });
      expect(chat.visitor.received('typing')).toEqual([{ on: true }]);
    });
  });

  it('hides notes from the visitor, who still sees no gap', async () => {
    const { entry } = await chat.agent.call('note:send', {
      sessionId: chat.sessionId,
      clientId: newClientId(),
      text: 'asks for a discount',
    });
    await eventually(() => expect(chat.visitor.entries()).toContainEqual({ seq: entry.seq, hidden: true }));
    const { entries } = await chat.visitor.call('timeline:read', { after: entry.seq - 1 });
    expect(entries[0]).toEqual({ seq: entry.seq, hidden: true });
    expect(JSON.stringify(chat.visitor.received('entry:new'))).not.toContain('discount');
  });

  it('takes words of its assignee only', async () => {
    const ben = await connectAgent(gateway.url, gateway.ben.token);
    const frame = { sessionId: chat.sessionId, clientId: newClientId(), text: 'me too' };
    const refused = ben.call('message:send', frame);
    await expect(refused).rejects.toMatchObject({ problem: { code: 'not_assignee', winnerName: 'Ana' } });
    // notes are everybody's
    expect(await codeOf(ben.call('note:send', frame))).toBe('done');
    ben.close();
  });

  it('is read in pieces of 200', async () => {
    const { sessionId, visitor, agent } = await liveConversation(gateway);
    for (let count = 0; count < 250; count++) await say(visitor, `message ${count}`);
    const first = await visitor.call('timeline:read', { after: 0 });
    expect(first.entries).toHaveLength(LIMITS.entriesPerRead);
    const rest = await visitor.call('timeline:read', { after: LIMITS.entriesPerRead });
    expect([...first.entries, ...rest.entries].map(({ seq }) => seq)).toEqual(
      Array.from({ length: first.lastSeq }, (_, index) => index + 1),
    );
    expect((await agent.call('timeline:read', { sessionId, after: 240 })).entries).toHaveLength(first.lastSeq - 240);
    visitor.close();
    agent.close();
  });
});

describe('the bot’s questions', () => {
  it('are answered with the text as it was shown; what is not offered is refused', async () => {
    const { sessionId, token } = await begin(gateway, { act: { text: 'hello' } });
    await look(gateway, sessionId);
    const visitor = await connectVisitor(gateway.url, token);
    const answer = (frame: object) =>
      codeOf(visitor.call('answer:send', { clientId: newClientId(), promptSeq: 2, ...frame }));
    expect(await answer({ choiceId: 'nothing' })).toBe('invalid_body');
    expect(await answer({ skipped: true })).toBe('invalid_body');
    expect(await answer({})).toBe('invalid_body');
    expect(await answer({ promptSeq: 1, choiceId: 'chat' })).toBe('invalid_body');
    expect(await answer({ promptSeq: 999, choiceId: 'chat' })).toBe('invalid_body');
    expect(await answer({ choiceId: 'chat' })).toBe('done');
    const entries = await full(sessionId);
    expect(entries.at(-1)).toMatchObject({
      kind: 'answer',
      body: { promptSeq: 2, choiceId: 'chat', text: 'Chat with us' },
    });
    visitor.close();
  });
});

describe('interleaving 10: messages of one socket keep their order', () => {
  it('also when they are sent without waiting, on a pool of many connections', async () => {
    const { visitor, agent, sessionId } = await liveConversation(gateway);
    const texts = Array.from({ length: 200 }, (_, index) => `no ${index}`);
    const acks = await Promise.all(texts.map((text) => say(visitor, text)));
    expect(acks.map(({ entry }) => entry.seq)).toEqual(acks.map((_, index) => (acks[0]?.entry.seq ?? 0) + index));
    await eventually(() => {
      expect(textsOf(agent.entries(sessionId))).toEqual(texts);
      expect(textsOf(visitor.entries())).toEqual(texts);
    });
    visitor.close();
    agent.close();
  });
});

describe('peer failure', () => {
  it('1: typing somebody’s e-mail opens nothing of theirs', async () => {
    const other = await begin(gateway, { act: { text: 'my e-mail is rich@customer.example' } });
    const typed = await begin(gateway, { act: { text: 'rich@customer.example' } });
    expect(typed.sessionId).not.toBe(other.sessionId);
    const visitor = await connectVisitor(gateway.url, typed.token);
    const { entries } = await visitor.call('timeline:read', { after: 0 });
    expect(JSON.stringify(entries)).not.toContain('my e-mail is');
    visitor.close();
  });

  it('5: no event of another session arrives', async () => {
    const other = await begin(gateway);
    const stranger = await connectVisitor(gateway.url, other.token);
    await stranger.call('timeline:read', { after: 0 });
    const secret = `secret ${newId()}`;
    const { entry } = await say(chat.visitor, secret);
    await chat.agent.call('typing', { sessionId: chat.sessionId, on: true });
    await eventually(() => expect(chat.agent.entries(chat.sessionId).at(-1)?.seq).toBe(entry.seq));
    // whatever was sent to the stranger before this answer has arrived before it
    await stranger.call('timeline:read', { after: 0 });
    expect(stranger.received('entry:new')).toEqual([]);
    expect(stranger.received('typing')).toEqual([]);
    stranger.close();
  });

  it('7 and 8: a frame cannot name a session; the token’s is read and written', async () => {
    const other = await begin(gateway);
    const stranger = await connectVisitor(gateway.url, other.token);
    const { sessionId } = chat;
    for (const [event, frame] of [
      ['timeline:read', { after: 0, sessionId }],
      ['message:send', { clientId: newClientId(), text: 'mine', sessionId }],
      ['typing', { on: true, sessionId }],
      ['conversation:watch', { sessionId, after: 0 }],
    ] as const) {
      const ack = await stranger.callRaw(event, frame, 500).catch(() => 'no such event');
      if (ack !== 'no such event') expect(ack).toMatchObject({ ok: false, problem: { code: 'invalid_body' } });
    }
    expect((await stranger.call('timeline:read', { after: 0 })).sessionId).toBe(other.sessionId);
    const { status } = await callApi(gateway.url, 'GET', `/conversations/${sessionId}/timeline`, {
      token: other.token,
    });
    expect(status).toBe(403);
    stranger.close();
  });

  it('10: objects and arrays in every field of every frame are refused, and nothing is stored', async () => {
    const before = (await full()).length;
    const intruders = [{ $ne: null }, ['x'], {}, null, 1.5, -1, Number.MAX_VALUE];
    const frames: [VisitorClient | Conversation['agent'], string, Record<string, unknown>][] = [
      [chat.visitor, 'timeline:read', { after: 0 }],
      [chat.visitor, 'message:send', { clientId: 'abcdefgh', text: 'x' }],
      [chat.visitor, 'answer:send', { clientId: 'abcdefgh', promptSeq: 2, choiceId: 'chat' }],
      [chat.visitor, 'typing', { on: true }],
      [chat.agent, 'conversation:watch', { sessionId: chat.sessionId, after: 0 }],
      [chat.agent, 'conversation:unwatch', { sessionId: chat.sessionId }],
      [chat.agent, 'message:send', { sessionId: chat.sessionId, clientId: 'abcdefgh', text: 'x' }],
      [chat.agent, 'note:send', { sessionId: chat.sessionId, clientId: 'abcdefgh', text: 'x' }],
      [chat.agent, 'typing', { sessionId: chat.sessionId, on: true }],
    ];
    for (const [client, event, frame] of frames)
      for (const field of Object.keys(frame))
        for (const intruder of intruders) {
          const ack = (await client.callRaw(event, { ...frame, [field]: intruder })) as Ack<unknown>;
          expect([event, field, intruder, ack.ok || ack.problem.code]).toEqual([
            event,
            field,
            intruder,
            'invalid_body',
          ]);
        }
    expect((await full()).length).toBe(before);
  });

  it('14: what visitors type is stored and answered as it was typed, as JSON that is not sniffed', async () => {
    const payloads = [
      '<script>alert(1)</script>',
      '<img src=x onerror=alert(1)>',
      '<svg onload=alert(1)>',
      '{{constructor.constructor("alert(1)")()}}',
      'javascript:alert(1)',
      '"><iframe srcdoc="<script>alert(1)</script>">',
      "'; drop table session; --",
      '\u202Egnp.exe\u2066 \u200B',
      '  spaces\tand\nlines  ',
      '👩‍👩‍👧‍👦 \u0301 ﷽',
    ];
    for (const text of payloads) await say(chat.visitor, text);
    expect(textsOf(await full()).slice(-payloads.length)).toEqual(payloads);
    const { headers, body } = await callApi<Timeline>(
      gateway.url,
      'GET',
      `/conversations/${chat.sessionId}/timeline?after=${(await full()).length - payloads.length}`,
      { token: gateway.ana.token },
    );
    expect(textsOf(body.entries)).toEqual(payloads);
    expect(headers.get('content-type')).toMatch(/^application\/json/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('25: a flood of one visitor is answered with a code and slows nobody else', async () => {
    const limited = await startGateway({ world: gateway, env: { FOYER_MESSAGES_PER_MINUTE: '50' } });
    const [noisy, quiet] = [await liveConversation(gateway, limited), await liveConversation(gateway, limited)];
    const codes = await Promise.all(Array.from({ length: 500 }, (_, index) => codeOf(say(noisy.visitor, `${index}`))));
    expect(codes.filter((code) => code === 'done').length).toBeGreaterThan(0);
    expect(codes.filter((code) => code === 'done').length).toBeLessThanOrEqual(100);
    expect(new Set(codes)).toEqual(new Set(['done', 'rate_limited']));
    // reconnecting does not help
    const again = await connectVisitor(limited.url, noisy.token);
    expect(await codeOf(say(again, 'again'))).toBe('rate_limited');
    const began = performance.now();
    expect(await codeOf(say(quiet.visitor, 'hello'))).toBe('done');
    expect(performance.now() - began).toBeLessThan(1_000);
    for (const client of [noisy.visitor, noisy.agent, quiet.visitor, quiet.agent, again]) client.close();
    await limited.close();
  });
});

describe('peer failure 26: crafted frames', () => {
  const deep = (levels: number): unknown => {
    let value: unknown = 'x';
    for (let level = 0; level < levels; level++) value = { [level % 2 ? 'text' : '__proto__']: value };
    return value;
  };
  const crafted: unknown[] = [
    undefined,
    null,
    '',
    'text',
    0,
    [],
    [[]],
    ['a', 'b'],
    deep(2_000),
    JSON.parse('{"__proto__":{"polluted":true},"clientId":"abcdefgh","text":"x"}'),
    JSON.parse('{"constructor":{"prototype":{"polluted":true}},"clientId":"abcdefgh","text":"x"}'),
    { clientId: 'abcdefgh', text: 'nul \u0000 inside' },
    { clientId: 'abcdefgh', text: 'lone \ud800 surrogate' },
    { clientId: 'abcdefgh', text: '   ' },
    { clientId: 'abcdefgh', text: 'x'.repeat(LIMITS.messageLength + 1) },
    { clientId: '../../etc', text: 'x' },
    { clientId: 'abcdefgh', text: Buffer.from('attachment') },
    { clientId: 'abcdefgh', text: new Uint8Array([0xff, 0xfe]) },
    { clientId: 'abcdefgh', text: 'x', extra: 1 },
    Buffer.from([1, 2, 3]),
    { toString: 'x', valueOf: 'x', toJSON: 'x' },
  ];

  it.each(['visitor', 'agent'] as const)('are refused with a code in the namespace of %ss', async (kind) => {
    const client =
      kind === 'visitor'
        ? await connectVisitor(gateway.url, chat.token)
        : await connectAgent(gateway.url, gateway.ana.token);
    const before = (await full()).length;
    for (const event of ['message:send', 'timeline:read', 'typing'])
      for (const frame of crafted) {
        const ack = (await client.callRaw(event, frame)) as { ok: false; problem: Problem };
        expect([event, frame, ack.ok, ack.problem?.code]).toEqual([event, frame, false, 'invalid_body']);
      }
    expect((await full()).length).toBe(before);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    client.close();
  });

  it('without an acknowledgement function, with several, with reserved names: nothing falls over', async () => {
    const client = await connectVisitor(gateway.url, chat.token);
    client.socket.emit('message:send');
    client.socket.emit('message:send', { clientId: newClientId(), text: 'no ack' });
    client.socket.emit('message:send', {}, {}, {});
    client.socket.emit('typing', { on: 'perhaps' });
    client.socket.emit('message:send', () => undefined);
    for (const name of ['error', '__proto__', 'constructor', 'toString', 'disconnecting ', ''])
      client.socket.emit(name, { x: 1 });
    await eventually(async () => expect(textsOf(await full())).toContain('no ack'));
    expect((await client.call('timeline:read', { after: 0 })).sessionId).toBe(chat.sessionId);
    client.close();
  });

  const engine = async (): Promise<WebSocket> => {
    const socket = new WebSocket(`${gateway.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`);
    await new Promise((done) => socket.addEventListener('open', done, { once: true }));
    return socket;
  };

  it('that are no socket.io packets end their connection, and no other', async () => {
    const packets = [
      '4',
      '40',
      '40/visitor,',
      '40/visitor,{"token":1}',
      '40/visitor,{"token":',
      '40/nowhere,',
      '42["message:send"]',
      '42/visitor,["message:send",{}]',
      '42/visitor,{"a":1}',
      '42/visitor,["disconnect"]',
      '451-/visitor,["message:send",{"_placeholder":true,"num":0}]',
      '451-/visitor,["message:send",{"_placeholder":true,"num":"x"}]',
      `45${'9'.repeat(12)}-/visitor,["x"]`,
      '43/visitor,999999999999999999["x"]',
      '44/visitor,"error"',
      '4\u0000',
      '9',
      '',
      'b4AAA',
      'x'.repeat(LIMITS.frameBytes * 2),
    ];
    for (const packet of packets) {
      const socket = await engine();
      socket.send(packet);
      socket.send(new Uint8Array([0, 255, 254]));
      socket.close();
    }
    const http = await fetch(`${gateway.url}/socket.io/?EIO=4&transport=polling&sid=none`, {
      method: 'POST',
      body: '\u0000',
    });
    expect(http.status).toBe(400);
    expect((await say(chat.visitor, 'still here')).repeated).toBe(false);
  });

  it('that are larger than 64 KB end their connection, and no other', async () => {
    const client = await connectVisitor(gateway.url, chat.token, { reconnection: false });
    client.socket.emit('message:send', { clientId: newClientId(), text: 'x'.repeat(LIMITS.frameBytes * 2) });
    await eventually(() => expect(client.socket.connected).toBe(false));
    expect((await say(chat.visitor, 'and still')).repeated).toBe(false);
  });
});

describe('closed is final', () => {
  it('for words, which are refused with a code; results and notes still come', async () => {
    const { visitor, agent, sessionId, token } = await liveConversation(gateway);
    const { ana } = gateway;
    await command(gateway, ana, sessionId, 'close');
    expect(await codeOf(say(visitor, 'one more thing'))).toBe('session_closed');
    expect(await codeOf(agent.call('message:send', { sessionId, clientId: newClientId(), text: 'x' }))).toBe(
      'session_closed',
    );
    expect((await command(gateway, ana, sessionId, 'notes', { text: 'will call' })).conversation.phase).toBe('closed');
    const result = await command(gateway, ana, sessionId, 'results', { kind: 'deal', title: 'Forty lamps' });
    expect(result.conversation.phase).toBe('closed');
    // the token still reads its own session
    const reader = await connectVisitor(gateway.url, token);
    expect((await reader.call('timeline:read', { after: 0 })).phase).toBe('closed');
    for (const client of [visitor, agent, reader]) client.close();
  });
});
