import { LIMITS, type PlaybookDefinition, type Problem } from '#libs/contracts';
import { callApi, eventually } from '#libs/testing';
import { firstAct, liveChat, newClientId, startGateway, type TestGateway } from '../../test/harness.ts';
import { startProxy } from '../../test/proxy.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.close());

const post = (path: string, body: string, headers: Record<string, string> = {}) =>
  fetch(`${gateway.url}/api/v1${path}`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', authorization: `Bearer ${gateway.admin.token}`, ...headers },
  });
const problemOf = async (response: Response): Promise<Problem> => {
  expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  const problem = (await response.json()) as Problem;
  expect(problem.status).toBe(response.status);
  expect(JSON.stringify(problem)).not.toMatch(/node_modules|\.ts:|\bat \w+/);
  return problem;
};

describe('problems', () => {
  it.each([
    ['JSON that ends early', '{"email":', 400, 'invalid_body'],
    ['JSON that is no object', '"text"', 400, 'invalid_body'],
    ['nothing', '', 400, 'invalid_body'],
    ['a body of more than 64 KB', JSON.stringify({ email: 'x'.repeat(70_000) }), 413, 'payload_too_large'],
  ])('%s', async (_, body, status, code) => {
    const problem = await problemOf(await post('/auth/sign-in', body));
    expect([problem.status, problem.code]).toEqual([status, code]);
  });

  it('another content type than JSON is not read', async () => {
    const response = await post('/auth/sign-in', 'email=a@b.c&password=x', {
      'content-type': 'application/x-www-form-urlencoded',
    });
    expect((await problemOf(response)).code).toBe('invalid_body');
  });

  it('a path that cannot be decoded', async () => {
    expect((await problemOf(await fetch(`${gateway.url}/api/v1/sites/%FF/opening`))).status).toBe(400);
  });

  it('__proto__ in a body changes nothing', async () => {
    const body = `{"email":"a@b.c","password":"x","__proto__":{"admin":true}}`;
    expect([400, 401]).toContain((await problemOf(await post('/auth/sign-in', body))).status);
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
  });
});

describe('peer failure 10: objects and arrays in every scalar field are refused, and nothing is stored', () => {
  const intruders = [{ $ne: null }, { $gt: '' }, ['x'], [[]], {}, null, true, 1e308];
  const bodies: [string, 'POST' | 'PUT', string, Record<string, unknown>][] = [
    ['sign-in', 'POST', '/auth/sign-in', { email: 'a@b.c', password: 'x' }],
    ['switch', 'PUT', '/me/switch', { on: 'x' }],
    ['assign', 'POST', '/conversations/00000000-0000-7000-8000-000000000009/assign', { clientId: 'x', agentId: 'x' }],
    ['hand-back', 'POST', '/conversations/00000000-0000-7000-8000-000000000009/hand-back', { clientId: 'x' }],
    ['notes', 'POST', '/conversations/00000000-0000-7000-8000-000000000009/notes', { clientId: 'x', text: 'x' }],
    ['results', 'POST', '/conversations/00000000-0000-7000-8000-000000000009/results', { kind: 'x', title: 'x' }],
    ['details', 'PUT', '/conversations/00000000-0000-7000-8000-000000000009/details', { version: 'x', details: 'x' }],
  ];

  it.each(bodies)('%s', async (_, method, path, body) => {
    for (const field of Object.keys(body))
      for (const intruder of intruders) {
        if (field === 'on' && typeof intruder === 'boolean') continue;
        const answer = await callApi<Problem>(gateway.url, method, path, {
          token: gateway.admin.token,
          body: { ...body, [field]: intruder },
        });
        expect([field, intruder, answer.status, answer.body.code]).toEqual([field, intruder, 400, 'invalid_body']);
      }
  });

  it('first acts', async () => {
    const good = firstAct(gateway);
    for (const field of Object.keys(good))
      for (const intruder of intruders) {
        if (field === 'returning' && intruder === true) continue;
        const { status } = await callApi(gateway.url, 'POST', `/sites/${gateway.site.id}/sessions`, {
          body: { ...good, [field]: intruder },
        });
        expect([field, intruder, status]).toEqual([field, intruder, 400]);
      }
    const text = 'select count(*)::int as n from session';
    expect(await gateway.database.database.sql.rows({ name: 'count_all', text }, [])).toEqual([{ n: 0 }]);
  });

  it.each(['folder[$ne]=x', 'folder=mine&folder=closed', 'folder=mine&limit=1e9', 'folder=1%20or%201'])(
    'query %s',
    async (query) => {
      const { status } = await callApi(gateway.url, 'GET', `/conversations?${query}`, { token: gateway.ana.token });
      expect(status).toBe(400);
    },
  );
});

