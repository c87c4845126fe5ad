import type { ConversationView, Problem, RoutingView, SiteView, TeamView } from '#libs/contracts';
import { type AgentClient, callApi, connectVisitor, eventually, mustCall } from '#libs/testing';
import {
  begin,
  command,
  look,
  makeAgent,
  newClientId,
  online,
  openingOf,
  startGateway,
  type TestAgent,
  type TestGateway,
} from '../../test/harness.ts';

let gateway: TestGateway;
const clients: AgentClient[] = [];
beforeAll(async () => {
  gateway = await startGateway();
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.close();
  // who closes the inbox counts as there for a moment
  for (const { id } of [gateway.ana, gateway.ben]) await gateway.database.database.presence.setSwitch(id, false);
  await gateway.database.database.routing.set(null, { mode: 'manual', offerSeconds: 30 });
});
afterAll(() => gateway.close());

const call = <T = Problem>(agent: TestAgent, method: Parameters<typeof callApi>[1], path: string, body?: unknown) =>
  callApi<T & Problem>(gateway.url, method, path, { token: agent.token, body });
const offersOf = (agent: TestAgent) =>
  mustCall<ConversationView[]>(gateway.url, 'GET', '/me/offers', { token: agent.token });
const answer = (agent: TestAgent, { id, offer }: ConversationView, verb: 'accept' | 'decline', no = offer?.no) =>
  call<{ conversation: ConversationView }>(agent, 'POST', `/conversations/${id}/${verb}`, {
    clientId: newClientId(),
    no,
  });

/** A visitor who waits, offered to the agent, who is online. */
async function offered(agent: TestAgent): Promise<{ offer: ConversationView; token: string; client: AgentClient }> {
  await gateway.database.database.routing.set(null, { mode: 'leastBusy', offerSeconds: 60 });
  const client = await online(gateway, agent);
  clients.push(client);
  const { sessionId, token } = await begin(gateway);
  await look(gateway, sessionId);
  const [offer] = await offersOf(agent);
  if (!offer) throw new Error('nothing was offered');
  expect(offer).toMatchObject({ id: sessionId, phase: 'waiting', offer: { agentId: agent.id } });
  return { offer, token, client };
}

describe('how conversations find an agent', () => {
  it('is manual until somebody says otherwise, and is set for everybody and for a team', async () => {
    const { body: team } = await call<TeamView>(gateway.admin, 'POST', '/teams', { name: 'Routed' });
    const list = () => mustCall<RoutingView[]>(gateway.url, 'GET', '/routing', { token: gateway.ana.token });
    expect(await list()).toEqual([
      { teamId: null, mode: 'manual', offerSeconds: 30 },
      { teamId: team.id, mode: 'manual', offerSeconds: 30 },
    ]);
    const set = await call<RoutingView>(gateway.admin, 'PUT', `/teams/${team.id}/routing`, {
      mode: 'owner',
      offerSeconds: 45,
    });
    expect([set.status, set.body]).toEqual([200, { teamId: team.id, mode: 'owner', offerSeconds: 45 }]);
    await call(gateway.admin, 'PUT', '/routing', { mode: 'roundRobin', offerSeconds: 5 });
    await call(gateway.admin, 'PUT', '/routing', { mode: 'leastBusy', offerSeconds: 600 });
    expect(await list()).toEqual([{ teamId: null, mode: 'leastBusy', offerSeconds: 600 }, set.body]);
    const unknown = await call(gateway.admin, 'PUT', `/teams/${newClientId()}/routing`, {
      mode: 'owner',
      offerSeconds: 45,
    });
    expect([unknown.status, unknown.body.code]).toEqual([404, 'not_found']);
    for (const path of ['/routing', `/teams/${team.id}/routing`])
      expect((await call(gateway.ana, 'PUT', path, { mode: 'manual', offerSeconds: 30 })).status).toBe(403);
  });

  it('keeps what a change does not name: two admins do not undo each other', async () => {
    await call(gateway.admin, 'PUT', '/routing', { mode: 'manual', offerSeconds: 30 });
    await call(gateway.admin, 'PUT', '/routing', { mode: 'leastBusy' });
    const longer = await call<RoutingView>(gateway.admin, 'PUT', '/routing', { offerSeconds: 45 });
    expect(longer.body).toEqual({ teamId: null, mode: 'leastBusy', offerSeconds: 45 });
    const owned = await call<RoutingView>(gateway.admin, 'PUT', '/routing', { mode: 'owner' });
    expect(owned.body).toEqual({ teamId: null, mode: 'owner', offerSeconds: 45 });
    await call(gateway.admin, 'PUT', '/routing', { mode: 'manual', offerSeconds: 30 });
  });

  it.each([
    {},
    { mode: 'random', offerSeconds: 30 },
    { mode: 'manual', offerSeconds: 4 },
    { mode: 'manual', offerSeconds: 601 },
    { mode: 'manual', offerSeconds: 7.5 },
    { mode: ['manual'], offerSeconds: 30 },
    { mode: 'manual', offerSeconds: 30, teamId: null },
  ])('refuses %j', async (body) => {
    const { status, body: problem } = await call(gateway.admin, 'PUT', '/routing', body);
    expect([status, problem.code]).toEqual([400, 'invalid_body']);
  });
});

