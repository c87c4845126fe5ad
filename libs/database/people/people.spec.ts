import { type Details, type MergePersonsBody, type NewPersonBody, type PersonView, Refusal } from '#libs/contracts';
import { createTestDatabase, eventually, type TestDatabase } from '#libs/testing';
import {
  clientId,
  codeOf,
  createAgent,
  createOnlineAgent,
  createWorld,
  empty,
  hold,
  raw,
  startLive,
  visitorHash,
  type World,
  waitingForLock,
} from '../testing/builders.ts';

let test: TestDatabase;
let world: World;
let ana: { id: string };
beforeAll(async () => {
  test = await createTestDatabase();
});
beforeEach(async () => {
  await empty(test.database);
  await raw(test.database.sql, 'delete from person');
  world = await createWorld(test.database);
  ana = await createOnlineAgent(test.database);
});
afterAll(() => test.close());

const NOBODY: NewPersonBody = { name: null, email: null, phone: null, organisation: null, note: null };
const NO_DETAILS: Details = {
  personName: null,
  email: null,
  phone: null,
  organisation: null,
  dealValue: null,
  currency: null,
  note: null,
};
const people = () => test.database.people;
const live = (options: { visitorHash?: string } = {}) => startLive(test.database, world, ana.id, options);
/** Makes a person, linked to a conversation of its own. */
async function person(known: Partial<NewPersonBody>): Promise<PersonView & { sessionId: string }> {
  const sessionId = await live();
  const created = await people().create({ sessionId, byAgentId: ana.id, person: { ...NOBODY, ...known } });
  return { ...created, sessionId };
}
const seen = (sessionId: string, by = ana.id) => people().visitor(sessionId, by);
const setDetails = (sessionId: string, version: number, details: Partial<Details>) =>
  test.database.sessions.updateDetails({ sessionId, version, details: { ...NO_DETAILS, ...details } });
const detailsOf = async (sessionId: string) => (await test.database.sessions.detail(sessionId)).details;

describe('searching', () => {
  it('finds by a part of name, e-mail or phone, in any letter case and however the number is written', async () => {
    const vera = await person({ name: 'Vera Visitor', email: 'vera@acme.example', phone: '+34 600-123 456' });
    await person({ name: 'Oliver Other', email: 'oliver@other.example' });
    for (const text of ['vera', 'VISIT', 'acme.ex', '600 123', '+34600123', '(600) 123-456'])
      expect([text, (await people().search(text)).map(({ id }) => id)]).toEqual([text, [vera.id]]);
    expect((await people().search('ver')).map(({ name }) => name)).toEqual(['Vera Visitor', 'Oliver Other']);
  });

  it('takes wildcards and quotes as what they are', async () => {
    await person({ name: 'Percy 100%' });
    await person({ name: 'Under_score' });
    const names = async (text: string) => (await people().search(text)).map(({ name }) => name);
    expect(await names('0%')).toEqual(['Percy 100%']);
    expect(await names('r_s')).toEqual(['Under_score']);
    expect(await names('%%')).toEqual([]);
    expect(await names("'; drop table person; --")).toEqual([]);
    expect(await names('++')).toEqual([]);
  });

  it('finds organisations', async () => {
    await person({ name: 'A', organisation: 'Acme Corp' });
    await person({ name: 'B', organisation: 'acme corp' });
    await person({ name: 'C', organisation: 'The Acme' });
    expect((await people().searchOrganisations('ACME')).map(({ name }) => name)).toEqual(['Acme Corp', 'The Acme']);
  });
});

