import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { Refusal } from '#libs/contracts';
import type { HttpRequest } from '#libs/playbook';
import { describeError } from '../errors/describe.ts';
import { HttpClient } from './client.ts';

const CALL_ID = '0b0c7a3e-5a3f-5d1e-9a51-d8a5f3b0f001';
const SECRET = 'vera.private@example.org';

interface Received {
  method: string | undefined;
  url: string | undefined;
  headers: IncomingMessage['headers'];
  body: string;
}

describe('HttpClient', () => {
  let server: Server;
  let port: number;
  let received: Received[];
  let answer: RequestListener;
  let clients: HttpClient[];

  beforeAll(async () => {
    server = createServer((incoming, outgoing) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('end', () => {
        const { method, url, headers } = incoming;
        received.push({ method, url, headers, body: Buffer.concat(chunks).toString() });
        answer(incoming, outgoing);
      });
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    port = (server.address() as AddressInfo).port;
  });
  afterAll(() => new Promise((closed) => server.close(closed)));

  beforeEach(() => {
    received = [];
    clients = [];
    answer = (_, outgoing) => outgoing.end('{}');
  });
  afterEach(() => Promise.all(clients.map((client) => client.close())));

  function clientOf(options: ConstructorParameters<typeof HttpClient>[0] = {}): HttpClient {
    const client = new HttpClient({ allowedHosts: [`127.0.0.1:${port}`], ...options });
    clients.push(client);
    return client;
  }

  const requestOf = (more: Partial<HttpRequest> = {}): HttpRequest => ({
    method: 'POST',
    url: `http://127.0.0.1:${port}/hook?of=${encodeURIComponent(SECRET)}`,
    headers: {},
    body: JSON.stringify({ email: SECRET }),
    save: [{ path: 'customer.tiers.0', field: 'tier' }],
    ...more,
  });

  const answering = (status: number, body: string, headers: Record<string, string> = {}): RequestListener => {
    return (_, outgoing) => {
      outgoing.writeHead(status, headers);
      outgoing.end(body);
    };
  };

  it('sends the request with the call’s key, and keeps what was asked for', async () => {
    answer = answering(201, JSON.stringify({ customer: { tiers: ['gold'], secret: 'x' } }));
    const headers = { Authorization: 'Bearer abc', 'X-Note': 'señor\r\nevil: 1' };
    expect(await clientOf().ask(CALL_ID, requestOf({ headers }))).toEqual({
      ok: true,
      status: 201,
      fields: { tier: 'gold' },
    });
    expect(received).toHaveLength(1);
    expect(received[0]).toMatchObject({ method: 'POST', body: JSON.stringify({ email: SECRET }) });
    expect(received[0]!.headers).toMatchObject({
      authorization: 'Bearer abc',
      'content-type': 'application/json',
      host: `127.0.0.1:${port}`,
      'idempotency-key': CALL_ID,
    });
    expect(Buffer.from(received[0]!.headers['x-note'] as string, 'latin1').toString()).toBe('señor evil: 1');
    expect(received[0]!.headers.evil).toBeUndefined();
  });

  it('lets no card write the headers of the connection', async () => {
    const headers = {
      Host: 'other.example',
      'Content-Length': '3',
      Connection: 'upgrade',
      'Transfer-Encoding': 'chunked',
      Expect: '100-continue',
      'Idempotency-Key': 'mine',
    };
    await clientOf().ask(CALL_ID, requestOf({ headers }));
    expect(received[0]!.headers).toMatchObject({ host: `127.0.0.1:${port}`, 'idempotency-key': CALL_ID });
    expect(received[0]!.body).toContain(SECRET);
  });

  it('sends no body with GET', async () => {
    await clientOf().ask(CALL_ID, requestOf({ method: 'GET' }));
    expect(received[0]).toMatchObject({ method: 'GET', body: '' });
  });

  it.each([
    ['no JSON', '<html>'],
    ['nothing', ''],
    ['more than 64 KB', JSON.stringify({ customer: { tiers: ['gold'] }, rest: 'x'.repeat(70_000) })],
  ])('takes an answer with %s for one that has no fields', async (_, body) => {
    answer = answering(200, body);
    expect(await clientOf().ask(CALL_ID, requestOf())).toEqual({ ok: true, status: 200, fields: {} });
  });

  it('does not read what never ends', async () => {
    let stopped = false;
    answer = (_, outgoing) => {
      const more = () => {
        while (outgoing.write('x'.repeat(10_000)));
      };
      outgoing.on('drain', more);
      outgoing.on('close', () => {
        stopped = true;
      });
      more();
    };
    expect(await clientOf().ask(CALL_ID, requestOf())).toMatchObject({ ok: true, fields: {} });
    // the connection is gone before the next one is asked for
    answer = (_, outgoing) => outgoing.end('{}');
    await clientOf().ask(CALL_ID, requestOf());
    expect(stopped).toBe(true);
  });

  it.each([301, 302, 307, 308])('follows no redirect: %i is a failed answer', async (status) => {
    answer = answering(status, '', { location: `http://127.0.0.1:${port}/elsewhere` });
    expect(await clientOf().ask(CALL_ID, requestOf())).toEqual({ ok: false, status, fields: {} });
    expect(received).toHaveLength(1);
  });

  it.each([400, 401, 404, 409, 422])('takes %i for an answer', async (status) => {
    answer = answering(status, JSON.stringify({ customer: { tiers: ['gold'] } }));
    expect(await clientOf().ask(CALL_ID, requestOf())).toEqual({ ok: false, status, fields: {} });
  });

  /** What it throws, checked to hold nothing of the request. */
  async function failureOf(asking: Promise<unknown>): Promise<Refusal> {
    const failure = await asking.then(
      () => null,
      (error: unknown) => error,
    );
    expect(failure).toBeInstanceOf(Refusal);
    const { message } = failure as Refusal;
    expect(message + JSON.stringify(describeError(failure))).not.toContain('private');
    return failure as Refusal;
  }

  it.each([
    [429, 'rate_limited'],
    [500, 'unavailable'],
    [502, 'unavailable'],
    [503, 'unavailable'],
  ])('asks for another try after %i', async (status, code) => {
    answer = answering(status, SECRET);
    expect((await failureOf(clientOf().ask(CALL_ID, requestOf()))).code).toBe(code);
  });

  it('asks for another try where nobody listens, nobody answers in time, or the connection breaks', async () => {
    const closed = createTcpServer();
    await new Promise<void>((listening) => closed.listen(0, '127.0.0.1', listening));
    const { port: free } = closed.address() as AddressInfo;
    await new Promise((done) => closed.close(done));
    const client = clientOf({ allowedHosts: ['127.0.0.1'], timeout: 300 });
    const nobody = await failureOf(client.ask(CALL_ID, requestOf({ url: `http://127.0.0.1:${free}/` })));
    expect(nobody.code).toBe('unavailable');
    expect(nobody.cause).toMatchObject({ code: 'ECONNREFUSED' });

    answer = () => undefined;
    expect((await failureOf(client.ask(CALL_ID, requestOf()))).code).toBe('unavailable');
    answer = (_, outgoing) => void outgoing.write('{"half":');
    expect((await failureOf(client.ask(CALL_ID, requestOf()))).code).toBe('unavailable');
    answer = (incoming) => incoming.socket.destroy();
    expect((await failureOf(client.ask(CALL_ID, requestOf()))).code).toBe('unavailable');
    expect(received).toHaveLength(3);
  });

  it('stops when it is cancelled', async () => {
    const stop = new AbortController();
    answer = () => stop.abort();
    await expect(clientOf().ask(CALL_ID, requestOf(), stop.signal)).rejects.toMatchObject({ name: 'AbortError' });
  });

  describe('asks nobody, and says so,', () => {
    const REFUSED = { ok: false, fields: {} };

    it.each([
      ['of an address at home', () => `https://127.0.0.1:${port}/`],
      ['of an address at home, written otherwise', () => `https://0x7f000001:${port}/`],
      ['of an IPv6 address at home', () => `https://[::1]:${port}/`],
      ['of one that is mapped', () => `https://[::ffff:127.0.0.1]:${port}/`],
      ['of the cloud’s secrets', () => 'https://169.254.169.254/latest/meta-data'],
      ['without encryption', () => 'http://service.example/'],
      ['by other means', () => 'file:///etc/passwd'],
      ['with a password in the URL', () => `https://user:pass@service.example/`],
      ['of no URL', () => 'service.example'],
    ])('%s', async (_, url) => {
      const client = clientOf({ allowedHosts: [] });
      expect(await client.ask(CALL_ID, requestOf({ url: url() }))).toEqual(REFUSED);
      expect(received).toEqual([]);
    });

    it('of a name that means an address at home', async () => {
      const client = clientOf({
        allowedHosts: [],
        resolve: (_hostname, _options, callback) => callback(null, [{ address: '127.0.0.1', family: 4 }]),
      });
      const url = `https://service.example:${port}/`;
      expect(await client.ask(CALL_ID, requestOf({ url }))).toEqual(REFUSED);
      expect(received).toEqual([]);
    });

    it('of another port of an allowed host', async () => {
      const client = clientOf({ allowedHosts: [`127.0.0.1:${port + 1}`] });
      expect(await client.ask(CALL_ID, requestOf())).toEqual(REFUSED);
    });
  });
});
