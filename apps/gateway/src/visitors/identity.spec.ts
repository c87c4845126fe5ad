import { SignJWT } from 'jose';
import type { Details, Problem, SessionStarted } from '#libs/contracts';
import { callApi, mustCall } from '#libs/testing';
import { firstAct, look, startGateway, type TestGateway } from '../../test/harness.ts';
import { smallPlaybook, valid } from '../../test/playbooks.ts';

let gateway: TestGateway;
let secret: string;
beforeAll(async () => {
  gateway = await startGateway();
  const { database } = gateway.database;
  const { playbookId, versionId } = await database.playbooks.publish(valid(smallPlaybook()), null);
  await database.sites.setActiveVersion(gateway.site.id, versionId, null);
  Object.assign(gateway, { playbookId, versionId });
  secret = await newSecret();
});
afterAll(() => gateway.close());

const path = () => `/sites/${gateway.site.id}/identity-secret`;
const newSecret = async () =>
  (await mustCall<{ secret: string }>(gateway.url, 'POST', path(), { token: gateway.admin.token })).secret;

const ANA = { name: ' Ana  Silva ', email: 'ana@example.com', phone: '+351 912 345 678', organisation: 'Lamps Ltd' };
interface Signing {
  key?: string;
  alg?: string;
  expires?: string | null;
}
const sign = (claims: object, { key = secret, alg = 'HS256', expires = '5m' }: Signing = {}) => {
  const token = new SignJWT({ ...claims }).setProtectedHeader({ alg });
  if (expires !== null) token.setExpirationTime(expires);
  return token.sign(new TextEncoder().encode(key));
};
const start = (identity: string) =>
  callApi<SessionStarted & Problem>(gateway.url, 'POST', `/sites/${gateway.site.id}/sessions`, {
    body: firstAct(gateway, { identity, act: { promptSeq: 1, choiceId: 'mail' } }),
  });
const detailsOf = async (sessionId: string) =>
  (
    await mustCall<{ details: Details }>(gateway.url, 'GET', `/conversations/${sessionId}`, {
      token: gateway.ana.token,
    })
  ).details;
const sessions = async () =>
  (await gateway.database.database.sql.rows({ name: 'all_session_ids', text: 'select id from session' }, [])).length;

describe('an identity that the website signed', () => {
  it('is known from the start: it is in the details, and nobody is asked for it', async () => {
    const { status, body } = await start(await sign(ANA));
    expect(status).toBe(201);
    expect(await detailsOf(body.sessionId)).toMatchObject({
      personName: 'Ana Silva',
      email: 'ana@example.com',
      phone: '+351912345678',
      organisation: 'Lamps Ltd',
    });
    await look(gateway, body.sessionId);
    const { entries } = await gateway.database.database.timeline.read(body.sessionId, 0);
    expect(entries.filter(({ kind }) => kind === 'prompt')).toHaveLength(1);
    expect(entries).toContainEqual(
      expect.objectContaining({
        kind: 'resultRequested',
        body: expect.objectContaining({ title: 'Lead ana@example.com' }),
      }),
    );
  });

  it('may say a part, and what has not its form is left out', async () => {
    const { body } = await start(await sign({ name: 'Ana', email: 'no address', phone: '12', organisation: '\u0000' }));
    expect(await detailsOf(body.sessionId)).toMatchObject({
      personName: 'Ana',
      email: null,
      phone: null,
      organisation: null,
    });
    expect((await start(await sign({ name: { $ne: null }, email: ['x'], extra: 1 }))).status).toBe(201);
  });
});

describe('an identity is refused, and no session begins,', () => {
  const refused = async (token: string) => {
    const before = await sessions();
    const { status, body } = await start(token);
    expect([status, body.code]).toEqual([401, 'identity_invalid']);
    expect(await sessions()).toBe(before);
  };

  it.each<[string, Signing]>([
    ['with another secret', { key: 'another secret of at least 32 characters' }],
    ['with another algorithm', { alg: 'HS512' }],
    ['when it has expired', { expires: '-5m' }],
    ['when it never expires', { expires: null }],
  ])('%s', async (_, how) => {
    await refused(await sign(ANA, how));
  });

  it('without a signature, or when it was changed', async () => {
    const [header, payload, signature] = (await sign(ANA)).split('.');
    const encode = (json: object) => Buffer.from(JSON.stringify(json)).toString('base64url');
    const other = encode({ ...ANA, email: 'ben@example.com', exp: 4_000_000_000 });
    await refused(`${encode({ alg: 'none' })}.${payload}.`);
    await refused(`${header}.${other}.${signature}`);
    await refused('nonsense');
  });

  it('when the site has a new secret, or none', async () => {
    const token = await sign(ANA);
    const before = secret;
    secret = await newSecret();
    expect(secret).not.toBe(before);
    await refused(token);
    expect((await start(await sign(ANA))).status).toBe(201);
    const { status } = await callApi(gateway.url, 'DELETE', path(), { token: gateway.admin.token });
    expect(status).toBe(204);
    await refused(await sign(ANA));
  });
});
