import {
  newId,
  type PlaybookDraft,
  type PlaybookEvent,
  type PlaybookPublished,
  type PlaybookSummary,
  type Problem,
} from '#libs/contracts';
import { callApi, mustCall } from '#libs/testing';
import { startGateway, type TestGateway } from '../../test/harness.ts';
import { smallPlaybook, teamPlaybook, testedPlaybook, valid } from '../../test/playbooks.ts';

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
const publish = (definition: unknown) => must<PlaybookPublished>('POST', '/playbooks', definition);
const summary = (id: string) => must<PlaybookSummary>('GET', `/playbooks/${id}`);
const history = async (id: string) =>
  (await must<PlaybookEvent[]>('GET', `/playbooks/${id}/history`)).map(({ action, by }) => [action, by]);
const draftOf = (id: string) => must<PlaybookDraft>('GET', `/playbooks/${id}/draft`);
let names = 0;
const newName = () => `Playbook ${++names}`;

describe('publishing', () => {
  it('makes the next version of its name, and says who did', async () => {
    const name = newName();
    const first = await publish(smallPlaybook({ name }));
    const second = await publish(smallPlaybook({ name, description: 'Changed' }));
    expect([first.version, second.version, second.playbookId]).toEqual([1, 2, first.playbookId]);
    const { versions } = await summary(first.playbookId);
    expect(versions.map(({ version, createdBy }) => [version, createdBy])).toEqual([
      [2, 'Alex'],
      [1, 'Alex'],
    ]);
    expect(await history(first.playbookId)).toEqual([
      ['published', 'Alex'],
      ['published', 'Alex'],
      ['created', 'Alex'],
    ]);
  });

  it('refuses a playbook with problems, with all of them', async () => {
    const { status, body } = await call('POST', '/playbooks', smallPlaybook({ name: newName(), start: 'nowhere' }));
    expect([status, body.code]).toEqual([422, 'invalid_playbook']);
    expect(body.errors).toContainEqual(expect.objectContaining({ path: 'start', code: 'start_missing' }));
  });

  it('runs the playbook’s own tests, and refuses what fails', async () => {
    const name = newName();
    const { status, body } = await call('POST', '/playbooks', testedPlaybook(name, 'Good morning'));
    expect([status, body.code]).toEqual([422, 'playbook_tests_failed']);
    expect(body.errors).toMatchObject([{ path: 'tests[0]', code: 'test_failed' }]);
    expect(body.errors?.[0]?.message).toContain('Greets');
    expect(await publish(testedPlaybook(name, 'How can we help?'))).toMatchObject({ version: 1 });
  });

  it('refuses a team that does not exist, when it is published and when it is activated', async () => {
    const { status, body } = await call('POST', '/playbooks', teamPlaybook(newName(), 'Sales'));
    expect([status, body.code]).toEqual([422, 'unknown_team']);
    expect(body.errors).toMatchObject([{ path: 'cards.bye.team', code: 'unknown_team' }]);
    // as an import into the database, past the API
    const { versionId } = await gateway.database.database.playbooks.publish(
      valid(teamPlaybook(newName(), 'Sales')),
      null,
    );
    const activate = () => call('PUT', `/sites/${gateway.site.id}/active-version`, { versionId });
    expect((await activate()).body.code).toBe('unknown_team');
    await must('POST', '/teams', { name: 'Sales' });
    expect((await activate()).status).toBe(200);
    expect(await publish(teamPlaybook(newName(), 'Sales'))).toMatchObject({ version: 1 });
  });

  it.each([
    ['nothing', undefined],
    ['a list', []],
    ['null', null],
  ])('refuses %s', async (_, body) => {
    const { status } = await call('POST', '/playbooks', body);
    expect([400, 422]).toContain(status);
  });
});