describe('who the visitor is', () => {
  it('is who has the e-mail of the details, until an agent says otherwise', async () => {
    const vera = await person({ name: 'Vera', email: 'Vera@acme.example' });
    const oliver = await person({ name: 'Oliver' });
    const sessionId = await live();
    expect(await seen(sessionId)).toMatchObject({ person: null, linkedBy: null });
    await setDetails(sessionId, 0, { email: 'vera@ACME.example' });
    expect(await seen(sessionId)).toMatchObject({ person: { id: vera.id }, linkedBy: 'email' });
    await people().link({ sessionId, byAgentId: ana.id, personId: null });
    expect(await seen(sessionId)).toMatchObject({ person: null, linkedBy: null });
    await people().link({ sessionId, byAgentId: ana.id, personId: oliver.id });
    expect(await seen(sessionId)).toMatchObject({ person: { id: oliver.id }, linkedBy: 'link' });
  });

  it('is asked of the e-mail again when another one is typed', async () => {
    const vera = await person({ email: 'vera@acme.example' });
    const sessionId = await live();
    await setDetails(sessionId, 0, { email: 'first@acme.example' });
    await people().link({ sessionId, byAgentId: ana.id, personId: null });
    await setDetails(sessionId, 1, { email: 'first@acme.example', note: null });
    await setDetails(sessionId, 2, { email: 'vera@acme.example' });
    expect(await seen(sessionId)).toMatchObject({ person: { id: vera.id }, linkedBy: 'email' });
  });

  it('fills what the details do not say, and nothing else', async () => {
    const vera = await person({ name: 'Vera', email: 'vera@acme.example', phone: '1', organisation: 'Acme' });
    const sessionId = await live();
    await setDetails(sessionId, 0, { personName: 'V.', note: 'n' });
    await people().link({ sessionId, byAgentId: ana.id, personId: vera.id });
    expect(await detailsOf(sessionId)).toMatchObject({
      personName: 'V.',
      email: 'vera@acme.example',
      phone: '1',
      organisation: 'Acme',
      note: 'n',
    });
    expect((await test.database.sessions.detail(sessionId)).detailsVersion).toBe(2);
  });

  it('refuses what is not there, twice the same e-mail, and other teams', async () => {
    const vera = await person({ email: 'vera@acme.example' });
    const byAgentId = ana.id;
    const { sessionId } = vera;
    const twice = { ...NOBODY, email: 'VERA@acme.example' };
    expect(await codeOf(people().create({ sessionId, byAgentId, person: twice }))).toBe('person_exists');
    expect(await codeOf(people().link({ sessionId, byAgentId, personId: crypto.randomUUID() }))).toBe('not_found');
    expect(await seen(sessionId)).toMatchObject({ person: { id: vera.id } });
    const { id: teamId } = await test.database.teams.create('Elsewhere');
    await raw(test.database.sql, `update session set team_id = $1, phase = 'closed', closed_at = now()`, [teamId]);
    for (const attempt of [
      seen(sessionId),
      people().link({ sessionId, byAgentId, personId: null }),
      people().create({ sessionId, byAgentId, person: { ...NOBODY, name: 'X' } }),
    ])
      expect(await codeOf(attempt)).toBe('not_found');
    expect(await raw(test.database.sql, `select 1 from person where name = 'X'`)).toEqual([]);
  });

  it('overwrites nobody whom a colleague has linked meanwhile', async () => {
    const [vera, oliver] = [await person({ name: 'Vera' }), await person({ name: 'Oliver' })];
    const sessionId = await live();
    const byAgentId = ana.id;
    const link = (personId: string | null, insteadOf: string | null) =>
      codeOf(people().link({ sessionId, byAgentId, personId, insteadOf }));
    // two at once, who both see nobody
    const both = await Promise.all([link(vera.id, null), link(oliver.id, null)]);
    expect(both.filter((code) => code === 'stale_version')).toHaveLength(1);
    const winner = both[0] === 'stale_version' ? oliver : vera;
    const [loser] = [vera, oliver].filter((one) => one !== winner);
    expect(await seen(sessionId)).toMatchObject({ person: { id: winner.id } });
    const made = { ...NOBODY, name: 'Made too late' };
    expect(await codeOf(people().create({ sessionId, byAgentId, person: made, insteadOf: null }))).toBe(
      'stale_version',
    );
    expect(await people().search('Made too')).toEqual([]);
    expect(await link(null, loser!.id)).toBe('stale_version');
    expect(await seen(sessionId)).toMatchObject({ person: { id: winner.id } });
    // asked for again, since the answer was lost
    await people().link({ sessionId, byAgentId, personId: winner.id, insteadOf: null });
    await people().link({ sessionId, byAgentId, personId: loser!.id, insteadOf: winner.id });
    expect(await seen(sessionId)).toMatchObject({ person: { id: loser!.id } });
  });

  it('shows earlier conversations of the browser and of the person, as far as the agent may see them', async () => {
    const hash = visitorHash();
    const close = (sessionId: string) =>
      test.database.sessions.close({ sessionId, byAgentId: ana.id, clientId: clientId(), reasonId: 'solved' });
    const browser = await live({ visitorHash: hash });
    await close(browser);
    const vera = await person({ email: 'vera@acme.example' });
    const byMail = await live();
    await setDetails(byMail, 0, { email: 'vera@acme.example' });
    const hidden = await live();
    await people().link({ sessionId: hidden, byAgentId: ana.id, personId: vera.id });
    const { id: teamId } = await test.database.teams.create('Others');
    await raw(test.database.sql, 'update session set team_id = $1 where id = $2', [teamId, hidden]);
    const ben = await createAgent(test.database, { name: 'Ben' });
    const now = await live({ visitorHash: hash });
    await people().link({ sessionId: now, byAgentId: ana.id, personId: vera.id });
    const { earlier } = await seen(now, ben.id);
    expect(earlier.map(({ id }) => id)).toEqual([byMail, vera.sessionId, browser]);
    expect(earlier[2]).toMatchObject({ phase: 'closed', closing: { reasonId: 'solved', label: null, note: null } });
    expect((await seen(now)).earlier.map(({ id }) => id)).toContain(hidden);
  });
});

