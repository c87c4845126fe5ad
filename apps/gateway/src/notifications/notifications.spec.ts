import { createPublicKey, verify } from 'node:crypto';
import webPush from 'web-push';
import type { NotificationPreferences, NotificationsChanged, NotificationsView } from '#libs/contracts';
import { DEFAULT_NOTIFICATION_PREFERENCES } from '#libs/contracts';
import { type AgentClient, callApi, connectVisitor, eventually, mustCall } from '#libs/testing';
import {
  begin,
  command,
  look,
  newClientId,
  online,
  startGateway,
  type TestAgent,
  type TestGateway,
} from '../../test/harness.ts';
import { startPushService } from '../../test/push-service.ts';

type Service = Awaited<ReturnType<typeof startPushService>>;
const keys = webPush.generateVAPIDKeys();
let service: Service;
let one: TestGateway;
let two: TestGateway;
const clients: AgentClient[] = [];

beforeAll(async () => {
  service = await startPushService();
  const env = {
    FOYER_VAPID_PUBLIC_KEY: keys.publicKey,
    FOYER_VAPID_PRIVATE_KEY: keys.privateKey,
    FOYER_VAPID_SUBJECT: 'mailto:ops@shop.example',
    FOYER_PUSH_ALLOWED_HOSTS: service.host,
  };
  one = await startGateway({ env });
  two = await startGateway({ env, world: one });
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.close();
  for (const agent of [one.ana, one.ben, one.admin]) {
    await mustCall(one.url, 'PUT', '/me/switch', { token: agent.token, body: { on: false } });
    await prefer(agent, {});
  }
  const { sql } = one.database.database;
  for (const text of [END_ALL, 'delete from push_subscription', 'delete from agent_sight', ALL_READ])
    await sql.rows({ name: '', text }, []);
});
afterAll(async () => {
  await two.close();
  await one.close();
  await service.close();
});

const END_ALL = `update session set phase = 'closed', closed_at = now(), assignee_id = null where phase <> 'closed'`;

/** Not deleted: what has no row is told again. */
const ALL_READ = 'update notification set read_at = now() where read_at is null';

const prefer = (agent: TestAgent, changes: Partial<NotificationPreferences>): Promise<NotificationsView> =>
  mustCall(one.url, 'PATCH', '/me/notifications', {
    token: agent.token,
    body: { ...DEFAULT_NOTIFICATION_PREFERENCES, ...changes },
  });
const standing = (agent: TestAgent): Promise<NotificationsView> =>
  mustCall(one.url, 'GET', '/me/notifications', { token: agent.token });

async function connect(gateway: TestGateway, agent: TestAgent, visible = true): Promise<AgentClient> {
  const client = await online(gateway, agent);
  clients.push(client);
  await client.call('sight', { visible, sessionId: null });
  return client;
}
async function subscribe(agent: TestAgent): Promise<string> {
  const body = service.device();
  await mustCall(one.url, 'POST', '/me/push-subscriptions', { token: agent.token, body });
  return body.endpoint;
}
const switchOn = (agent: TestAgent) =>
  mustCall(one.url, 'PUT', '/me/switch', { token: agent.token, body: { on: true } });

/** A visitor in Unassigned; the process has called people. */
async function waiting(): Promise<{ sessionId: string; token: string }> {
  const { sessionId, token } = await begin(one);
  await look(one, sessionId);
  return { sessionId, token };
}
const heard = (client: AgentClient, sessionId: string) =>
  (client.received('notifications:changed') as NotificationsChanged[])
    .flatMap(({ changed }) => changed)
    .filter((one) => one.sessionId === sessionId);
/** Every event that the tab was told of, once. */
const told = (client: AgentClient, sessionId: string) => [
  ...new Map(
    heard(client, sessionId).flatMap(({ events }) => events.map((one) => [`${one.kind} ${one.mark}`, one] as const)),
  ).values(),
];
/** Kinds that the tab holds for unread, after all that it was told; undefined where it was told nothing of it. */
const unread = (client: AgentClient, sessionId: string) =>
  (client.received('notifications:changed') as NotificationsChanged[])
    .flatMap(({ changed, all }) => changed.find((one) => one.sessionId === sessionId) ?? (all ? { events: [] } : []))
    .at(-1)
    ?.events.map(({ kind }) => kind);
/** Kinds that the API says are unread, of all conversations. */
const standsFor = async (agent: TestAgent) =>
  (await standing(agent)).unread.map(({ sessionId, events }) => ({
    sessionId,
    kinds: events.map(({ kind }) => kind),
  }));

