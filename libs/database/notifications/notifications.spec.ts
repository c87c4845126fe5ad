import { randomUUID } from 'node:crypto';
import {
  DEFAULT_NOTIFICATION_PREFERENCES,
  type NotificationChanges,
  type NotificationPreferences,
  newId,
} from '#libs/contracts';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import {
  codeOf,
  createAgent,
  createOnlineAgent,
  createWorld,
  empty,
  raw,
  startLive,
  startWaiting,
  type World,
} from '../testing/builders.ts';
import { answerOf, createTeamWorld, lookAfter } from '../testing/routing.ts';

let test: TestDatabase;
let world: World;
beforeAll(async () => {
  test = await createTestDatabase();
});
beforeEach(async () => {
  await empty(test.database);
  world = await createWorld(test.database);
});
afterAll(() => test.close());

/** Kinds that the agent was told, and has not seen. */
const told = async (agentId: string) => {
  await test.database.notifications.decide();
  return (await test.database.notifications.standing([agentId], null)).map(({ kind }) => kind);
};
const device = (agentId: string, endpoint = `https://push.example/${randomUUID()}`) =>
  test.database.pushSubscriptions.save(agentId, { endpoint, keys: { p256dh: 'p', auth: 'a' } });
/** The visitor says something; answers its seq. */
async function say(sessionId: string): Promise<number> {
  const { entry } = await test.database.timeline.append({
    sessionId,
    kind: 'message',
    author: 'visitor',
    clientId: `client-${randomUUID()}`,
    body: { text: 'Is it red?' },
  });
  return entry.seq;
}
const older = (table: string, column: string, seconds: number) =>
  raw(test.database.sql, `update ${table} set ${column} = ${column} - make_interval(secs => $1)`, [seconds]);