describe('versions', () => {
  it('are read, exported as a file that can be published again, and counted', async () => {
    const definition = smallPlaybook({ name: 'Ex/port "1"' });
    const { versionId } = await publish(definition);
    expect(await must('GET', `/playbooks/versions/${versionId}`)).toMatchObject({ version: 1, definition });
    const { headers, body } = await call<object>('GET', `/playbooks/versions/${versionId}/export`);
    expect(headers.get('content-disposition')).toBe('attachment; filename="Ex_port _1_ v1.json"');
    expect(headers.get('content-type')).toMatch(/^application\/json/);
    expect(body).toMatchObject(definition);
    expect(await publish(body)).toMatchObject({ version: 2 });
    expect(await must('GET', `/playbooks/versions/${versionId}/insight`)).toMatchObject({
      versionId,
      sessions: 0,
      cards: Object.keys(definition.cards).map((cardId) => ({ cardId, reached: 0 })),
    });
  });

  it.each(['', '/export', '/insight'])('are not found: versions/:id%s', async (what) => {
    for (const id of [newId(), 'no-id'])
      expect((await call('GET', `/playbooks/versions/${id}${what}`)).body.code).toBe('not_found');
  });

  it('are compared with one another and with the draft', async () => {
    const name = newName();
    const { playbookId } = await publish(smallPlaybook({ name }));
    await publish(smallPlaybook({ name, description: 'Another' }));
    const diff = (query: string) => call<{ differences: object[] }>('GET', `/playbooks/${playbookId}/diff?${query}`);
    expect((await diff('from=1&to=2')).body.differences).toMatchObject([{ path: 'description', change: 'added' }]);
    expect((await diff('from=2&to=draft')).body.differences).toEqual([]);
    for (const query of ['from=1&to=9', 'from=9&to=1']) expect((await diff(query)).body.code).toBe('not_found');
    for (const query of ['', 'from=1', 'from=1&to=x', 'from=0&to=1', 'from=1.5&to=1'])
      expect((await diff(query)).body.code).toBe('invalid_body');
  });
});

