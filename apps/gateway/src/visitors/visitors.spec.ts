import { ERROR_CODES, newId, type Opening, type Problem, type SessionStarted } from '#libs/contracts';
import { callApi, mustCall } from '#libs/testing';
import {
  begin,
  firstAct,
  liveChat,
  newClientId,
  newVisitorKey,
  openingOf,
  startGateway,
  type TestGateway,
} from '../../test/harness.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway({ env: { FOYER_PUBLIC_URL: 'https://chat.example' } });
});
afterAll(() => gateway.close());

const counted = async (table: string): Promise<number> => {
  const [row] = await gateway.database.database.sql.rows<{ n: number }>(
    { name: `count_${table}`, text: `select count(*)::int as n from ${table}` },
    [],
  );
  return row?.n ?? -1;
};
const open = (query: string, headers?: Record<string, string>) =>
  mustCall<Opening>(gateway.url, 'GET', `/sites/${gateway.site.id}/opening${query}`, { headers });
const start = (body: object, headers?: Record<string, string>) =>
  callApi<SessionStarted & Problem>(gateway.url, 'POST', `/sites/${gateway.site.id}/sessions`, { body, headers });

describe('the opening', () => {
  it('is rendered with the seqs it will have, and makes no row, cookie or workflow', async () => {
    const { headers, body } = await callApi<Opening>(gateway.url, 'GET', `/sites/${gateway.site.id}/opening`);
    expect(body).toMatchObject({ siteId: gateway.site.id, versionId: gateway.versionId, agentsOnline: false });
    expect(body.entries.map(({ seq }) => seq)).toEqual([1, 2]);
    expect(headers.get('set-cookie')).toBeNull();
    expect(await counted('session')).toBe(0);
  });

  it.each([
    ['?language=es', undefined, 'es'],
    ['?language=pt,es-MX,en', undefined, 'es'],
    ['', 'de, es;q=0.8, en;q=0.5', 'es'],
    ['?language=en', 'es', 'en'],
    ['', 'de;q=0.1', 'en'],
    ['?language=%00,,,;', 'q=;;,*', 'en'],
  ])('picks the language of query %s and header %s: %s', async (query, accept, language) => {
    const headers = accept === undefined ? undefined : { 'accept-language': accept };
    expect((await open(query, headers)).language).toBe(language);
  });

  it('is not found for an unknown site, and for one without a playbook', async () => {
    const bare = await gateway.database.database.sites.create({ name: 'Bare', origins: ['*'] });
    for (const id of [newId(), bare.id, 'no-id']) {
      const { status, body } = await callApi<Problem>(gateway.url, 'GET', `/sites/${id}/opening`);
      expect([status, body.code]).toEqual([404, 'not_found']);
    }
  });
});

