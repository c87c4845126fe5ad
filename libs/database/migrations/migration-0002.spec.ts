import { newId } from '#libs/contracts';
import type { EngineState } from '#libs/playbook';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import { openOrm } from '../orm.ts';
import { DEFINITION, raw, readAll } from '../testing/builders.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test.close());

const [agentId, playbookId, versionId, siteId, sessionId] = Array.from({ length: 5 }, newId) as [
  string,
  string,
  string,
  string,
  string,
];
const pending = newId();

const OLD_STATE = {
  format: 1,
  cardId: 'ask',
  wait: { for: 'answer', askedSeq: 1, promptSeq: 1, attempts: 0 },
  fields: { email: 'vera@visitor.example' },
  qualified: false,
  resultCards: [],
};

const OLD_DEFINITION = {
  format: 1,
  name: 'Old',
  languages: ['en'],
  appearance: DEFINITION.appearance,
  start: 'ask',
  cards: {
    ask: { kind: 'question', text: { en: 'Hi {{name}}' }, choices: [{ id: 'a', text: { en: 'A' }, next: 'lead' }] },
    lead: { kind: 'result', result: 'lead', title: { en: 'A lead' }, next: 'end' },
    end: { kind: 'end' },
  },
};

/** The database as the previous release left it. */
async function previousRelease(): Promise<void> {
  const { database, url } = test;
  const run = (text: string, values: unknown[] = []) => raw(database.sql, text, values);
  await run('drop schema public cascade');
  await run('create schema public');
  const { orm } = await openOrm({ url, poolSize: 1 }, false);
  await orm.migrator.up({ to: 'migration-0001-initial' });
  await orm.close(true);
  await run(`insert into agent (id, email, name, role, password_hash) values ($1, 'a@b.example', 'Ana', 'admin', '')`, [
    agentId,
  ]);
  await run(`insert into playbook (id, name) values ($1, 'Old')`, [playbookId]);
  await run(
    'insert into playbook_version (id, playbook_id, version, definition, created_by) values ($1, $2, 1, $3, $4)',
    [versionId, playbookId, JSON.stringify(OLD_DEFINITION), agentId],
  );
  await run(`insert into site (id, name, origins, active_version_id) values ($1, 'Shop', '{*}', $2)`, [
    siteId,
    versionId,
  ]);
  await run(
    `insert into session (id, site_id, version_id, visitor_hash, first_client_id, language, seed, state, last_seq)
    values ($1, $2, $3, 'hash', 'first', 'en', 1, $4, 1)`,
    [sessionId, siteId, versionId, JSON.stringify(OLD_STATE)],
  );
  await run('insert into session_details (session_id) values ($1)', [sessionId]);
  await run(
    `insert into entry (session_id, seq, at, kind, author, body) values ($1, 1, now(), 'prompt', 'bot', '{"text": "Hi"}')`,
    [sessionId],
  );
  await run(`insert into result (id, session_id, kind, title, card_id) values ($1, $2, 'lead', 'A lead', 'lead')`, [
    pending,
    sessionId,
  ]);
}

describe('a database of the previous release', () => {
  it('goes on where it was: its sessions, its versions, and what is known of their past', async () => {
    const { database } = test;
    await previousRelease();
    await database.migrate();
    await database.migrate();
    const upgraded: EngineState = {
      ...(OLD_STATE as unknown as EngineState),
      format: 2,
      wait: { for: 'answer', askedSeq: 1, promptSeq: 1, attempts: 0, reminder: null },
      fields: { 'person.email': 'vera@visitor.example' },
      qualified: null,
    };
    const looked = await database.sessions.look(sessionId, Date.now(), (look) => {
      expect(look.session).toMatchObject({ state: upgraded, pageUrl: null, returning: false });
      expect(look.definition).toMatchObject({
        format: 2,
        cards: { ask: { style: 'buttons', text: { en: 'Hi {{person.name}}' } }, lead: { visibility: 'everyone' } },
      });
      return readAll(look, { append: [{ kind: 'message', author: 'bot', body: { text: 'On it goes' } }] });
    });
    expect(looked?.session.state).toEqual(upgraded);
    expect(looked?.pendingResults).toEqual([{ resultId: pending, kind: 'lead' }]);
    expect(await database.playbooks.events(playbookId)).toMatchObject([
      { action: 'activated', version: 1, by: null, siteName: 'Shop' },
      { action: 'published', version: 1, by: 'Ana' },
      { action: 'created', version: null },
    ]);
    const next = await database.playbooks.publish(DEFINITION, agentId);
    await database.sites.setActiveVersion(siteId, next.versionId, agentId);
    expect(await database.sites.rollBack(siteId, agentId)).toMatchObject({ activeVersionId: versionId });
  });

  it('still gives results that were under way to the assignee', async () => {
    const { database } = test;
    await raw(database.sql, `update session set phase = 'live', assignee_id = $2 where id = $1`, [sessionId, agentId]);
    await database.results.createRecords(pending);
    expect(await database.crm.records({ kind: 'lead' })).toMatchObject([{ resultId: pending, ownerName: 'Ana' }]);
  });
});