describe('tabs', () => {
  it('are told of a waiting chat once, at every gateway, until somebody picked up', async () => {
    const [ana, ben] = [await connect(one, one.ana), await connect(two, one.ben)];
    const { sessionId } = await waiting();
    for (const client of [ana, ben])
      await eventually(() =>
        expect(told(client, sessionId)).toEqual([{ kind: 'waiting', mark: 1, by: 'tab', words: null }]),
      );
    expect(await standsFor(one.ben)).toEqual([{ sessionId, kinds: ['waiting'] }]);
    // looking does not end their waiting
    await ben.call('sight', { visible: true, sessionId });
    expect(await standsFor(one.ben)).toEqual([{ sessionId, kinds: ['waiting'] }]);
    await command(one, one.ana, sessionId, 'assign', { agentId: one.ana.id });
    for (const client of [ana, ben]) await eventually(() => expect(unread(client, sessionId)).toEqual([]));
    expect(await standsFor(one.ben)).toEqual([]);
    expect(told(ben, sessionId)).toHaveLength(1);
    expect(told(ana, sessionId)).toHaveLength(1);
  });

  it('are told of what colleagues give, what the visitor writes there, and mentions; what is read is so everywhere', async () => {
    const [ana, here, there] = [await connect(one, one.ana), await connect(one, one.ben), await connect(two, one.ben)];
    const { sessionId, token } = await waiting();
    for (const client of [here, there]) await eventually(() => expect(told(client, sessionId)).toHaveLength(1));
    await command(one, one.ana, sessionId, 'assign', { agentId: one.ben.id });
    await eventually(() => expect(told(there, sessionId).map(({ kind }) => kind)).toEqual(['waiting', 'assigned']));
    const visitor = await connectVisitor(one.url, token);
    await visitor.call('message:send', { clientId: newClientId(), text: 'Is it red?' });
    visitor.close();
    await eventually(() => expect(told(there, sessionId).at(-1)?.kind).toBe('message'));
    await here.call('note:send', { sessionId, clientId: newClientId(), text: '@Ana what do you think? @Ben' });
    await eventually(() => expect(told(ana, sessionId).at(-1)?.kind).toBe('mention'));
    await here.call('sight', { visible: true, sessionId });
    for (const client of [here, there]) await eventually(() => expect(unread(client, sessionId)).toEqual([]));
    expect(await standsFor(one.ben)).toEqual([]);
    expect(await standsFor(one.ana)).toEqual([{ sessionId, kinds: ['mention'] }]);
    // what one does oneself is no news
    expect(told(here, sessionId).map(({ kind }) => kind)).toEqual(['waiting', 'assigned', 'message']);
  });

  it('are told that a conversation came back', async () => {
    const ana = await connect(one, one.ana);
    const { sessionId } = await waiting();
    await command(one, one.ana, sessionId, 'assign', { agentId: one.ana.id });
    const text = `update session set phase = 'waiting', assignee_id = null, epoch = epoch + 1, waiting_since = now() where id = $1`;
    await one.database.database.sql.rows({ name: '', text }, [sessionId]);
    await eventually(() => expect(told(ana, sessionId).at(-1)).toMatchObject({ kind: 'returned', mark: 3 }));
  });

  it('are not told what is switched off, nor anything in quiet hours', async () => {
    const [ana, ben] = [await connect(one, one.ana), await connect(two, one.ben)];
    await prefer(one.ana, { events: { ...DEFAULT_NOTIFICATION_PREFERENCES.events, waiting: false } });
    const clock = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString().slice(11, 16);
    await prefer(one.ben, { quiet: { from: clock(-1), to: clock(1), timeZone: 'Etc/UTC' } });
    const alex = await connect(two, one.admin);
    const first = await waiting();
    await eventually(() => expect(told(alex, first.sessionId)).toHaveLength(1));
    expect(told(ben, first.sessionId)).toEqual([]);
    // whoever still waits when the quiet hours end is told of then, and so is what is switched on
    await prefer(one.ben, { quiet: { from: clock(1), to: clock(2), timeZone: 'Etc/UTC' } });
    await eventually(() => expect(told(ben, first.sessionId)).toHaveLength(1));
    const second = await waiting();
    await eventually(() => expect(told(ben, second.sessionId)).toHaveLength(1));
    expect([...told(ana, first.sessionId), ...told(ana, second.sessionId)]).toEqual([]);
    await prefer(one.ana, {});
    await eventually(() => expect(told(ana, first.sessionId)).toHaveLength(1));
  });

  it('are told all that stands when they connect, or come online', async () => {
    await connect(two, one.ben);
    const { sessionId } = await waiting();
    const ana = await connect(one, one.ana);
    await eventually(() => expect(unread(ana, sessionId)).toEqual(['waiting']));
    const again = await connect(two, one.ana);
    await eventually(() => expect(unread(again, sessionId)).toEqual(['waiting']));
    await mustCall(one.url, 'PUT', '/me/switch', { token: one.ana.token, body: { on: false } });
    for (const client of [ana, again]) await eventually(() => expect(unread(client, sessionId)).toEqual([]));
  });

  it('are told nothing of what is open and in sight, and nothing is stored for it', async () => {
    const ana = await connect(one, one.ana);
    const { sessionId, token } = await waiting();
    await command(one, one.ana, sessionId, 'assign', { agentId: one.ana.id });
    await ana.call('sight', { visible: true, sessionId });
    const visitor = await connectVisitor(one.url, token);
    const say = () => visitor.call('message:send', { clientId: newClientId(), text: 'Is it red?' });
    await say();
    await ana.call('sight', { visible: true, sessionId: null });
    await say();
    visitor.close();
    await eventually(() => expect(unread(ana, sessionId)).toEqual(['message']));
    const { sql } = one.database.database;
    const rows = await sql.rows(
      { name: '', text: `select mark from notification where session_id = $1 and kind = 'message'` },
      [sessionId],
    );
    expect(rows).toHaveLength(1);
  });

  it('are told without hints, too', async () => {
    const deaf = await startGateway({ env: { FOYER_NOTIFY: 'false' }, world: one });
    const ana = await connect(deaf, one.ana);
    const { sessionId } = await waiting();
    await eventually(() => expect(told(ana, sessionId)).toHaveLength(1));
    await deaf.close();
  });
});