describe('changing a person', () => {
  const change = (vera: PersonView, known: Partial<NewPersonBody>) =>
    people().change(vera.id, { ...NOBODY, ...vera, ...known, version: vera.version });

  it('needs the version that was seen: the slower one changes nothing', async () => {
    const vera = await person({ name: 'Vera' });
    const [one, two] = await Promise.all([
      codeOf(change(vera, { phone: '1' })),
      codeOf(change(vera, { organisation: 'Acme' })),
    ]);
    expect([one, two].sort()).toEqual(['no refusal', 'stale_version']);
    const now = await people().get(vera.id);
    expect(now.version).toBe(1);
    expect([now.phone, now.organisation]).toEqual(one === 'no refusal' ? ['1', null] : [null, 'Acme']);
  });

  it('refuses an e-mail that somebody else has, and whom there is not', async () => {
    await person({ email: 'taken@acme.example' });
    const vera = await person({ name: 'Vera' });
    expect(await codeOf(change(vera, { email: 'Taken@acme.example' }))).toBe('person_exists');
    expect(await codeOf(change({ ...vera, id: crypto.randomUUID() }, {}))).toBe('not_found');
  });
});

describe('duplicates', () => {
  it('are who has the same phone, or the same name in the same organisation', async () => {
    const vera = await person({ name: 'Vera', phone: '+34 600 123 456', organisation: 'Acme' });
    const phone = await person({ name: 'V', phone: '34600123456' });
    const name = await person({ name: 'VERA', organisation: 'ACME' });
    await person({ name: 'Vera', organisation: 'Other' });
    await person({ name: 'Vera' });
    const { duplicates } = await seen(vera.sessionId);
    expect(duplicates.map(({ person: { id }, reasons }) => [id, reasons])).toEqual([
      [phone.id, ['phone']],
      [name.id, ['nameAndOrganisation']],
    ]);
    const short = await person({ name: 'S', phone: '123' });
    await person({ name: 'T', phone: '123' });
    expect((await seen(short.sessionId)).duplicates).toEqual([]);
  });
});

