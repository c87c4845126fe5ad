import { randomUUID } from 'node:crypto';
import type { PlaybookDefinition } from '#libs/contracts';
import { createTestDatabase, eventually, type TestDatabase } from '#libs/testing';
import {
  codeOf,
  createAgent,
  createWorld,
  DEFINITION,
  empty,
  hold,
  raw,
  readAll,
  startSession,
  waitingForLock,
} from '../testing/builders.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
beforeEach(() => empty(test.database));
afterAll(() => test.close());

const named = (name: string, botName = 'Bo'): PlaybookDefinition => ({
  ...DEFINITION,
  name,
  appearance: { ...DEFINITION.appearance, botName },
});

const actionsOf = async (playbookId: string) =>
  (await test.database.playbooks.events(playbookId)).map(({ action, version, by }) => [action, version, by]);

describe('playbooks.publish', () => {
  it('gives each publication of a name the next version, also when they come at once', async () => {
    const { playbooks } = test.database;
    const { id } = await createAgent(test.database);
    const published = await Promise.all(
      Array.from({ length: 5 }, (_, index) => playbooks.publish(named('Test', `Bo ${index}`), id, `Change ${index}`)),
    );
    expect(published.map(({ version }) => version).toSorted()).toEqual([1, 2, 3, 4, 5]);
    const [playbookId, ...others] = new Set(published.map((one) => one.playbookId));
    expect(others).toEqual([]);
    for (const [index, { versionId, version }] of published.entries()) {
      const definition = { appearance: { botName: `Bo ${index}` } };
      expect(await playbooks.version(versionId)).toMatchObject({ versionId, version, definition });
      expect(await playbooks.versionByNumber(playbookId ?? '', version)).toMatchObject({ versionId, definition });
    }
    expect(await playbooks.version(randomUUID())).toBeNull();
    expect(await playbooks.versionByNumber(playbookId ?? '', 6)).toBeNull();
    const [summary, ...rest] = await playbooks.list();
    expect(rest).toEqual([]);
    expect(summary).toMatchObject({ id: playbookId, name: 'Test', archivedAt: null, draftAt: null, activeOn: [] });
    expect(summary?.versions.map(({ version, createdBy }) => [version, createdBy])).toEqual(
      [5, 4, 3, 2, 1].map((version) => [version, 'Ana']),
    );
    expect(summary?.versions.map(({ note }) => note).toSorted()).toEqual([0, 1, 2, 3, 4].map((n) => `Change ${n}`));
    expect((await actionsOf(playbookId ?? '')).toReversed()).toEqual([
      ['created', null, 'Ana'],
      ...[1, 2, 3, 4, 5].map((version) => ['published', version, 'Ana']),
    ]);
  });

  it('keeps the keys of a definition in the order in which they were written', async () => {
    const { playbooks } = test.database;
    const { chat, ask, end } = DEFINITION.cards;
    const cards = { zebra: end, chat, ask, end } as PlaybookDefinition['cards'];
    const { versionId, playbookId } = await playbooks.publish({ ...DEFINITION, cards }, null);
    const version = await playbooks.version(versionId);
    expect(Object.keys(version?.definition.cards ?? {})).toEqual(['zebra', 'chat', 'ask', 'end']);
    const { revision } = await playbooks.draft(playbookId);
    const saved = await playbooks.saveDraft(playbookId, revision, { name: 'x', zebra: 1, a: 2 }, null);
    expect(Object.keys(saved.definition as object)).toEqual(['name', 'zebra', 'a']);
  });

  it('reads a version of the previous release in today’s format', async () => {
    const { database } = test;
    const { playbookId } = await database.playbooks.publish(DEFINITION, null);
    const old = {
      ...DEFINITION,
      format: 1,
      cards: { ask: { kind: 'capture', field: 'email', text: { en: 'Hi {{name}}' }, required: true, next: 'ask' } },
    };
    const id = randomUUID();
    await raw(
      database.sql,
      'insert into playbook_version (id, playbook_id, version, definition) values ($1, $2, 2, $3)',
      [id, playbookId, JSON.stringify(old)],
    );
    const expected = {
      format: 2,
      cards: { ask: { field: 'person.email', type: 'email', text: { en: 'Hi {{person.name}}' } } },
    };
    expect((await database.playbooks.version(id))?.definition).toMatchObject(expected);
    expect((await database.playbooks.draft(playbookId)).definition).toMatchObject(expected);
    expect((await database.playbooks.source(playbookId)).definition).toMatchObject(expected);
  });

  it('leaves 100 running sessions on their version while the next is published and activated', async () => {
    const { database } = test;
    const world = await createWorld(database);
    const started = await Promise.all(Array.from({ length: 50 }, () => startSession(database, world)));
    const second = { ...DEFINITION, start: 'end', appearance: { ...DEFINITION.appearance, botName: 'Second' } };
    const changing = (async () => {
      const { versionId } = await database.playbooks.publish(second, null);
      await database.sites.setActiveVersion(world.siteId, versionId, null);
      return versionId;
    })();
    // more of them begin from an opening of the first version while it happens
    started.push(...(await Promise.all(Array.from({ length: 50 }, () => startSession(database, world)))));
    const versionId = await changing;
    expect(versionId).not.toBe(world.versionId);
    const seen = await Promise.all(
      started.map(({ sessionId }) =>
        database.sessions.look(sessionId, Date.now(), (look) => {
          expect(look.definition).toEqual(DEFINITION);
          return readAll(look, { append: [{ kind: 'message', author: 'bot', body: { text: 'On it goes' } }] });
        }),
      ),
    );
    expect(seen.map((looked) => [looked?.playbookVersion, looked?.session.versionId])).toEqual(
      Array(100).fill([1, world.versionId]),
    );
    const late = await startSession(database, { ...world, versionId });
    const looked = await database.sessions.look(late.sessionId, Date.now(), readAll);
    expect(looked?.playbookVersion).toBe(2);
  });
});