describe('a call', () => {
  it('is found once, however many gateways look at once, and concerns whoever has the switch on', async () => {
    const { notifications } = test.database;
    const [ana, ben] = [await createOnlineAgent(test.database), await createOnlineAgent(test.database)];
    const off = await createAgent(test.database);
    const sessionId = await startWaiting(test.database, world);
    const found = await Promise.all(Array.from({ length: 8 }, () => notifications.call([sessionId])));
    expect(found.flat().length).toBeGreaterThan(0);
    const rows = await raw(test.database.sql, 'select from notification');
    expect(rows).toHaveLength(2);
    expect([await told(ana.id), await told(ben.id), await told(off.id)]).toEqual([['waiting'], ['waiting'], []]);
    expect(await notifications.callAll()).toEqual([]);
  });

  it('of a team concerns the team', async () => {
    const { notifications, teams } = test.database;
    const [ana, ben] = [await createOnlineAgent(test.database), await createOnlineAgent(test.database)];
    const team = await teams.create('Sales');
    await teams.assignAgent(ana.id, team.id);
    const sessionId = await startWaiting(test.database, world, { team: 'Sales' });
    await notifications.call([sessionId]);
    expect([await told(ana.id), await told(ben.id)]).toEqual([['waiting'], []]);
  });

  it('that nobody heard of is found, also for those who come later', async () => {
    const { notifications, presence } = test.database;
    const [ana, late] = [await createOnlineAgent(test.database), await createAgent(test.database)];
    const sessionId = await startWaiting(test.database, world);
    expect(await notifications.callAll()).toEqual([sessionId]);
    expect(await notifications.callAll()).toEqual([]);
    await presence.setSwitch(late.id, true);
    expect(await notifications.callAgents([ana.id, late.id])).toEqual([sessionId]);
    expect([await told(ana.id), await told(late.id)]).toEqual([['waiting'], ['waiting']]);
    // who turns the switch off is called no more, and again when they turn it on
    await presence.setSwitch(late.id, false);
    expect(await told(late.id)).toEqual([]);
    await presence.setSwitch(late.id, true);
    expect(await told(late.id)).toEqual(['waiting']);
  });

  it('that is offered concerns one agent, then the next, then everybody', async () => {
    const { notifications, sql } = test.database;
    const [ana, ben] = [await createOnlineAgent(test.database), await createOnlineAgent(test.database)];
    const sessionId = await startWaiting(test.database, world);
    const offer = (agentId: string | null) =>
      raw(sql, 'update session set offered_to = $2, offer_no = offer_no + 1 where id = $1', [sessionId, agentId]);
    for (const [to, expected] of [
      [ana.id, [['offered'], []]],
      [ben.id, [[], ['offered']]],
      [ana.id, [['offered'], []]],
      [null, [['waiting'], ['waiting']]],
    ] as const) {
      await offer(to);
      await notifications.call([sessionId]);
      expect([await told(ana.id), await told(ben.id)]).toEqual(expected);
      await notifications.settle([sessionId]);
    }
  });

  it('that is about to be offered concerns nobody yet: neither when it came back nor between two offers', async () => {
    const { notifications, routing, sessions } = test.database;
    const { siteId, versionId, team } = await createTeamWorld(test.database, { mode: 'leastBusy' });
    const agent = (name: string) => createOnlineAgent(test.database, { name, teamId: team.id });
    const [ana, ben] = [await agent('Ana'), await agent('Ben')];
    const all = async () => {
      await notifications.callAll();
      return [await told(ana.id), await told(ben.id)];
    };
    const sessionId = await startLive(test.database, { siteId, versionId }, ana.id, { team: team.name });
    await lookAfter(test.database, sessionId);
    await sessions.giveBack({ sessionId, byAgentId: ana.id, clientId: `client-${newId()}` });
    expect(await all()).toEqual([[], []]);
    const offered = await lookAfter(test.database, sessionId);
    expect(await all()).toEqual([[], ['offered']]);
    await sessions.decline(answerOf(offered, ben.id));
    await notifications.settle([sessionId]);
    expect(await all()).toEqual([[], []]);
    // nobody is left to ask
    await lookAfter(test.database, sessionId);
    expect(await all()).toEqual([['returned'], ['returned']]);
    await routing.set(team.id, { mode: 'manual', offerSeconds: 20 });
    await sessions.assign({ sessionId, agentId: ana.id, byAgentId: ana.id, clientId: `client-${newId()}` });
    await lookAfter(test.database, sessionId);
    await sessions.giveBack({ sessionId, byAgentId: ana.id, clientId: `client-${newId()}` });
    expect(await all()).toEqual([['returned'], ['returned']]);
  });

  it('is everybody’s where the process that would offer it is away', async () => {
    const { notifications, sessions } = test.database;
    const { siteId, versionId, team } = await createTeamWorld(test.database, { mode: 'leastBusy' });
    const ana = await createOnlineAgent(test.database, { teamId: team.id });
    const sessionId = await startLive(test.database, { siteId, versionId }, ana.id, { team: team.name });
    await lookAfter(test.database, sessionId);
    await sessions.giveBack({ sessionId, byAgentId: ana.id, clientId: `client-${newId()}` });
    await raw(test.database.sql, `update session set unread_since = unread_since - interval '3 seconds'`);
    await notifications.callAll();
    expect(await told(ana.id)).toEqual(['returned']);
  });

  it('is over at once when somebody picks up, even where nobody heard of that', async () => {
    const { notifications, sessions } = test.database;
    const ana = await createOnlineAgent(test.database);
    const sessionId = await startWaiting(test.database, world);
    await notifications.call([sessionId]);
    expect(await told(ana.id)).toEqual(['waiting']);
    await sessions.assign({ sessionId, agentId: ana.id, byAgentId: ana.id, clientId: 'client-12345678' });
    expect(await told(ana.id)).toEqual([]);
    expect(await notifications.settleAll()).toMatchObject([{ sessionId, agentId: ana.id, via: 'tab' }]);
    expect(await notifications.settleAll()).toEqual([]);
  });

  it('ends when somebody picks up', async () => {
    const { notifications, sessions } = test.database;
    const ana = await createOnlineAgent(test.database);
    const sessionId = await startWaiting(test.database, world);
    await notifications.call([sessionId]);
    expect(await notifications.settle([sessionId])).toEqual([]);
    await sessions.assign({ sessionId, agentId: ana.id, byAgentId: ana.id, clientId: 'client-12345678' });
    expect(await notifications.settle([sessionId])).toMatchObject([{ sessionId, agentId: ana.id }]);
    expect(await told(ana.id)).toEqual([]);
  });
});