describe('push', () => {
  it('reaches who has no tab in sight: one message for two gateways, encrypted and signed', async () => {
    await switchOn(one.ana);
    const endpoint = await subscribe(one.ana);
    // both gateways hear of it and try
    const { sessionId } = await waiting();
    await eventually(() => expect(service.to(endpoint)).toHaveLength(1));
    const [message] = service.to(endpoint);
    expect(message?.headers).toMatchObject({
      'content-encoding': 'aes128gcm',
      urgency: 'high',
      topic: sessionId.replaceAll('-', ''),
    });
    expect(message?.body.toString('latin1')).not.toContain(sessionId);
    expect(service.readBy(endpoint)).toEqual([
      { sessionId, kind: 'waiting', mark: 1, title: 'A visitor is waiting', body: '', unread: 1 },
    ]);
    expectSigned(message?.headers.authorization ?? '');
    // whoever deals with it later is told nothing again
    await command(one, { ...one.admin }, sessionId, 'notes', { text: 'nothing' });
    const next = await waiting();
    await eventually(() => expect(service.to(endpoint)).toHaveLength(2));
    expect(next.sessionId).not.toBe(sessionId);
  });

  it('and tab never both: a tab in sight at any gateway is enough; hidden for two seconds, devices are reached', async () => {
    const ana = await connect(two, one.ana);
    const endpoint = await subscribe(one.ana);
    const first = await waiting();
    await eventually(() => expect(told(ana, first.sessionId)).toMatchObject([{ by: 'tab' }]));
    await ana.call('sight', { visible: false, sessionId: null });
    const hidden = performance.now();
    const second = await waiting();
    await eventually(() => expect(told(ana, second.sessionId)).toMatchObject([{ by: 'push' }]));
    expect(performance.now() - hidden).toBeGreaterThan(1_900);
    await eventually(() => expect(service.to(endpoint)).toHaveLength(1));
    expect(service.to(endpoint)[0]?.headers.topic).toBe(second.sessionId.replaceAll('-', ''));
    // back in sight within the two seconds: the tab shows it
    await ana.call('sight', { visible: true, sessionId: null });
    await ana.call('sight', { visible: false, sessionId: null });
    const third = await waiting();
    await ana.call('sight', { visible: true, sessionId: null });
    await eventually(() => expect(told(ana, third.sessionId)).toMatchObject([{ by: 'tab' }]));
    expect(service.to(endpoint)).toHaveLength(1);
  });

  it('takes back on devices what was seen elsewhere', async () => {
    await switchOn(one.ana);
    const endpoint = await subscribe(one.ana);
    const { sessionId } = await waiting();
    await eventually(() => expect(service.to(endpoint)).toHaveLength(1));
    await connect(two, one.ben);
    await command(one, one.admin, sessionId, 'assign', { agentId: one.ben.id });
    await eventually(() => expect(service.to(endpoint).map(({ headers }) => headers.urgency)).toEqual(['high', 'low']));
    expect(service.readBy(endpoint).at(-1)).toMatchObject({ sessionId, kind: 'read', unread: 0 });
  });

  it.each([
    ['en', 'A visitor is waiting'],
    ['es', 'Hay un visitante esperando'],
    ['pt', 'Um visitante está esperando'],
    ['de', 'Ein Besucher wartet'],
    ['fr', 'Un visiteur attend'],
  ] as const)('speaks the language of the agent’s inbox: %s', async (language, title) => {
    await prefer(one.ana, { language });
    await switchOn(one.ana);
    const endpoint = await subscribe(one.ana);
    await waiting();
    await eventually(() => expect(service.readBy(endpoint).map((message) => message.title)).toEqual([title]));
  });

  it('that no device takes is left to tabs', async () => {
    const ana = await connect(one, one.ana, false);
    service.forget(await subscribe(one.ana));
    const { sessionId } = await waiting();
    await eventually(() => expect(told(ana, sessionId)).toMatchObject([{ by: 'tab' }]));
  });

  it('leaves tabs to show it where no device is known', async () => {
    const ana = await connect(one, one.ana, false);
    const { sessionId } = await waiting();
    await eventually(() => expect(told(ana, sessionId)).toMatchObject([{ by: 'tab' }]));
  });

  it('forgets devices that their service knows no more, that signed out, or that somebody else signed in on', async () => {
    await switchOn(one.ana);
    const { pushSubscriptions } = one.database.database;
    const gone = await subscribe(one.ana);
    service.forget(gone);
    await waiting();
    await eventually(async () => expect(await pushSubscriptions.of([one.ana.id])).toEqual([]));
    const wrong = { ...service.device(), keys: { p256dh: 'A'.repeat(87), auth: 'A'.repeat(22) } };
    await mustCall(one.url, 'POST', '/me/push-subscriptions', { token: one.ana.token, body: wrong });
    await waiting();
    await eventually(async () => expect(await pushSubscriptions.of([one.ana.id])).toEqual([]));
    const body = service.device();
    await mustCall(one.url, 'POST', '/me/push-subscriptions', { token: one.ana.token, body });
    await mustCall(one.url, 'POST', '/me/push-subscriptions', { token: one.ben.token, body });
    expect(await pushSubscriptions.of([one.ana.id])).toEqual([]);
    const { endpoint } = body;
    await mustCall(one.url, 'DELETE', '/me/push-subscriptions', { token: one.ana.token, body: { endpoint } });
    expect(await pushSubscriptions.of([one.ben.id])).toHaveLength(1);
    await mustCall(one.url, 'DELETE', '/me/push-subscriptions', { token: one.ben.token, body: { endpoint } });
    expect(await pushSubscriptions.of([one.ben.id])).toEqual([]);
  });

  it.each([
    'http://push.example/x',
    'https://127.0.0.1/x',
    'https://10.0.0.1/x',
    'https://[::1]/x',
    'https://169.254.169.254/x',
    'https://user@push.example/x',
    'ftp://push.example/x',
  ])('is not sent to %s', async (endpoint) => {
    const body = { ...service.device(), endpoint };
    const { status } = await callApi(one.url, 'POST', '/me/push-subscriptions', { token: one.ana.token, body });
    expect(status).toBe(400);
  });
});