describe('merging', () => {
  const merge = (mine: PersonView, other: PersonView, keep: MergePersonsBody['keep'] = {}) =>
    people().merge(mine.id, { version: mine.version, otherId: other.id, otherVersion: other.version, keep }, ana.id);
  /** Whose the records are that come from a conversation. */
  const owners = async (sessionId: string) =>
    (
      await raw<{ id: string }>(
        test.database.sql,
        `select person_id as id from lead where session_id = $1 union all
        select person_id from deal where session_id = $1 union all
        select person_id from crm_activity where session_id = $1 union all
        select person_id from session_person where session_id = $1`,
        [sessionId],
      )
    ).map(({ id }) => id);

  it('moves records and conversations, and loses no field', async () => {
    const mine = await person({ name: 'Vera', phone: '600123' });
    const other = await person({ name: 'Vera V.', email: 'vera@acme.example', organisation: 'Acme', note: 'n' });
    for (const kind of ['lead', 'deal', 'crmActivity'] as const) {
      const request = { sessionId: other.sessionId, byAgentId: ana.id, clientId: clientId(), kind, title: kind };
      const { resultId } = await test.database.sessions.requestResult(request);
      await test.database.results.createRecords(resultId);
    }
    const byMail = await live();
    await setDetails(byMail, 0, { email: 'VERA@acme.example' });
    const before = await people().get(other.id);
    const merged = await merge(mine, before, { name: 'other' });
    expect(merged).toEqual({
      id: mine.id,
      version: 1,
      name: 'Vera V.',
      email: 'vera@acme.example',
      phone: '600123',
      organisation: 'Acme',
      note: 'n',
    });
    expect(await owners(other.sessionId)).toEqual([mine.id, mine.id, mine.id, mine.id]);
    expect(await seen(byMail)).toMatchObject({
      person: { id: mine.id },
      linkedBy: 'link',
      merges: [{ byName: 'Ana', at: expect.any(String) }],
    });
    const third = await person({ name: 'Vera the third' });
    await merge(third, merged, { name: 'this' });
    expect((await seen(byMail)).merges).toHaveLength(2);
    expect(await codeOf(people().get(other.id))).toBe('not_found');
  });

  it('asks where both have a value, and does nothing until it is said', async () => {
    const mine = await person({ name: 'Vera', email: 'a@acme.example', organisation: 'Acme', note: 'one' });
    const other = await person({ name: 'Vera', email: 'b@acme.example', organisation: 'ACME', note: 'two' });
    const refused = await merge(mine, other, { note: 'this' }).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(Refusal);
    const { code, errors } = (refused as Refusal).problem;
    expect([code, errors?.map(({ path }) => path)]).toEqual(['merge_undecided', ['email']]);
    expect(await owners(other.sessionId)).toEqual([other.id]);
    const merged = await merge(mine, other, { note: 'this', email: 'other' });
    expect(merged).toMatchObject({ email: 'b@acme.example', note: 'one' });
  });

  it('refuses oneself, who is gone, and what was changed meanwhile', async () => {
    const [mine, other] = [await person({ name: 'Vera' }), await person({ phone: '1' })];
    expect(await codeOf(merge(mine, mine))).toBe('not_found');
    expect(await codeOf(merge(mine, { ...other, id: crypto.randomUUID() }))).toBe('not_found');
    await people().change(other.id, { ...NOBODY, phone: '2', version: 0 });
    expect(await codeOf(merge(mine, other))).toBe('stale_version');
    expect((await people().get(other.id)).phone).toBe('2');
  });

  it('at once in both directions: one wins, nobody is locked up, nobody is lost', async () => {
    const [mine, other] = [await person({ name: 'Vera' }), await person({ phone: '1' })];
    const outcomes = await Promise.all([codeOf(merge(mine, other)), codeOf(merge(other, mine))]);
    expect(outcomes.sort()).toEqual(['no refusal', 'not_found']);
    expect(await raw(test.database.sql, 'select name, phone from person')).toEqual([{ name: 'Vera', phone: '1' }]);
  });

  it('waits for a link that is being made, which then is to the one who stays', async () => {
    const [mine, other] = [await person({ name: 'Vera' }), await person({ phone: '1' })];
    const sessionId = await live();
    const linking = await hold(
      test.database,
      `with l as (select id from person where id = $1 for key share)
      insert into session_person select $2, id from l`,
      [other.id, sessionId],
    );
    const merging = merge(mine, other);
    await eventually(async () => expect(await waitingForLock(test.database)).toBe(1));
    await linking.release();
    await merging;
    expect(await seen(sessionId)).toMatchObject({ person: { id: mine.id } });
  });
});

describe('records that a conversation makes', () => {
  it('are of the person that an agent linked; what was unknown of them is filled', async () => {
    const vera = await person({ name: 'Vera', email: 'vera@acme.example' });
    await setDetails(vera.sessionId, 1, { personName: 'Other', email: 'other@acme.example', phone: '600' });
    const request = { byAgentId: ana.id, clientId: clientId(), kind: 'lead' as const, title: 'A lead' };
    const { resultId } = await test.database.sessions.requestResult({ sessionId: vera.sessionId, ...request });
    await test.database.results.createRecords(resultId);
    expect(await raw(test.database.sql, 'select person_id from lead')).toEqual([{ person_id: vera.id }]);
    expect(await people().get(vera.id)).toMatchObject({
      name: 'Vera',
      email: 'vera@acme.example',
      phone: '600',
      version: 1,
    });
  });
});

describe('erasing', () => {
  it('forgets a person whom only this conversation knew, and keeps others', async () => {
    const only = await person({ name: 'Only', organisation: 'Lonely' });
    const shared = await person({ name: 'Shared' });
    const again = await live();
    await people().link({ sessionId: again, byAgentId: ana.id, personId: shared.id });
    await test.database.visits.pageSeen(only.sessionId, 'https://shop.example/private');
    await test.database.sessions.erase(only.sessionId);
    await test.database.sessions.erase(shared.sessionId);
    expect(await raw(test.database.sql, 'select name from person')).toEqual([{ name: 'Shared' }]);
    expect(await raw(test.database.sql, 'select 1 from organisation')).toEqual([]);
    expect(await raw(test.database.sql, 'select 1 from page_view')).toEqual([]);
    const erased = 'select device, closing, rating from session where erased_at is not null';
    expect(await raw(test.database.sql, erased)).toEqual(Array(2).fill({ device: null, closing: null, rating: null }));
  });
});