describe('a draft', () => {
  it('begins as the newest version, is changed, and becomes the next version', async () => {
    const name = newName();
    const { playbookId } = await publish(smallPlaybook({ name }));
    const began = await draftOf(playbookId);
    expect(began).toMatchObject({ playbookId, problems: [], updatedAt: null, definition: { name } });
    const changed = smallPlaybook({ name, description: 'Better' });
    const saved = await must<PlaybookDraft>('PUT', `/playbooks/${playbookId}/draft`, {
      revision: began.revision,
      definition: changed,
    });
    expect(saved).toMatchObject({ revision: began.revision + 1, problems: [], updatedBy: 'Alex' });
    expect((await summary(playbookId)).draftAt).not.toBeNull();
    const published = await call('POST', `/playbooks/${playbookId}/publish`, {
      revision: saved.revision,
      note: 'Says more',
    });
    expect([published.status, published.body]).toMatchObject([201, { playbookId, version: 2 }]);
    expect((await summary(playbookId)).versions[0]).toMatchObject({ version: 2, note: 'Says more' });
    expect(await history(playbookId)).toEqual([
      ['published', 'Alex'],
      ['drafted', 'Alex'],
      ['published', 'Alex'],
      ['created', 'Alex'],
    ]);
  });

  it('may have problems, but is not published with them', async () => {
    const { playbookId } = await publish(smallPlaybook({ name: newName() }));
    const { revision } = await draftOf(playbookId);
    const saved = await must<PlaybookDraft>('PUT', `/playbooks/${playbookId}/draft`, {
      revision,
      definition: { half: 'done' },
    });
    expect(saved.problems.length).toBeGreaterThan(0);
    expect((await draftOf(playbookId)).definition).toEqual({ half: 'done' });
    const { status, body } = await call('POST', `/playbooks/${playbookId}/publish`, { revision: saved.revision });
    expect([status, body.code, body.errors]).toEqual([422, 'invalid_playbook', saved.problems]);
  });

  it('is not published while its tests fail', async () => {
    const name = newName();
    const { playbookId } = await publish(smallPlaybook({ name }));
    const { revision } = await draftOf(playbookId);
    const definition = testedPlaybook(name, 'Good morning');
    const saved = await must<PlaybookDraft>('PUT', `/playbooks/${playbookId}/draft`, { revision, definition });
    const { body } = await call('POST', `/playbooks/${playbookId}/publish`, { revision: saved.revision });
    expect(body.code).toBe('playbook_tests_failed');
    expect((await summary(playbookId)).versions).toHaveLength(1);
  });

  it('is changed by whoever is first; who comes late reads again', async () => {
    const { playbookId } = await publish(smallPlaybook({ name: newName() }));
    const { revision } = await draftOf(playbookId);
    const save = (description: string) =>
      call('PUT', `/playbooks/${playbookId}/draft`, { revision, definition: smallPlaybook({ description }) });
    const both = await Promise.all([save('one'), save('two')]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect((await save('late')).body.code).toBe('stale_version');
    for (const path of ['publish', 'draft/live-chat']) {
      const { status, body } = await call('POST', `/playbooks/${playbookId}/${path}`, { revision });
      expect([status, body.code]).toEqual([409, 'stale_version']);
    }
  });

  it('gets live chat in one act, once', async () => {
    const { playbookId } = await publish(smallPlaybook({ name: newName() }));
    const { revision } = await draftOf(playbookId);
    const added = await must<PlaybookDraft>('POST', `/playbooks/${playbookId}/draft/live-chat`, { revision });
    expect(added.problems).toEqual([]);
    const { cards } = added.definition as { cards: Record<string, { kind: string }> };
    expect(Object.values(cards).filter(({ kind }) => kind === 'liveChat')).toHaveLength(1);
    const again = await call('POST', `/playbooks/${playbookId}/draft/live-chat`, { revision: added.revision });
    expect([again.status, again.body.errors?.[0]?.code]).toEqual([422, 'has_live_chat']);
    expect(await must('POST', `/playbooks/${playbookId}/publish`, { revision: added.revision })).toMatchObject({
      version: 2,
    });
  });

  it.each([
    ['text that cannot be stored', { name: 'a\u0000b' }, 'unstorable_text'],
    ['half a character', { name: '\ud800' }, 'unstorable_text'],
    ['what is nested too deep', JSON.parse(`${'{"a":'.repeat(40)}1${'}'.repeat(40)}`), 'too_deep'],
  ])('is not stored with %s', async (_, definition, code) => {
    const { playbookId } = await publish(smallPlaybook({ name: newName() }));
    const { revision } = await draftOf(playbookId);
    const { status, body } = await call('PUT', `/playbooks/${playbookId}/draft`, { revision, definition });
    expect([status, body.code, body.errors?.[0]?.code]).toEqual([422, 'invalid_playbook', code]);
    expect((await draftOf(playbookId)).revision).toBe(revision);
  });

  it('peer failure 10: refuses bodies of another form', async () => {
    const { playbookId } = await publish(smallPlaybook({ name: newName() }));
    const bad: [Method, string, object][] = [
      ['PUT', 'draft', { revision: '0', definition: {} }],
      ['PUT', 'draft', { revision: 0, definition: [] }],
      ['PUT', 'draft', { revision: 0, definition: {}, force: true }],
      ['POST', 'draft/live-chat', { revision: null }],
      ['POST', 'publish', { revision: { $gt: 0 } }],
      ['POST', 'publish', { revision: 0, note: 'x'.repeat(501) }],
      ['POST', 'duplicate', { name: '' }],
      ['POST', 'duplicate', { name: ['x'] }],
      ['POST', 'trials', { sessions: 0 }],
      ['POST', 'trials', { sessions: 1e9 }],
    ];
    for (const [method, path, body] of bad) {
      const answer = await call(method, `/playbooks/${playbookId}/${path}`, body);
      expect([path, answer.status, answer.body.code]).toEqual([path, 400, 'invalid_body']);
    }
  });
});

describe('templates', () => {
  interface Template {
    id: string;
    languages: string[];
  }

  it('are listed, and make a playbook with a draft that can be published', async () => {
    const templates = await must<Template[]>('GET', '/playbooks/templates');
    expect(templates.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['live-chat', 'lead-qualification', 'demo-request', 'support-first', 'after-hours']),
    );
    for (const { id: templateId } of templates) {
      const name = newName();
      const made = await call<{ playbookId: string }>('POST', '/playbooks/from-template', { templateId, name });
      expect(made.status).toBe(201);
      const draft = await draftOf(made.body.playbookId);
      expect(draft).toMatchObject({ problems: [], updatedBy: 'Alex', definition: { name } });
      const { revision } = draft;
      expect(await must('POST', `/playbooks/${made.body.playbookId}/publish`, { revision })).toMatchObject({
        version: 1,
      });
    }
  });

  it('take appearance and languages from the body, else from the site, else keep their own', async () => {
    const appearance = { botName: 'Siteby', accent: '#010203', onAccent: '#ffffff', icon: 'smile' };
    await must('PUT', `/sites/${gateway.site.id}/defaults`, { appearance, languages: ['es'] });
    const make = async (more: object) => {
      const body = { templateId: 'live-chat', name: newName(), ...more };
      const { playbookId } = await must<{ playbookId: string }>('POST', '/playbooks/from-template', body);
      return (await draftOf(playbookId)).definition;
    };
    expect(await make({})).toMatchObject({ languages: ['en', 'es'], appearance: { botName: 'Foyer' } });
    const ofSite = { siteId: gateway.site.id };
    expect(await make(ofSite)).toMatchObject({ languages: ['es'], appearance });
    const own = { ...appearance, botName: 'Own' };
    expect(await make({ ...ofSite, appearance: own, languages: ['en'] })).toMatchObject({
      languages: ['en'],
      appearance: own,
    });
  });

  it('refuse names that are taken, and templates and sites that do not exist', async () => {
    const name = newName();
    await publish(smallPlaybook({ name }));
    const make = (body: object) => call('POST', '/playbooks/from-template', { templateId: 'live-chat', name, ...body });
    expect((await make({})).body.code).toBe('name_taken');
    expect((await make({ templateId: '../package' })).body.code).toBe('not_found');
    expect((await make({ name: newName(), siteId: newId() })).body.code).toBe('not_found');
    for (const body of [{ name: 1 }, { languages: [] }, { languages: ['English'] }, { extra: 1 }])
      expect((await make(body)).body.code).toBe('invalid_body');
  });
});