it('preferences are kept as they were set, and refused where they make no sense', async () => {
  const quiet = { from: '22:00', to: '07:30', timeZone: 'America/Sao_Paulo' };
  const { preferences, pushKey } = await prefer(one.ana, { quiet, showWords: true, language: 'es' });
  expect(preferences).toEqual({ ...DEFAULT_NOTIFICATION_PREFERENCES, quiet, showWords: true, language: 'es' });
  expect(pushKey).toBe(keys.publicKey);
  for (const wrong of [
    { ...quiet, timeZone: 'Nowhere/City' },
    { ...quiet, from: '24:00' },
  ]) {
    const body = { quiet: wrong };
    const { status } = await callApi(one.url, 'PATCH', '/me/notifications', { token: one.ana.token, body });
    expect(status).toBe(400);
  }
});

/** The header is a token for this service, signed with our key. */
function expectSigned(authorization: string): void {
  const [, token = '', key] = /^vapid t=([^,]+), k=(.+)$/.exec(authorization) ?? [];
  expect(key).toBe(keys.publicKey);
  const [head, claims, signature] = token.split('.') as [string, string, string];
  const { aud, sub } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as { aud: string; sub: string };
  expect({ aud, sub }).toEqual({ aud: `http://${service.host}`, sub: 'mailto:ops@shop.example' });
  const point = Buffer.from(keys.publicKey, 'base64url');
  const [x, y] = [point.subarray(1, 33).toString('base64url'), point.subarray(33).toString('base64url')];
  const publicKey = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' });
  const signed = { key: publicKey, dsaEncoding: 'ieee-p1363' as const };
  expect(verify('sha256', Buffer.from(`${head}.${claims}`), signed, Buffer.from(signature, 'base64url'))).toBe(true);
}