describe('playbooks', () => {
  const upload = (definition: unknown) =>
    callApi<Problem & { version: number }>(gateway.url, 'POST', '/playbooks', {
      token: gateway.admin.token,
      body: definition,
    });
  const versions = async () =>
    (await gateway.database.database.playbooks.list()).flatMap((playbook) => playbook.versions);

  it('an invalid one is answered with the path of every error, and nothing is stored', async () => {
    const before = (await versions()).length;
    const broken = structuredClone(await liveChat()) as PlaybookDefinition & {
      cards: Record<string, { next?: string }>;
    };
    broken.start = 'nowhere';
    (broken.cards.welcome as { next: string }).next = 'nowhere-either';
    const { status, body } = await upload(broken);
    expect([status, body.code]).toEqual([422, 'invalid_playbook']);
    const paths = body.errors?.map(({ path }) => path) ?? [];
    expect(paths).toEqual(expect.arrayContaining(['start', 'cards.welcome.next']));
    expect((await versions()).length).toBe(before);
  });

  it.each([
    ['text', 'text'],
    ['an array', []],
    ['nothing', {}],
    ['null', null],
  ])('%s is none', async (_, definition) => {
    expect([400, 422]).toContain((await upload(definition)).status);
  });

  it('may be larger than other bodies, up to their own limit', async () => {
    const large = await liveChat();
    const text = { en: 'x'.repeat(4_000), es: 'x'.repeat(4_000) };
    for (let card = 0; card < 20; card++)
      large.cards[`extra${card}`] = { kind: 'message', text, next: card === 0 ? 'ask' : `extra${card - 1}` };
    large.cards.welcome = { kind: 'greeting', text: { en: 'Hi', es: 'Hola' }, next: 'extra19' };
    expect(JSON.stringify(large).length).toBeGreaterThan(LIMITS.frameBytes * 2);
    expect((await upload(large)).status).toBe(201);
    const tooLarge = await upload({ padding: 'x'.repeat(LIMITS.playbookBytes * 2) });
    expect([tooLarge.status, tooLarge.body.code]).toEqual([413, 'payload_too_large']);
  });
});

describe('headers', () => {
  it('let the inbox run its own scripts only, and nobody frame it', async () => {
    const policy = (await fetch(`${gateway.url}/demo`)).headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'self'");
    expect(policy).toContain("frame-ancestors 'self'");
    expect(policy).not.toContain('upgrade-insecure-requests');
    expect(policy).not.toContain('unsafe-eval');
  });

  it('tell nothing of what serves', async () => {
    const { headers } = await fetch(`${gateway.url}/health/live`);
    expect(headers.get('x-powered-by')).toBeNull();
  });
});

describe('the API’s description', () => {
  it('has a summary, an answer and error codes for every route of the API', async () => {
    const document = await (await fetch(`${gateway.url}/api/openapi.json`)).json();
    const { HTTP_RULES } = await import('../access/rules.ts');
    const described = Object.entries<Record<string, { summary?: string; responses: object }>>(document.paths).flatMap(
      ([path, item]) =>
        Object.entries(item).map(([method, operation]) => {
          expect(operation.summary).toBeTruthy();
          expect(Object.keys(operation.responses)).toEqual(expect.arrayContaining(['500', '503']));
          return `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`;
        }),
    );
    const ofTheApi = Object.keys(HTTP_RULES).filter((route) => route.includes(' /api/v1/'));
    expect(described.sort()).toEqual(ofTheApi.sort());
  });

  it('has no dangling reference', async () => {
    const text = await (await fetch(`${gateway.url}/api/openapi.json`)).text();
    const { schemas } = JSON.parse(text).components;
    const references = [...text.matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name);
    expect(references.length).toBeGreaterThan(50);
    expect([...new Set(references)].filter((name) => !(name! in schemas))).toEqual([]);
  });

  it('can be read at /api/docs', async () => {
    const page = await fetch(`${gateway.url}/api/docs`);
    expect(await page.text()).toContain('swagger-ui');
  });
});

describe('the web', () => {
  it.each(['en', 'es'])('the demo page in %s embeds the widget with one line', async (lang) => {
    const page = await (await fetch(`${gateway.url}/demo?lang=${lang}`)).text();
    expect(page).toContain(`<html lang="${lang}">`);
    expect(page).toContain('<script async src="/widget/loader.js" data-site="00000000-0000-7000-8000-000000000001">');
  });

  it('nothing of the query reaches the demo page but an id', async () => {
    const page = await (await fetch(`${gateway.url}/demo?site="><script>alert(1)</script>&lang=x`)).text();
    expect(page).not.toContain('alert(1)');
  });

  it.each([
    '/widget/../../package.json',
    '/widget/..%2f..%2f..%2fpackage.json',
    '/inbox/%2e%2e/%2e%2e/package.json',
    '/widget/.env',
  ])('%s leads nowhere', async (path) => {
    const response = await fetch(gateway.url + path);
    expect(await response.text()).not.toContain('"dependencies"');
  });
});

it('without PostgreSQL every answer is "unavailable", and all is well when it is back', async () => {
  const { hostname, port } = new URL(gateway.database.url);
  const proxy = await startProxy({ host: hostname, port: Number(port) });
  const url = Object.assign(new URL(gateway.database.url), { port: String(proxy.port) }).href;
  const cut = await startGateway({ world: gateway, env: { DATABASE_URL: url } });
  const conversations = () =>
    callApi<Problem>(cut.url, 'GET', '/conversations?folder=mine', { token: gateway.ana.token });
  const ready = async () => (await fetch(`${cut.url}/health/ready`)).status;
  expect((await conversations()).status).toBe(200);
  expect(await ready()).toBe(200);
  proxy.cut();
  await eventually(async () => expect((await conversations()).body.code).toBe('unavailable'), { timeout: 15_000 });
  expect((await conversations()).body.errorId).toBeTruthy();
  await eventually(async () => expect(await ready()).toBe(503));
  expect((await fetch(`${cut.url}/health/live`)).status).toBe(200);
  proxy.mend();
  await eventually(async () => expect((await conversations()).status).toBe(200), { timeout: 15_000 });
  await eventually(async () => expect(await ready()).toBe(200));
  await cut.close();
  await proxy.close();
});

it('a text with SQL in it is text', async () => {
  const body = { email: "a'; drop table agent; --", password: newClientId() };
  const { status } = await callApi(gateway.url, 'POST', '/auth/sign-in', { body });
  expect(status).toBe(401);
});
