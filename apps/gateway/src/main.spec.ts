import { type Ack, type Appended, LIMITS, newId } from '#libs/contracts';
import { connectVisitor, eventually, startSession } from '#libs/testing';
import { startGatewayProcess } from '../test/gateway-process.ts';
import { firstAct, newClientId, startGateway, type TestGateway } from '../test/harness.ts';

let here: TestGateway;
beforeAll(async () => {
  here = await startGateway();
});
afterAll(() => here.close());

const LONG = 120_000;
/** kill -9 comes right after the ack of each life's last message. */
const LIVES = 4;
const VISITORS = 10;
const MESSAGES = 5;

describe('the process', () => {
  it(
    `peer failure 28: kill -9 right after an ack, ${LIVES} times: all of ${LIVES * VISITORS * MESSAGES} acked messages are there`,
    async () => {
      for (let life = 1; life <= LIVES; life++) {
        const gateway = await startGatewayProcess(here);
        const acked: { sessionId: string; seq: number; text: string }[] = [];
        const visitors = await Promise.all(
          Array.from({ length: VISITORS }, async () => {
            const { sessionId, token } = await startSession(gateway.url, here.site.id, firstAct(here));
            return { sessionId, client: await connectVisitor(gateway.url, token, { reconnection: false }) };
          }),
        );
        await new Promise<void>((killed, failed) => {
          for (const { sessionId, client } of visitors)
            for (let count = 0; count < MESSAGES; count++) {
              const text = newId();
              client.socket.emit('message:send', { clientId: newClientId(), text }, (ack: Ack<Appended>) => {
                if (!ack.ok) return failed(new Error(ack.problem.code));
                acked.push({ sessionId, seq: ack.value.entry.seq, text });
                if (acked.length === VISITORS * MESSAGES) gateway.kill('SIGKILL').then(() => killed(), failed);
              });
            }
        });
        for (const { sessionId, seq, text } of acked) {
          const { entries } = await here.database.database.timeline.read(sessionId, seq - 1, 1);
          expect(entries[0]).toMatchObject({ seq, body: { text } });
        }
        for (const { client } of visitors) client.close();
      }
    },
    LONG,
  );

  it(
    'peer failure 4: no token, no query and no word of anybody in the log; SIGTERM ends it within 3 s',
    async () => {
      const gateway = await startGatewayProcess(here);
      const { token } = await startSession(
        gateway.url,
        here.site.id,
        firstAct(here, { act: { text: 'my secret words' } }),
      );
      const headers = { authorization: `Bearer ${here.ana.token}` };
      await fetch(`${gateway.url}/api/v1/auth/me?token=${token}&email=rich@customer.example`, { headers });
      await fetch(`${gateway.url}/api/v1/auth/sign-in`, { method: 'POST', body: '{"password":"hunter2"' });
      const visitor = await connectVisitor(gateway.url, token);
      await visitor.call('message:send', { clientId: newClientId(), text: 'more secret words' });
      await eventually(() => expect(gateway.output()).toContain('/api/v1/auth/me'));
      visitor.close();

      const began = performance.now();
      expect(await gateway.kill('SIGTERM')).toBe(0);
      expect(performance.now() - began).toBeLessThan(3_000);
      const log = gateway.output();
      for (const secret of [token, here.ana.token, 'Bearer', 'secret words', 'rich@customer', 'hunter2', '?token'])
        expect(log).not.toContain(secret);
    },
    LONG,
  );

  it(
    'peer failure 26: a minute’s worth of crafted frames, and it still runs',
    async () => {
      const gateway = await startGatewayProcess(here, { FOYER_LOG_LEVEL: 'error' });
      const { token } = await startSession(gateway.url, here.site.id, firstAct(here));
      const alphabet = [
        '4',
        '0',
        '1',
        '2',
        '3',
        '5',
        '-',
        '/',
        ',',
        '[',
        ']',
        '{',
        '}',
        '"',
        ':',
        'visitor',
        'agent',
        'message:send',
        '__proto__',
        '\u0000',
        '\ud800',
        '9999999999',
        'null',
        token,
      ];
      let state = 20_261_123;
      // a fixed sequence: a failure comes again
      const random = (below: number): number => {
        state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
        return state % below;
      };
      for (let connection = 0; connection < 40; connection++) {
        const socket = new WebSocket(`${gateway.url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`);
        await new Promise((done) => socket.addEventListener('open', done, { once: true }));
        if (connection % 2) socket.send(`40/visitor,${JSON.stringify({ token, protocol: 1 })}`);
        for (let packet = 0; packet < 50; packet++) {
          const parts = Array.from({ length: random(12) }, () => alphabet[random(alphabet.length)]);
          if (packet % 7 === 0) socket.send(new Uint8Array(parts.map((part) => part?.charCodeAt(0) ?? 0)));
          else socket.send(packet % 3 ? `42/visitor,["message:send",${parts.join('')}]` : parts.join(''));
        }
        if (connection % 5 === 0) socket.send('x'.repeat(LIMITS.frameBytes + 1));
        socket.close();
      }
      const visitor = await connectVisitor(gateway.url, token);
      expect((await visitor.call('message:send', { clientId: newClientId(), text: 'here' })).repeated).toBe(false);
      expect(gateway.running()).toBe(true);
      expect(gateway.output()).toBe('');
      visitor.close();
      await gateway.kill('SIGTERM');
    },
    LONG,
  );

  it(
    'says all that is wrong with its settings, and ends',
    async () => {
      const starting = startGatewayProcess(here, { FOYER_TOKEN_SECRET: 'short', DATABASE_URL: 'mysql://x' });
      await expect(starting).rejects.toThrow(/DATABASE_URL[\s\S]*FOYER_TOKEN_SECRET/);
    },
    LONG,
  );
});