describe('a playbook', () => {
  it('is duplicated under another name', async () => {
    const { playbookId } = await publish(smallPlaybook({ name: newName() }));
    const name = newName();
    const copy = await must<{ playbookId: string }>('POST', `/playbooks/${playbookId}/duplicate`, { name });
    expect(await draftOf(copy.playbookId)).toMatchObject({ definition: { ...smallPlaybook(), name }, problems: [] });
    expect((await call('POST', `/playbooks/${playbookId}/duplicate`, { name })).body.code).toBe('name_taken');
  });

  it('is put away and taken out again; meanwhile it is neither changed nor activated', async () => {
    const name = newName();
    const { playbookId, versionId } = await publish(smallPlaybook({ name }));
    const { revision } = await draftOf(playbookId);
    expect((await call('POST', `/playbooks/${playbookId}/archive`)).status).toBe(204);
    const refused = [
      await call('POST', '/playbooks', smallPlaybook({ name })),
      await call('PUT', `/playbooks/${playbookId}/draft`, { revision, definition: smallPlaybook({ name }) }),
      await call('POST', `/playbooks/${playbookId}/publish`, { revision }),
      await call('PUT', `/sites/${gateway.site.id}/active-version`, { versionId }),
    ];
    expect(refused.map(({ status, body }) => [status, body.code])).toEqual(
      refused.map(() => [409, 'playbook_archived']),
    );
    expect((await summary(playbookId)).archivedAt).not.toBeNull();
    expect((await call('POST', `/playbooks/${playbookId}/unarchive`)).status).toBe(204);
    expect((await publish(smallPlaybook({ name }))).version).toBe(2);
  });

  it('is not put away while it is active on a site', async () => {
    const { playbookId, versionId } = await publish(smallPlaybook({ name: newName() }));
    const { database } = gateway.database;
    await database.sites.create({ name: 'Active', origins: ['*'], activeVersionId: versionId });
    const { status, body } = await call('POST', `/playbooks/${playbookId}/archive`);
    expect([status, body.code]).toEqual([409, 'playbook_active']);
  });

  it.each<[Method, string, object | undefined]>([
    ['GET', '', undefined],
    ['GET', '/draft', undefined],
    ['PUT', '/draft', { revision: 0, definition: {} }],
    ['POST', '/draft/live-chat', { revision: 0 }],
    ['POST', '/publish', { revision: 0 }],
    ['POST', '/duplicate', { name: 'Copy of nothing' }],
    ['POST', '/archive', undefined],
    ['POST', '/unarchive', undefined],
    ['GET', '/diff?from=1&to=2', undefined],
    ['GET', '/history', undefined],
    ['POST', '/trials', {}],
  ])('is not found: %s playbooks/:id%s', async (method, path, body) => {
    for (const id of [newId(), 'no-id']) {
      const answer = await call(method, `/playbooks/${id}${path}`, body);
      expect([id, answer.status, answer.body.code]).toEqual([id, 404, 'not_found']);
    }
  });
});