it('news concern the assignee, and not whom the conversation was taken from', async () => {
  const { notifications } = test.database;
  const [ana, ben] = [await createOnlineAgent(test.database), await createOnlineAgent(test.database)];
  const sessionId = await startLive(test.database, world, ana.id);
  await notifications.news([
    { sessionId, seq: 5, kind: 'message', agentId: null },
    { sessionId, seq: 4, kind: 'assigned', agentId: ben.id },
    { sessionId, seq: 6, kind: 'mention', agentId: ben.id },
    { sessionId: newId(), seq: 1, kind: 'mention', agentId: ben.id },
  ]);
  expect([await told(ana.id), await told(ben.id)]).toEqual([['message'], ['mention']]);
  await notifications.read(ana.id, sessionId);
  expect([await told(ana.id), await told(ben.id)]).toEqual([[], ['mention']]);
});

it('of what a visitor said the last stands for all of it', async () => {
  const { notifications } = test.database;
  const ana = await createOnlineAgent(test.database);
  const sessionId = await startLive(test.database, world, ana.id);
  for (const seq of [5, 6, 7]) {
    await notifications.news([{ sessionId, seq, kind: 'message', agentId: null }]);
    await notifications.decide();
    expect((await notifications.standing([ana.id], null)).map(({ mark }) => mark)).toEqual([seq]);
  }
});

it('what the agent has in sight, at whatever gateway, is no news', async () => {
  const { notifications } = test.database;
  const ana = await createOnlineAgent(test.database);
  const sessionId = await startLive(test.database, world, ana.id);
  const gateway = randomUUID();
  await notifications.setSight(ana.id, gateway, true, [newId(), sessionId]);
  const news = async () => [{ sessionId, seq: await say(sessionId), kind: 'message' as const, agentId: null }];
  expect(await notifications.news(await news())).toEqual([]);
  await notifications.setSight(ana.id, gateway, true, []);
  expect(await notifications.news(await news())).toEqual([sessionId]);
});

it('what the agent has seen is no news', async () => {
  const { notifications, receipts } = test.database;
  const ana = await createOnlineAgent(test.database);
  const sessionId = await startLive(test.database, world, ana.id);
  const seq = await say(sessionId);
  await receipts.note([{ sessionId, agentId: ana.id, delivered: seq, read: seq }]);
  expect(await notifications.news([{ sessionId, seq, kind: 'message', agentId: null }])).toEqual([]);
  const news = [{ sessionId, seq: await say(sessionId), kind: 'message' as const, agentId: null }];
  expect(await notifications.news(news)).toEqual([sessionId]);
});

it('a mention does not tell of a conversation that is another team’s', async () => {
  const { notifications, teams } = test.database;
  const [ana, ben] = [await createOnlineAgent(test.database), await createOnlineAgent(test.database)];
  const team = await teams.create('Sales');
  await teams.assignAgent(ana.id, team.id);
  const sessionId = await startWaiting(test.database, world, { team: 'Sales' });
  await notifications.news([ana, ben].map(({ id }) => ({ sessionId, seq: 6, kind: 'mention', agentId: id })));
  expect([await told(ana.id), await told(ben.id)]).toEqual([['mention'], []]);
});

it('a mention in a conversation that was erased counts no more', async () => {
  const { notifications, sessions } = test.database;
  const ana = await createOnlineAgent(test.database);
  const sessionId = await startWaiting(test.database, world);
  await notifications.news([{ sessionId, seq: 6, kind: 'mention', agentId: ana.id }]);
  expect(await told(ana.id)).toEqual(['mention']);
  await sessions.erase(sessionId);
  expect(await told(ana.id)).toEqual([]);
  expect(await notifications.settleAll()).toMatchObject([{ sessionId, agentId: ana.id }]);
});