describe('an offer', () => {
  it('shows to whom it is made, is heard of at once and is accepted; the visitor sees none of it', async () => {
    const { offer, token, client } = await offered(gateway.ana);
    await eventually(() => expect(client.received('conversations:changed')).toContainEqual({ sessionIds: [offer.id] }));
    expect(await offersOf(gateway.ben)).toEqual([]);
    const accepted = await answer(gateway.ana, offer, 'accept');
    expect(accepted.body.conversation).toMatchObject({ phase: 'live', assigneeId: gateway.ana.id, offer: null });
    expect(await offersOf(gateway.ana)).toEqual([]);
    const visitor = await connectVisitor(gateway.url, token);
    const { entries } = await visitor.call('timeline:read', { after: 0 });
    expect(JSON.stringify(entries)).not.toContain('offer');
    expect(entries.filter((entry) => 'hidden' in entry)).toHaveLength(1);
    visitor.close();
    await command(gateway, gateway.ana, offer.id, 'close');
  });

  it('is declined: the next is asked; late answers and those of others are refused', async () => {
    const { offer } = await offered(gateway.ana);
    clients.push(await online(gateway, gateway.ben));
    const denied = await call(gateway.ben, 'POST', `/conversations/${offer.id}/assign`, {
      clientId: newClientId(),
      agentId: gateway.ben.id,
    });
    expect([denied.status, denied.body.code, denied.body.winnerName]).toEqual([409, 'offered_elsewhere', 'Ana']);
    expect((await answer(gateway.ben, offer, 'accept')).body.code).toBe('offer_over');
    expect((await answer(gateway.ana, offer, 'accept', (offer.offer?.no ?? 0) + 1)).body.code).toBe('offer_over');
    expect((await answer(gateway.ana, offer, 'decline')).status).toBe(200);
    expect((await answer(gateway.ana, offer, 'accept')).body.code).toBe('offer_over');
    await look(gateway, offer.id);
    expect((await offersOf(gateway.ben)).map(({ id }) => id)).toEqual([offer.id]);
    await command(gateway, gateway.admin, offer.id, 'close');
  });

  it('is lost at once by whoever turns the switch off', async () => {
    const { offer } = await offered(gateway.ana);
    await mustCall(gateway.url, 'PUT', '/me/switch', { token: gateway.ana.token, body: { on: false } });
    await eventually(async () => expect(await offersOf(gateway.ana)).toEqual([]));
    expect((await answer(gateway.ana, offer, 'accept')).body.code).toBe('offer_over');
    await command(gateway, gateway.admin, offer.id, 'close');
  });

  it.each(['accept', 'decline'] as const)('%s refuses what is no answer to an offer', async (verb) => {
    const path = `/conversations/${newClientId()}/${verb}`;
    for (const body of [{}, { clientId: newClientId() }, { clientId: newClientId(), no: 0 }, { clientId: {}, no: 1 }])
      expect((await call(gateway.ana, 'POST', path, body)).body.code).toBe('invalid_body');
    expect((await call(gateway.ana, 'POST', path, { clientId: newClientId(), no: 1 })).body.code).toBe('not_found');
  });

  it('of another team’s conversation is not seen by others, nor answered', async () => {
    const { body: team } = await call<TeamView>(gateway.admin, 'POST', '/teams', { name: 'Others' });
    const stranger = await makeAgent(gateway, { name: 'Stranger', teamId: team.id });
    const { offer } = await offered(gateway.ana);
    const text = 'update session set team_id = (select id from team where name = $2) where id = $1';
    await gateway.database.database.sql.rows({ name: 'to_routed', text }, [offer.id, 'Routed']);
    for (const verb of ['accept', 'decline'] as const)
      expect((await answer(stranger, offer, verb)).body.code).toBe('not_found');
    await command(gateway, gateway.admin, offer.id, 'close');
  });
});

