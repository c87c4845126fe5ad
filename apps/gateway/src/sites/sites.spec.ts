import { newId, type PlaybookEvent, type PlaybookPublished, type Problem, type SiteView } from '#libs/contracts';
import { callApi, mustCall } from '#libs/testing';
import { begin, startGateway, type TestGateway } from '../../test/harness.ts';
import { smallPlaybook } from '../../test/playbooks.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.close());

type Method = Parameters<typeof callApi>[1];
const call = <T = unknown>(method: Method, path: string, body?: unknown) =>
  callApi<T & Problem>(gateway.url, method, path, { token: gateway.admin.token, body });
const must = <T>(method: Method, path: string, body?: unknown) =>
  mustCall<T>(gateway.url, method, path, { token: gateway.admin.token, body });
const newSite = () => gateway.database.database.sites.create({ name: 'Another shop', origins: ['*'] });

describe('a site’s active version', () => {
  it('is activated and rolled back, again and again further back, and it is known by whom', async () => {
    const { id } = await newSite();
    const published: PlaybookPublished[] = [];
    for (const description of ['one', 'two', 'three']) {
      const version = await must<PlaybookPublished>('POST', '/playbooks', smallPlaybook({ description }));
      published.push(version);
      const active = await must<SiteView>('PUT', `/sites/${id}/active-version`, { versionId: version.versionId });
      expect(active.activeVersionId).toBe(version.versionId);
    }
    const rollBack = () => call<SiteView>('POST', `/sites/${id}/roll-back`);
    expect((await rollBack()).body.activeVersionId).toBe(published[1]?.versionId);
    expect((await rollBack()).body.activeVersionId).toBe(published[0]?.versionId);
    const nothing = await rollBack();
    expect([nothing.status, nothing.body.code]).toEqual([404, 'not_found']);
    const history = await must<PlaybookEvent[]>('GET', `/playbooks/${published[0]?.playbookId}/history`);
    expect(
      history
        .filter(({ siteName }) => siteName !== null)
        .map(({ action, version, by }) => `${action} ${version} by ${by}`),
    ).toEqual([
      'rolledBack 1 by Alex',
      'rolledBack 2 by Alex',
      'activated 3 by Alex',
      'activated 2 by Alex',
      'activated 1 by Alex',
    ]);
  });

  it('changes under 100 running sessions: each stays on the version it began with', async () => {
    const sessions = await Promise.all(Array.from({ length: 100 }, () => begin(gateway)));
    const { versionId } = await must<PlaybookPublished>('POST', '/playbooks', smallPlaybook({ name: 'Next' }));
    await must('PUT', `/sites/${gateway.site.id}/active-version`, { versionId });
    const text = 'select count(*)::int as n from session where id = any ($1::uuid[]) and version_id = $2';
    const ids = sessions.map(({ sessionId }) => sessionId);
    expect(await gateway.database.database.sql.rows({ name: 'on_version', text }, [ids, gateway.versionId])).toEqual([
      { n: 100 },
    ]);
    const { body } = await callApi<{ versionId: string }>(gateway.url, 'GET', `/sites/${gateway.site.id}/opening`);
    expect(body.versionId).toBe(versionId);
  });
});

describe('a site’s defaults', () => {
  it('are set, shown and taken away', async () => {
    const { id } = await newSite();
    const appearance = { botName: 'Bo', accent: '#112233', onAccent: '#ffffff', icon: 'smile' };
    const languages = ['es', 'en'];
    expect(await must('PUT', `/sites/${id}/defaults`, { appearance, languages })).toMatchObject({
      appearance,
      languages,
    });
    expect((await must<SiteView[]>('GET', '/sites')).find((site) => site.id === id)).toMatchObject({ appearance });
    const cleared = await must<SiteView>('PUT', `/sites/${id}/defaults`, { appearance: null, languages: [] });
    expect([cleared.appearance, cleared.languages]).toEqual([null, []]);
  });

  it('are not overwritten by who saw others', async () => {
    const { id } = await newSite();
    const insteadOf = { appearance: null, languages: [] };
    await must('PUT', `/sites/${id}/defaults`, { appearance: null, languages: ['es'], insteadOf });
    const late = await call('PUT', `/sites/${id}/defaults`, { appearance: null, languages: ['de'], insteadOf });
    expect([late.status, late.body.code]).toEqual([409, 'stale_version']);
    expect((await must<SiteView[]>('GET', '/sites')).find((site) => site.id === id)?.languages).toEqual(['es']);
  });

  it.each([
    [{}],
    [{ appearance: null }],
    [{ appearance: { botName: 'Bo' }, languages: [] }],
    [{ appearance: null, languages: ['English'] }],
    [{ appearance: null, languages: Array.from({ length: 21 }, () => 'en') }],
    [{ appearance: null, languages: [], origins: ['*'] }],
  ])('are refused: %j', async (body) => {
    const answer = await call('PUT', `/sites/${gateway.site.id}/defaults`, body);
    expect([answer.status, answer.body.code]).toEqual([400, 'invalid_body']);
  });
});

it('the identity secret is shown once, and never again', async () => {
  const { id } = await newSite();
  const made = await call<{ secret: string }>('POST', `/sites/${id}/identity-secret`);
  expect(made.status).toBe(201);
  expect(made.body.secret.length).toBeGreaterThanOrEqual(32);
  const sites = await call<SiteView[]>('GET', '/sites');
  expect(JSON.stringify(sites.body)).not.toContain(made.body.secret);
  expect(sites.body.find((site) => site.id === id)?.identityEnabled).toBe(true);
  await call('DELETE', `/sites/${id}/identity-secret`);
  expect((await must<SiteView[]>('GET', '/sites')).find((site) => site.id === id)?.identityEnabled).toBe(false);
});

it.each<[Method, string, object | undefined]>([
  ['PUT', 'active-version', { versionId: newId() }],
  ['POST', 'roll-back', undefined],
  ['PUT', 'defaults', { appearance: null, languages: [] }],
  ['POST', 'identity-secret', undefined],
  ['DELETE', 'identity-secret', undefined],
])('an unknown site is not found: %s %s', async (method, path, body) => {
  for (const id of [newId(), 'no-id']) {
    const answer = await call(method, `/sites/${id}/${path}`, body);
    expect([id, answer.status, answer.body.code]).toEqual([id, 404, 'not_found']);
  }
});
