import { randomUUID } from 'node:crypto';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import { codeOf, createAgent, DEFINITION } from '../testing/builders.ts';
import { VersionCache } from './version-cache.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.close());

describe('agents', () => {
  it('are found by e-mail whatever its letter case, and by id without their password’s hash', async () => {
    const { agents } = test.database;
    const agent = await agents.create({ email: 'Ana@foyer.local', name: 'Ana', role: 'admin', passwordHash: 'hash' });
    expect(agent).toMatchObject({ name: 'Ana', role: 'admin', switchedOn: false, tokenVersion: 0, capacity: 20 });
    expect(await agents.findByEmail('aNA@FOYER.local')).toEqual({ ...agent, passwordHash: 'hash' });
    expect(await agents.findById(agent.id)).toEqual(agent);
    expect(await agents.findByEmail('nobody@foyer.local')).toBeNull();
    expect(await agents.findById(randomUUID())).toBeNull();
    expect(await agents.list()).toEqual([agent]);
    const twice = agents.create({ email: 'ana@FOYER.local', name: 'Ana', role: 'agent', passwordHash: 'hash' });
    await expect(twice).rejects.toThrow();
  });
});

describe('playbooks and sites', () => {
  it('give each upload of a name the next version, also when they come at once', async () => {
    const { playbooks } = test.database;
    const { id } = await createAgent(test.database);
    const uploads = await Promise.all(
      Array.from({ length: 5 }, (_, index) =>
        playbooks.upload({ ...DEFINITION, appearance: { ...DEFINITION.appearance, botName: `Bo ${index}` } }, id),
      ),
    );
    expect(uploads.map(({ version }) => version).toSorted()).toEqual([1, 2, 3, 4, 5]);
    expect(new Set(uploads.map(({ playbookId }) => playbookId)).size).toBe(1);
    const [summary] = await playbooks.list();
    expect(summary).toMatchObject({ name: 'Test', versions: [{ version: 5 }, {}, {}, {}, { version: 1 }] });
    for (const [index, { versionId, version }] of uploads.entries())
      expect(await playbooks.version(versionId)).toMatchObject({
        versionId,
        version,
        definition: { appearance: { botName: `Bo ${index}` } },
      });
    expect(await playbooks.version(randomUUID())).toBeNull();
  });

  it('activate a version on a site, but not one that does not exist', async () => {
    const { playbooks, sites } = test.database;
    const { versionId } = await playbooks.upload({ ...DEFINITION, name: 'Other' }, null);
    const site = await sites.create({ name: 'Shop', origins: ['https://shop.example', 'https://a,b"{}'] });
    expect(site).toMatchObject({ activeVersionId: null, defaultLanguage: 'en' });
    expect(await codeOf(sites.setActiveVersion(site.id, randomUUID()))).toBe('not_found');
    expect(await codeOf(sites.setActiveVersion(randomUUID(), versionId))).toBe('not_found');
    expect(await sites.setActiveVersion(site.id, versionId)).toEqual({ ...site, activeVersionId: versionId });
    expect(await sites.find(site.id)).toEqual({ ...site, activeVersionId: versionId });
    expect(await sites.list()).toHaveLength(1);
    expect(await sites.find(randomUUID())).toBeNull();
  });
});

describe('the cache of versions', () => {
  it('forgets what was unused for longest', () => {
    const cache = new VersionCache(2);
    const version = (versionId: string) => ({ versionId, playbookId: 'p', version: 1, definition: DEFINITION });
    cache.set(version('a'));
    cache.set(version('b'));
    cache.get('a');
    cache.set(version('c'));
    expect(['a', 'b', 'c'].map((id) => cache.get(id)?.versionId)).toEqual(['a', undefined, 'c']);
  });
});
