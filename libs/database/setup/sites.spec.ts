import { randomUUID } from 'node:crypto';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import { codeOf, createAgent, createWorld, DEFINITION, empty } from '../testing/builders.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
beforeEach(() => empty(test.database));
afterAll(() => test.close());

const publish = (name: string) => test.database.playbooks.publish({ ...DEFINITION, name }, null);

describe('sites', () => {
  it('activate a version, but not one that does not exist', async () => {
    const { sites } = test.database;
    const { versionId } = await publish('Other');
    const site = await sites.create({ name: 'Shop', origins: ['https://shop.example', 'https://a,b"{}'] });
    expect(site).toEqual({
      id: site.id,
      name: 'Shop',
      origins: ['https://shop.example', 'https://a,b"{}'],
      activeVersionId: null,
      defaultLanguage: 'en',
      appearance: null,
      languages: [],
      identityEnabled: false,
      hours: null,
      outOfHours: 'offline',
    });
    expect(await codeOf(sites.setActiveVersion(site.id, randomUUID(), null))).toBe('not_found');
    expect(await codeOf(sites.setActiveVersion(randomUUID(), versionId, null))).toBe('not_found');
    expect(await sites.setActiveVersion(site.id, versionId, null)).toEqual({ ...site, activeVersionId: versionId });
    expect(await sites.find(site.id)).toEqual({ ...site, activeVersionId: versionId });
    expect(await sites.list()).toHaveLength(1);
    expect(await sites.find(randomUUID())).toBeNull();
    expect(await codeOf(sites.create({ name: 'x', origins: [], activeVersionId: randomUUID() }))).toBe('not_found');
    expect(await sites.list()).toHaveLength(1);
  });

  it('roll back to what was active before, step by step, and know who did it', async () => {
    const { sites, playbooks } = test.database;
    const { id: ana } = await createAgent(test.database);
    const { siteId, versionId: first } = await createWorld(test.database);
    const another = await createWorld(test.database);
    const active = async (done: Promise<{ activeVersionId: string | null }>) => (await done).activeVersionId;
    expect(await codeOf(sites.rollBack(siteId, ana))).toBe('not_found');
    const second = await publish('Test');
    const third = await publish('Campaign');
    for (const { versionId } of [second, second, third]) await sites.setActiveVersion(siteId, versionId, ana);
    // what happens at another site is its own business
    await sites.setActiveVersion(another.siteId, third.versionId, ana);
    expect(await active(sites.rollBack(siteId, ana))).toBe(second.versionId);
    expect(await active(sites.rollBack(siteId, ana))).toBe(first);
    expect(await codeOf(sites.rollBack(siteId, ana))).toBe('not_found');
    await sites.setActiveVersion(siteId, third.versionId, ana);
    expect(await active(sites.rollBack(siteId, ana))).toBe(first);
    expect(await codeOf(sites.rollBack(randomUUID(), ana))).toBe('not_found');
    const ofSite = (await playbooks.events(second.playbookId)).filter(({ siteName }) => siteName === 'Test');
    expect(ofSite.map(({ action, version, by }) => [action, version, by])).toEqual([
      ['rolledBack', 1, 'Ana'],
      ['rolledBack', 1, 'Ana'],
      ['rolledBack', 3, 'Ana'],
      ['activated', 3, 'Ana'],
      ['activated', 2, null],
      ['activated', 1, null],
    ]);
  });

  it('two who roll back at once go two steps back', async () => {
    const { sites } = test.database;
    const { siteId, versionId: first } = await createWorld(test.database);
    const [second, third] = [await publish('Second'), await publish('Third')];
    for (const { versionId } of [second, third]) await sites.setActiveVersion(siteId, versionId, null);
    const done = await Promise.all([sites.rollBack(siteId, null), sites.rollBack(siteId, null)]);
    expect(done.map(({ activeVersionId }) => activeVersionId).toSorted()).toEqual([first, second.versionId].toSorted());
    expect((await sites.find(siteId))?.activeVersionId).toBe(first);
  });

  it('keep defaults for new playbooks, and a secret that no view shows', async () => {
    const { sites } = test.database;
    const { siteId } = await createWorld(test.database);
    const { appearance } = DEFINITION;
    const defaults = { appearance, languages: ['es', 'pt-BR'] };
    expect(await sites.setDefaults(siteId, defaults)).toMatchObject({ ...defaults, identityEnabled: false });
    expect(await sites.identitySecret(siteId)).toBeNull();
    const site = await sites.setIdentitySecret(siteId, 'not-to-be-seen');
    expect(site).toMatchObject({ ...defaults, identityEnabled: true });
    expect(JSON.stringify([site, await sites.list(), await sites.find(siteId)])).not.toContain('not-to-be-seen');
    expect(await sites.identitySecret(siteId)).toBe('not-to-be-seen');
    expect(await sites.setIdentitySecret(siteId, null)).toMatchObject({ identityEnabled: false });
    expect(await sites.setDefaults(siteId, { appearance: null, languages: [] })).toMatchObject({ appearance: null });
    expect(await codeOf(sites.setDefaults(randomUUID(), defaults))).toBe('not_found');
    expect(await codeOf(sites.setIdentitySecret(randomUUID(), 'x'))).toBe('not_found');
    expect(await sites.identitySecret(randomUUID())).toBeNull();
  });
});