describe('the origins of a site', () => {
  const shop = 'https://shop.example';
  let siteId: string;
  beforeAll(async () => {
    const { database } = gateway.database;
    siteId = (await database.sites.create({ name: 'Strict', origins: [shop], activeVersionId: gateway.versionId })).id;
  });
  const ask = (headers: Record<string, string>) =>
    callApi<Problem>(gateway.url, 'GET', `/sites/${siteId}/opening`, { headers });

  it('lets the site’s website read, and says so to its browser', async () => {
    const { status, headers } = await ask({ origin: shop });
    expect([status, headers.get('access-control-allow-origin')]).toEqual([200, shop]);
    expect(headers.get('access-control-allow-credentials')).toBeNull();
  });

  it.each(['https://evil.example', 'http://shop.example', 'https://shop.example.evil.example', 'null'])(
    'refuses %s, on the server and in the browser',
    async (origin) => {
      const { status, headers, body } = await ask({ origin });
      expect([status, body.code]).toEqual([403, 'origin_not_allowed']);
      expect(headers.get('access-control-allow-origin')).toBeNull();
      const started = await callApi<Problem>(gateway.url, 'POST', `/sites/${siteId}/sessions`, {
        headers: { origin },
        body: firstAct(gateway),
      });
      expect(started.body.code).toBe('origin_not_allowed');
    },
  );

  it('lets servers and the gateway’s own pages in', async () => {
    expect((await ask({})).status).toBe(200);
    expect((await ask({ origin: 'https://chat.example' })).status).toBe(200);
    expect((await ask({ origin: gateway.url })).status).toBe(200);
  });

  it('answers the preflight of the first act to the site’s website only', async () => {
    const preflight = (origin: string) =>
      fetch(`${gateway.url}/api/v1/sites/${siteId}/sessions`, {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type' },
      });
    const allowed = await preflight(shop);
    expect(allowed.headers.get('access-control-allow-origin')).toBe(shop);
    expect(allowed.headers.get('access-control-allow-headers')).toBe('content-type');
    expect((await preflight('https://evil.example')).headers.get('access-control-allow-origin')).toBeNull();
  });

  it('opens no other route to other websites', async () => {
    const response = await fetch(`${gateway.url}/api/v1/agents`, { headers: { origin: shop } });
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe('the first act', () => {
  it('writes opening and choice in one go and answers them', async () => {
    const opening = await openingOf(gateway);
    const { status, body } = await start(firstAct(gateway));
    expect(status).toBe(201);
    expect(body).toMatchObject({ resumed: false, lastSeq: 3 });
    expect(body.entries.map((entry) => 'kind' in entry && entry.kind)).toEqual(['message', 'prompt', 'answer']);
    expect(body.entries.slice(0, 2).map((entry) => 'body' in entry && entry.body)).toEqual(
      opening.entries.map((entry) => 'body' in entry && entry.body),
    );
    expect(body.entries[2]).toMatchObject({ body: { promptSeq: 2, choiceId: 'chat', text: 'Chat with us' } });
  });

  it('may be typed instead of chosen', async () => {
    const { body } = await start(firstAct(gateway, { act: { text: 'Do you ship to Iceland?' } }));
    expect(body.entries[2]).toMatchObject({ kind: 'message', body: { text: 'Do you ship to Iceland?' } });
  });

  it('keeps the visitor key out of PostgreSQL', async () => {
    const visitorKey = newVisitorKey();
    await start(firstAct(gateway, { visitorKey }));
    const rows = await gateway.database.database.sql.rows<{ row: string }>(
      { name: 'all_sessions', text: 'select s::text as row from session s' },
      [],
    );
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.filter(({ row }) => row.includes(visitorKey))).toEqual([]);
  });

  it.each([
    ['a choice that the prompt does not have', { act: { promptSeq: 2, choiceId: 'nothing' } }, 'act.choiceId'],
    ['a prompt that is a message', { act: { promptSeq: 1, choiceId: 'chat' } }, 'act.promptSeq'],
    ['words where a choice is asked for', { act: { promptSeq: 2, text: 'Chat' } }, 'act.text'],
    ['to skip what cannot be skipped', { act: { promptSeq: 2, skipped: true } }, 'act.skipped'],
    ['a language that the playbook does not have', { language: 'de' }, 'language'],
    ['a short visitor key', { visitorKey: 'short' }, 'visitorKey'],
    ['a page that is no web page', { pageUrl: 'javascript:alert(1)' }, 'pageUrl'],
    ['a key that is not known', { role: 'admin' }, ''],
  ])('refuses %s and stores nothing', async (_, changes, path) => {
    const before = await counted('session');
    const { status, body } = await start(firstAct(gateway, changes as object));
    expect([status, body.code]).toEqual([400, 'invalid_body']);
    expect(body.errors?.map((item) => item.path)).toContain(path);
    expect(await counted('session')).toBe(before);
  });

  it('refuses a version of another playbook, and one that does not exist', async () => {
    const { database } = gateway.database;
    const other = await database.playbooks.publish({ ...(await liveChat()), name: 'Another one' }, null);
    for (const versionId of [other.versionId, newId()]) {
      const { status, body } = await start(firstAct(gateway, { versionId }));
      expect([status, body.code]).toEqual([409, 'opening_changed']);
    }
  });
});

describe('interleaving 18', () => {
  it('the first act is acked but the answer lost: its repeat returns the same session and token', async () => {
    const act = firstAct(gateway);
    const first = await start(act);
    const again = await start(act);
    expect(again.body.sessionId).toBe(first.body.sessionId);
    expect(again.body.token).toBe(first.body.token);
    expect(again.body.lastSeq).toBe(first.body.lastSeq);
  });

  it('two tabs start at once: one session, both acts in it', async () => {
    const visitorKey = newVisitorKey();
    const [one, two] = await Promise.all([
      begin(gateway, { visitorKey }),
      begin(gateway, { visitorKey, act: { text: 'from the second tab' } }),
    ]);
    expect(two.sessionId).toBe(one.sessionId);
    expect(two.token).toBe(one.token);
    const { entries } = await gateway.database.database.timeline.read(one.sessionId, 0);
    expect(entries.filter(({ author }) => author === 'visitor')).toHaveLength(2);
    expect(entries.map(({ seq }) => seq)).toEqual([1, 2, 3, 4]);
  });

  it('the version changed since rendering: the session begins on the version that was rendered', async () => {
    const { database } = gateway.database;
    const before = gateway.versionId;
    const changed = await liveChat();
    const question = changed.cards.ask;
    if (question?.kind === 'question') question.choices.shift();
    const { versionId } = await database.playbooks.publish(changed, null);
    await mustCall(gateway.url, 'PUT', `/sites/${gateway.site.id}/active-version`, {
      token: gateway.admin.token,
      body: { versionId },
    });
    expect((await openingOf(gateway)).versionId).toBe(versionId);
    const { status } = await start(firstAct(gateway, { versionId: before }));
    expect(status).toBe(201);
    // the choice exists in the version that was rendered only
    const { body } = await start(firstAct(gateway, { versionId }));
    expect(body.code).toBe('invalid_body');
  });
});

it('peer failure 17: 50 parallel starts of one visitor make 1 session', async () => {
  const visitorKey = newVisitorKey();
  const started = await Promise.all(
    Array.from({ length: 50 }, () => begin(gateway, { visitorKey, clientId: newClientId(), act: { text: 'hi' } })),
  );
  expect(new Set(started.map(({ sessionId }) => sessionId)).size).toBe(1);
  expect(new Set(started.map(({ token }) => token)).size).toBe(1);
});

it('limits the first acts of one address, and says so with a code and when to come back', async () => {
  const limited = await startGateway({ world: gateway, env: { FOYER_SESSIONS_PER_ADDRESS: '3' } });
  const statuses: number[] = [];
  for (let count = 1; count <= 4; count++) {
    const { status } = await callApi(limited.url, 'POST', `/sites/${gateway.site.id}/sessions`, {
      body: firstAct(limited, { versionId: (await openingOf(limited)).versionId, act: { text: 'hello' } }),
    });
    statuses.push(status);
  }
  expect(statuses).toEqual([201, 201, 201, ERROR_CODES.rate_limited.status]);
  const { headers, body } = await callApi<Problem>(limited.url, 'POST', `/sites/${gateway.site.id}/sessions`, {
    body: firstAct(limited),
  });
  expect(body.code).toBe('rate_limited');
  expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
  await limited.close();
});