describe('drafts', () => {
  it('begin with the newest version, and become the next one', async () => {
    const { playbooks } = test.database;
    const ana = await createAgent(test.database);
    const ben = await createAgent(test.database, { name: 'Ben' });
    const { playbookId } = await playbooks.publish(named('Shop'), null);
    const fresh = await playbooks.draft(playbookId);
    expect(fresh).toEqual({
      playbookId,
      name: 'Shop',
      revision: 0,
      definition: named('Shop'),
      updatedAt: null,
      updatedBy: null,
    });
    const first = await playbooks.saveDraft(playbookId, 0, { half: 'done' }, ana.id);
    expect(first).toMatchObject({ revision: 1, definition: { half: 'done' }, updatedBy: 'Ana' });
    await playbooks.saveDraft(playbookId, 1, { almost: 'done' }, ana.id);
    const third = await playbooks.saveDraft(playbookId, 2, { ...named('Shop 2') }, ben.id);
    expect((await playbooks.list())[0]?.draftAt).toBe(third.updatedAt);
    // the version in use stays what it is
    expect(await playbooks.source(playbookId)).toEqual({ name: 'Shop', definition: named('Shop') });
    const published = await playbooks.publishDraft(playbookId, 3, named('Shop 2'), ben.id, 'Renamed');
    expect(published).toMatchObject({ playbookId, version: 2 });
    expect(await playbooks.draft(playbookId)).toMatchObject({ name: 'Shop 2', revision: 4, updatedAt: null });
    expect((await playbooks.list())[0]).toMatchObject({
      name: 'Shop 2',
      draftAt: null,
      versions: [{ note: 'Renamed' }, {}],
    });
    expect((await actionsOf(playbookId)).toReversed()).toEqual([
      ['created', null, null],
      ['published', 1, null],
      ['drafted', null, 'Ana'],
      ['drafted', null, 'Ben'],
      ['published', 2, 'Ben'],
    ]);
  });

  it('of a new playbook have its name and are what it can be duplicated from', async () => {
    const { playbooks } = test.database;
    const ana = await createAgent(test.database);
    const { playbookId } = await playbooks.createDraft('Fresh', { name: 'A template', start: 'x' }, ana.id);
    const definition = { name: 'Fresh', start: 'x' };
    expect(await playbooks.draft(playbookId)).toMatchObject({
      name: 'Fresh',
      revision: 1,
      definition,
      updatedBy: 'Ana',
    });
    expect(await playbooks.source(playbookId)).toEqual({ name: 'Fresh', definition });
    expect(await playbooks.list()).toMatchObject([{ name: 'Fresh', versions: [], draftAt: expect.any(String) }]);
    expect(await actionsOf(playbookId)).toEqual([['created', null, 'Ana']]);
    expect(await codeOf(playbooks.createDraft('Fresh', {}, ana.id))).toBe('name_taken');
    expect(await playbooks.list()).toHaveLength(1);
    await playbooks.publish(named('Taken'), null);
    expect(await codeOf(playbooks.publishDraft(playbookId, 1, named('Taken'), ana.id))).toBe('name_taken');
    expect(await playbooks.draft(playbookId)).toMatchObject({ name: 'Fresh', revision: 1, definition });
  });

  it('let one of two who change the same revision win, and tell the other', async () => {
    const { playbooks } = test.database;
    const { playbookId } = await playbooks.publish(DEFINITION, null);
    for (let revision = 0; revision < 10; revision++) {
      const codes = await Promise.all(
        ['one', 'two'].map((by) => codeOf(playbooks.saveDraft(playbookId, revision, { by }, null))),
      );
      expect(codes.toSorted()).toEqual(['no refusal', 'stale_version']);
      const winner = ['one', 'two'][codes.indexOf('no refusal')];
      expect(await playbooks.draft(playbookId)).toMatchObject({ revision: revision + 1, definition: { by: winner } });
    }
    const publications = await Promise.all(
      [1, 2, 3].map(() => codeOf(playbooks.publishDraft(playbookId, 10, DEFINITION, null))),
    );
    expect(publications.toSorted()).toEqual(['no refusal', 'stale_version', 'stale_version']);
    expect((await playbooks.list())[0]?.versions).toHaveLength(2);
  });

  it('a draft that is published beside a file of the same name: two versions', async () => {
    const { playbooks } = test.database;
    const { playbookId } = await playbooks.publish(DEFINITION, null);
    await playbooks.saveDraft(playbookId, 0, { ...DEFINITION }, null);
    const published = await Promise.all([
      playbooks.publish(named('Test', 'Of the file'), null),
      playbooks.publishDraft(playbookId, 1, named('Test', 'Of the draft'), null),
    ]);
    expect(published.map(({ version }) => version).toSorted()).toEqual([2, 3]);
  });

  it('refuse playbooks that do not exist or are archived', async () => {
    const { playbooks } = test.database;
    const { playbookId } = await playbooks.publish(DEFINITION, null);
    await playbooks.archive(playbookId, null);
    for (const [id, code] of [
      [randomUUID(), 'not_found'],
      [playbookId, 'playbook_archived'],
    ] as const) {
      expect(await codeOf(playbooks.saveDraft(id, 0, {}, null))).toBe(code);
      expect(await codeOf(playbooks.publishDraft(id, 0, DEFINITION, null))).toBe(code);
    }
    expect(await codeOf(playbooks.draft(randomUUID()))).toBe('not_found');
    expect(await codeOf(playbooks.source(randomUUID()))).toBe('not_found');
    expect(await codeOf(playbooks.events(randomUUID()))).toBe('not_found');
  });
});