describe('opening hours of a site', () => {
  const put = (body: unknown, by = gateway.admin) => call<SiteView>(by, 'PUT', `/sites/${gateway.site.id}/hours`, body);
  const ALWAYS = { from: '00:00', to: '24:00' };
  const daily = (windows: object[]) => ({
    timeZone: 'Europe/Lisbon',
    week: Object.fromEntries(
      ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'].map((day) => [day, windows]),
    ),
    holidays: [],
  });
  const today = () => new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Lisbon' }).format(new Date());
  const holiday = () => ({ ...daily([ALWAYS]), holidays: [{ date: today(), windows: [] }] });

  it('while it is closed nobody counts as online: the opening says when somebody is back', async () => {
    clients.push(await online(gateway, gateway.ana));
    expect(await openingOf(gateway)).toMatchObject({ closed: null, agentsOnline: true });
    expect((await put({ hours: holiday(), outOfHours: 'offline' })).body.hours).toEqual(holiday());
    const { closed, agentsOnline } = await openingOf(gateway);
    expect([agentsOnline, closed?.hide, closed?.timeZone]).toEqual([false, false, 'Europe/Lisbon']);
    expect(Date.parse(closed?.opensAt ?? '')).toBeGreaterThan(Date.now());
    const { sessionId } = await begin(gateway);
    await look(gateway, sessionId);
    expect((await gateway.database.database.sessions.view(sessionId)).phase).toBe('bot');

    await put({ hours: holiday(), outOfHours: 'hide' });
    expect((await openingOf(gateway)).closed?.hide).toBe(true);
    await put({ hours: daily([ALWAYS]), outOfHours: 'hide' });
    expect((await openingOf(gateway)).closed).toBeNull();
    await put({ hours: null, outOfHours: 'offline' });
    expect((await openingOf(gateway)).closed).toBeNull();
  });

  it('is not overwritten by who saw something else', async () => {
    const before = { hours: null, outOfHours: 'offline' };
    await put(before);
    const mine = { hours: daily([ALWAYS]), outOfHours: 'hide' };
    expect((await put({ ...mine, insteadOf: before })).status).toBe(200);
    const refused = await put({ hours: holiday(), outOfHours: 'hide', insteadOf: before });
    expect([refused.status, refused.body]).toMatchObject([409, { code: 'stale_version' }]);
    const [site] = await mustCall<SiteView[]>(gateway.url, 'GET', '/sites', { token: gateway.admin.token });
    expect(site?.hours).toEqual(mine.hours);
    const racing = Array.from({ length: 9 }, (_, hour) =>
      put({ hours: daily([{ from: `0${hour}:00`, to: '12:00' }]), outOfHours: 'hide', insteadOf: mine }),
    );
    const statuses = (await Promise.all(racing)).map(({ status }) => status);
    expect(statuses.sort()).toEqual([200, ...Array.from({ length: 8 }, () => 409)]);
    await put(before);
  });

  it('is for admins', async () => {
    expect((await put({ hours: null, outOfHours: 'hide' }, gateway.ana)).status).toBe(403);
    const unknown = await call(gateway.admin, 'PUT', `/sites/${newClientId()}/hours`, {
      hours: null,
      outOfHours: 'hide',
    });
    expect(unknown.body.code).toBe('not_found');
  });

  it.each([
    [{ ...daily([ALWAYS]), timeZone: 'Mars/Olympus' }, 'hours.timeZone', 'unknown_time_zone'],
    [daily([{ from: '17:00', to: '09:00' }]), 'hours.week.monday[0]', 'wrong_window'],
    [daily([]), 'hours.week', 'never_open'],
    [
      { ...daily([ALWAYS]), holidays: [{ date: '2026-12-25' }, { date: '2026-12-25' }] },
      'hours.holidays[1].date',
      'duplicate_holiday',
    ],
  ])('refuses hours that cannot be: %#', async (hours, path, code) => {
    const { status, body } = await put({ hours, outOfHours: 'offline' });
    expect([status, body.code]).toEqual([400, 'invalid_body']);
    expect(body.errors).toContainEqual(expect.objectContaining({ path, code }));
  });

  it.each([{}, { hours: null }, { hours: 'always', outOfHours: 'hide' }, { hours: null, outOfHours: 'close' }])(
    'refuses %j',
    async (body) => {
      expect((await put(body)).body.code).toBe('invalid_body');
    },
  );
});