describe('quiet hours', () => {
  const at = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString().slice(11, 16);
  it.each([
    ['now', at(-1), at(1), true],
    ['later', at(1), at(2), false],
    ['all but the coming hour', at(2), at(1), true],
    ['all but this hour', at(1), at(-1), false],
    ['never', at(0), at(0), false],
  ])('%s', async (_, from, to, quiet) => {
    const { notifications } = test.database;
    const ana = await createOnlineAgent(test.database);
    await notifications.changePreferences(ana.id, {
      quiet: { from, to, timeZone: 'Etc/UTC' },
    });
    await notifications.call([await startWaiting(test.database, world)]);
    expect(await told(ana.id)).toEqual(quiet ? [] : ['waiting']);
  });

  it('are kept with everything else; a time zone that nobody knows is refused', async () => {
    const { notifications } = test.database;
    const { id } = await createAgent(test.database);
    expect(await notifications.preferences(id)).toEqual(DEFAULT_NOTIFICATION_PREFERENCES);
    const wished: NotificationPreferences = {
      events: { waiting: false, returned: true, assigned: false, message: true, mention: false },
      quiet: { from: '22:00', to: '07:05', timeZone: 'Europe/Berlin' },
      sound: false,
      showWords: true,
      language: 'es',
    };
    await notifications.changePreferences(id, wished);
    expect(await notifications.preferences(id)).toEqual(wished);
    const wrong = { quiet: { ...wished.quiet!, timeZone: 'Nowhere' } };
    expect(await codeOf(notifications.changePreferences(id, wrong))).toBe('invalid_body');
  });

  it('what is not named stays as it is: two devices do not undo each other', async () => {
    const { notifications } = test.database;
    const { id } = await createAgent(test.database);
    const quiet = { from: '22:00', to: '07:05', timeZone: 'Europe/Berlin' };
    const expected = structuredClone(DEFAULT_NOTIFICATION_PREFERENCES);
    const change = async (changes: NotificationChanges) => {
      await notifications.changePreferences(id, changes);
      expect(await notifications.preferences(id)).toEqual(expected);
    };
    await change({});
    expected.sound = false;
    await change({ sound: false });
    expected.events.mention = false;
    await change({ events: { mention: false } });
    expected.quiet = quiet;
    await change({ quiet });
    expected.language = 'fr';
    await change({ language: 'fr' });
    expected.showWords = true;
    await change({ showWords: true });
    expected.events.waiting = false;
    await change({ events: { waiting: false } });
    expected.quiet = null;
    await change({ quiet: null });
    expected.sound = true;
    await change({ sound: true });
    expected.events.mention = true;
    await change({ events: { mention: true } });
    await Promise.all([
      notifications.changePreferences(id, { events: { returned: false } }),
      notifications.changePreferences(id, { events: { message: false } }),
      notifications.changePreferences(id, { showWords: false }),
    ]);
    Object.assign(expected, { showWords: false, events: { ...expected.events, returned: false, message: false } });
    await change({});
  });
});