describe('archive', () => {
  it('puts a playbook away that no site uses, once, and takes it out again', async () => {
    const { playbooks, sites } = test.database;
    const ana = await createAgent(test.database);
    const world = await createWorld(test.database);
    const [summary] = await playbooks.list();
    const playbookId = summary?.id ?? '';
    expect(summary?.activeOn).toEqual([{ siteId: world.siteId, siteName: 'Test', version: 1 }]);
    expect(await codeOf(playbooks.archive(playbookId, ana.id))).toBe('playbook_active');
    const other = await playbooks.publish(named('Other'), null);
    await sites.setActiveVersion(world.siteId, other.versionId, ana.id);
    await playbooks.archive(playbookId, ana.id);
    await playbooks.archive(playbookId, ana.id);
    expect((await playbooks.list()).map(({ archivedAt }) => archivedAt)).toEqual([null, expect.any(String)]);
    expect(await codeOf(playbooks.publish(DEFINITION, ana.id))).toBe('playbook_archived');
    expect(await codeOf(sites.setActiveVersion(world.siteId, world.versionId, ana.id))).toBe('playbook_archived');
    expect(await codeOf(sites.rollBack(world.siteId, ana.id))).toBe('playbook_archived');
    await playbooks.unarchive(playbookId, ana.id);
    await playbooks.unarchive(playbookId, ana.id);
    expect(await codeOf(sites.rollBack(world.siteId, ana.id))).toBe('no refusal');
    expect((await actionsOf(playbookId)).map(([action]) => action)).toEqual([
      'rolledBack',
      'unarchived',
      'archived',
      'activated',
      'published',
      'created',
    ]);
    expect(await codeOf(playbooks.archive(randomUUID(), ana.id))).toBe('not_found');
  });

  it('and an activation at once: one of them is refused', async () => {
    const { database } = test;
    const world = await createWorld(database);
    for (let round = 0; round < 10; round++) {
      const { playbookId, versionId } = await database.playbooks.publish(named(`Round ${round}`), null);
      const codes = await Promise.all([
        codeOf(database.playbooks.archive(playbookId, null)),
        codeOf(database.sites.setActiveVersion(world.siteId, versionId, null)),
      ]);
      expect([
        ['no refusal', 'playbook_archived'],
        ['playbook_active', 'no refusal'],
      ]).toContainEqual(codes);
    }
  });

  it('waits for an activation that is under way, and sees it', async () => {
    const { database } = test;
    const world = await createWorld(database);
    const { playbookId, versionId } = await database.playbooks.publish(named('Other'), null);
    const held = await hold(
      database,
      `with locked as (select id from playbook where id = $3 for update)
      update site set active_version_id = $2 from locked where site.id = $1`,
      [world.siteId, versionId, playbookId],
    );
    const archiving = codeOf(database.playbooks.archive(playbookId, null));
    await eventually(async () => expect(await waitingForLock(database)).toBe(1));
    await held.release();
    expect(await archiving).toBe('playbook_active');
  });
});
