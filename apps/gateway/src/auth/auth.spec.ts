import { SignJWT } from 'jose';
import type { AgentView, Problem, SignedIn } from '#libs/contracts';
import { callApi, connectAgent, eventually, mustCall } from '#libs/testing';
import { PASSWORD, startGateway, type TestGateway } from '../../test/harness.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.close());

const signIn = (email: unknown, password: unknown, url = gateway.url) =>
  callApi<SignedIn & Problem>(url, 'POST', '/auth/sign-in', { body: { email, password } });
const me = (token: string) => callApi<AgentView & Problem>(gateway.url, 'GET', '/auth/me', { token });
const median = (numbers: number[]): number => numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;

it('answers a token for twelve hours that opens what agents may do', async () => {
  const { status, body } = await signIn(gateway.ana.email.toUpperCase(), PASSWORD);
  expect(status).toBe(200);
  expect(body.agent).toMatchObject({ id: gateway.ana.id, name: 'Ana', role: 'agent', availability: 'offline' });
  const hours = (Date.parse(body.expiresAt) - Date.now()) / 3_600_000;
  expect(hours).toBeGreaterThan(11.9);
  expect(hours).toBeLessThanOrEqual(12);
  expect((await me(body.token)).body.id).toBe(gateway.ana.id);
});

describe('peer failure 16', () => {
  it('unknown users get the same answer as wrong passwords, in about the same time', async () => {
    const timed = async (email: string) => {
      const began = performance.now();
      const { status, body } = await signIn(email, 'wrong');
      return { status, body, took: performance.now() - began };
    };
    const known = [];
    const unknown = [];
    for (let count = 0; count < 5; count++) {
      known.push(await timed(gateway.ana.email));
      unknown.push(await timed('nobody@shop.example'));
    }
    expect(unknown[0]?.status).toBe(401);
    expect(unknown[0]?.body).toEqual(known[0]?.body);
    expect(unknown[0]?.body.code).toBe('wrong_credentials');
    // the test's agents have a cheap hash; nobody's is at least as expensive
    expect(median(unknown.map(({ took }) => took))).toBeGreaterThan(median(known.map(({ took }) => took)) / 2);
  });

  it('sign-ins of one address are limited, with a code', async () => {
    const limited = await startGateway({ world: gateway, env: { FOYER_SIGN_INS_PER_ADDRESS: '3' } });
    const codes: (string | undefined)[] = [];
    for (let count = 1; count <= 4; count++)
      codes.push((await signIn(gateway.ana.email, 'wrong', limited.url)).body.code);
    expect(codes).toEqual(['wrong_credentials', 'wrong_credentials', 'wrong_credentials', 'rate_limited']);
    await limited.close();
  });

  it('ending an agent’s tokens ends the tokens, and the sockets that came with them', async () => {
    const { RevalidationService } = await import('../sockets/revalidation.service.ts');
    const agent = await connectAgent(gateway.url, gateway.ben.token, { reconnection: false });
    const { sql } = gateway.database.database;
    const text = 'update agent set token_version = token_version + 1 where id = $1';
    await sql.rows({ name: 'end_tokens', text }, [gateway.ben.id]);
    await eventually(async () => expect((await me(gateway.ben.token)).status).toBe(401), { timeout: 8_000 });
    await gateway.app.get(RevalidationService).revalidate();
    await eventually(() => expect(agent.socket.connected).toBe(false));
    await expect(connectAgent(gateway.url, gateway.ben.token)).rejects.toThrow('unauthenticated');
  });
});

describe('peer failure 3: what is not a token of ours is nobody', () => {
  const secret = () => new TextEncoder().encode(gateway.config.tokenSecret);
  const claims = () => ({ sub: gateway.admin.id, ver: 0, iss: 'foyer', aud: 'foyer:agent' });
  const signed = (changes: object, key: Uint8Array, alg = 'HS256') =>
    new SignJWT({ ...claims(), exp: Math.floor(Date.now() / 1000) + 60, ...changes })
      .setProtectedHeader({ alg })
      .sign(key);
  const encoded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

  it('is one when everything is right', async () => {
    expect((await me(await signed({}, secret()))).status).toBe(200);
  });

  it.each<[string, () => Promise<string> | string]>([
    ['algorithm none', () => `${encoded({ alg: 'none' })}.${encoded({ ...claims(), exp: 9_999_999_999 })}.`],
    ['another key', () => signed({}, new TextEncoder().encode('another key of 32 characters or so'))],
    ['another algorithm', () => signed({}, new TextEncoder().encode(gateway.config.tokenSecret.repeat(2)), 'HS512')],
    ['expired', () => signed({ exp: Math.floor(Date.now() / 1000) - 1 }, secret())],
    ['another issuer', () => signed({ iss: 'somebody' }, secret())],
    ['a visitor’s audience', () => signed({ aud: 'foyer:visitor' }, secret())],
    ['an older version', () => signed({ ver: -1 }, secret())],
    ['a subject that does not exist', () => signed({ sub: '00000000-0000-7000-8000-00000000dead' }, secret())],
    ['garbage', () => 'garbage'],
    ['a lot of garbage', () => 'x.'.repeat(4_000)],
  ])('%s', async (_, token) => {
    const { status, body } = await me(await token());
    expect([status, body.code]).toEqual([401, 'unauthenticated']);
  });
});

it('peer failure 4: a token in the query string opens nothing', async () => {
  const response = await fetch(
    `${gateway.url}/api/v1/auth/me?token=${gateway.ana.token}&access_token=${gateway.ana.token}`,
  );
  expect(response.status).toBe(401);
  const socket = connectAgent(gateway.url, '', { auth: {}, query: { token: gateway.ana.token, protocol: '1' } });
  await expect(socket).rejects.toThrow('invalid_body');
});

it('me/switch turns the switch of whoever asks', async () => {
  const agent = await connectAgent(gateway.url, gateway.ana.token);
  const turn = (on: boolean) =>
    mustCall<AgentView>(gateway.url, 'PUT', '/me/switch', { token: gateway.ana.token, body: { on } });
  await eventually(async () => expect((await turn(true)).availability).toBe('online'));
  expect((await turn(false)).availability).toBe('away');
  agent.close();
});