describe('who shows it', () => {
  const decided = async () => (await test.database.notifications.decide()).map(({ via }) => via);
  const gateway = randomUUID();
  let agentId: string;
  beforeEach(async () => {
    ({ id: agentId } = await createOnlineAgent(test.database));
    await test.database.notifications.call([await startWaiting(test.database, world)]);
  });

  it('tabs, where no device is known', async () => {
    expect(await decided()).toEqual(['tab']);
    expect(await decided()).toEqual([]);
  });

  it('tabs, where one is in sight; devices, once its gateway renews nothing any more', async () => {
    const { notifications } = test.database;
    await device(agentId);
    await notifications.setSight(agentId, gateway, true, []);
    expect(await decided()).toEqual(['tab']);
    await older('agent_sight', 'renewed_at', 30);
    await notifications.call([await startWaiting(test.database, world)]);
    expect(await decided()).toEqual(['push']);
    await notifications.renewSight(gateway);
    await notifications.call([await startWaiting(test.database, world)]);
    expect(await decided()).toEqual(['tab']);
  });

  it('nobody yet, where the last tab has just gone; devices after two seconds', async () => {
    const { notifications } = test.database;
    await device(agentId);
    await notifications.setSight(agentId, gateway, true, []);
    await notifications.endSight(gateway);
    expect(await decided()).toEqual([null]);
    await older('agent_sight', 'since', 2.1);
    expect(await decided()).toEqual(['push']);
  });

  it('devices, decided by one of many', async () => {
    await device(agentId);
    const all = await Promise.all(Array.from({ length: 8 }, decided));
    expect(all.flat()).toEqual(['push']);
  });

  it('tabs after all, where no device took it', async () => {
    const { notifications } = test.database;
    await device(agentId);
    const lost = await notifications.decide();
    const via = async () => (await notifications.standing([agentId], null)).map((one) => one.via);
    expect(await via()).toEqual(['push']);
    await notifications.leaveToTabs(lost.flatMap((one) => (one.via === null ? [] : [{ ...one, via: one.via }])));
    expect(await via()).toEqual(['tab']);
  });

  it('what is counted on devices is what stands, not what the agent wishes to hear no more', async () => {
    const { notifications } = test.database;
    await device(agentId);
    expect(await notifications.decide()).toMatchObject([{ via: 'push', unread: 1 }]);
    await notifications.changePreferences(agentId, { events: { waiting: false } });
    const sessionId = await startLive(test.database, world, agentId);
    await notifications.news([{ sessionId, seq: 6, kind: 'mention', agentId }]);
    expect(await notifications.decide()).toMatchObject([{ kind: 'mention', via: 'push', unread: 1 }]);
    expect(await notifications.countUnread([agentId])).toEqual(new Map([[agentId, 1]]));
  });

  it('words only where they are wished', async () => {
    const { notifications, sessions, timeline } = test.database;
    await notifications.decide();
    const sessionId = await startLive(test.database, world, agentId);
    const { detailsVersion, details } = await sessions.detail(sessionId);
    await sessions.updateDetails({ sessionId, version: detailsVersion, details: { ...details, personName: 'Vera' } });
    const say = async (showWords: boolean) => {
      await notifications.changePreferences(agentId, { showWords });
      const body = { text: 'Is it red?' };
      const clientId = `client-${randomUUID()}`;
      const { entry } = await timeline.append({ sessionId, kind: 'message', author: 'visitor', clientId, body });
      await notifications.news([{ sessionId, seq: entry.seq, kind: 'message', agentId: null }]);
      return (await notifications.decide()).map(({ name, text }) => [name, text]);
    };
    expect(await say(false)).toEqual([[null, null]]);
    expect(await say(true)).toEqual([['Vera', 'Is it red?']]);
  });
});

describe('devices', () => {
  it('are twenty of an agent at most, the latest', async () => {
    const { id } = await createAgent(test.database);
    for (let index = 0; index < 23; index++) await device(id, `https://push.example/${index}`);
    const endpoints = (await test.database.pushSubscriptions.of([id])).map(({ endpoint }) => endpoint);
    expect(endpoints).toHaveLength(20);
    expect(endpoints).toContain('https://push.example/22');
    expect(endpoints).not.toContain('https://push.example/2');
  });

  it('are not reached any more when all tokens of the agent end', async () => {
    const { id } = await createAgent(test.database);
    await device(id);
    await raw(test.database.sql, 'update agent set token_version = token_version + 1 where id = $1', [id]);
    expect(await test.database.pushSubscriptions.of([id])).toEqual([]);
  });
});

it('what is a week old is forgotten', async () => {
  const { notifications } = test.database;
  const { id } = await createOnlineAgent(test.database);
  await notifications.call([await startWaiting(test.database, world)]);
  await notifications.forget();
  expect(await told(id)).toHaveLength(1);
  await older('notification', 'at', 8 * 86_400);
  await notifications.forget();
  expect(await told(id)).toEqual([]);
});
