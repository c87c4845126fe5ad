import { randomUUID } from 'node:crypto';
import { SIGNALS } from '#libs/contracts';
import { createTestDatabase, eventually, type TestDatabase, testTemporal } from '#libs/testing';
import { insertOldSession, insertOldVersion, type OldSession, oldSessions } from './format-1.ts';
import { type House, openHouse } from './house.ts';
import { connect, startTestWorker, type TestConnection, type TestWorker } from './worker.ts';

const EMAIL = 'vera@example.org';

/** Rows that the release before wrote, format 1 throughout, under this release's engine and process. */
describe('a session begun on the release before goes on', () => {
  const taskQueue = randomUUID();
  let test: TestDatabase;
  let temporal: TestConnection;
  let worker: TestWorker;
  let house: House;
  let versionId: string;

  beforeAll(async () => {
    test = await createTestDatabase();
    temporal = await connect(await testTemporal());
    worker = await startTestWorker({ database: test.database, taskQueue, ...temporal });
    house = await openHouse({ database: test.database, client: temporal.client, taskQueue });
    versionId = await insertOldVersion(test.database);
    await house.online();
  }, 300_000);
  afterAll(async () => {
    await worker?.stop();
    await temporal?.close();
    await test?.close();
  });

  const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();

  /** Puts the session there, and starts its run as a gateway's sweep would. */
  async function resume(session: OldSession): Promise<string> {
    const sessionId = await insertOldSession(test.database, { siteId: house.siteId, versionId, session });
    await house.wake(sessionId, SIGNALS.entriesUnread, session.entries.length);
    return sessionId;
  }

  const ends = (sessionId: string, last: string) =>
    eventually(async () => expect((await house.lines(sessionId)).at(-1)).toBe(last));

  it('where the first act was not read yet', async () => {
    const sessionId = await resume(oldSessions(inMinutes(1)).begun);
    await ends(sessionId, 'bot: Your name?');
    await house.say(sessionId, 'Vera');
    await ends(sessionId, 'bot: Vera, your e-mail?');
  });

  it('where a detail was asked for: what was given before is known, and the lead has it', async () => {
    const { asked } = oldSessions(inMinutes(1));
    const sessionId = await resume(asked);
    await house.settled(sessionId);
    await house.say(sessionId, 'no address');
    await eventually(async () => expect(await house.lines(sessionId, 8)).toHaveLength(1));
    await house.settled(sessionId);
    await house.say(sessionId, EMAIL);
    await house.workflow(sessionId).result();
    const ending = ['captured', 'qualified', 'asked for lead', 'bot: Goodbye, Vera', 'closed: playbook_ended'];
    expect((await house.lines(sessionId, 10)).slice(0, 5)).toEqual(ending);
    await eventually(async () => expect(await house.records(sessionId)).toEqual(['lead']));
    const [lead] = await test.database.crm.records({ kind: 'lead' });
    expect(lead).toMatchObject({ title: 'Lead of Vera', email: EMAIL });
  });

  it('where people were called: the deadline of then holds', async () => {
    const sessionId = await resume(oldSessions(new Date(Date.now() + 2_000).toISOString()).waiting);
    await ends(sessionId, 'bot: Your name?');
    const unanswered = ['bot: Nobody came', 'waiting→bot: nobody_picked_up', 'bot: Your name?'];
    expect(await house.lines(sessionId, 5)).toEqual(unanswered);
  });

  it('where people were called: an agent takes it, and closes', async () => {
    const sessionId = await resume(oldSessions(inMinutes(1)).waiting);
    await house.assign(sessionId, house.ana);
    await house.settled(sessionId);
    await house.reassign(sessionId, house.ana, house.ben);
    await house.close(sessionId, house.ben);
    await house.workflow(sessionId).result();
    expect(await house.lines(sessionId, 5)).toEqual(['assigned: Ana', 'reassigned: Ben', 'closed: agent']);
  });

  it('where an agent led: handed back, the bot takes the offline path', async () => {
    const people = { ...oldSessions(inMinutes(1)).waiting, wait: { for: 'people' } };
    const sessionId = await insertOldSession(test.database, { siteId: house.siteId, versionId, session: people });
    await house.assign(sessionId, house.ana);
    await house.settled(sessionId);
    await house.handBack(sessionId, house.ana);
    await ends(sessionId, 'bot: Your name?');
    expect(await house.lines(sessionId, 5)).toEqual(['assigned: Ana', 'handedBack', 'bot: Your name?']);
  });

  it('and is still in today’s format when it is read again', async () => {
    const sessionId = await resume(oldSessions(inMinutes(1)).asked);
    await house.settled(sessionId);
    await house.say(sessionId, 'no address');
    await eventually(async () => expect(await house.lines(sessionId, 8)).toHaveLength(1));
    const text = 'select state from session where id = $1';
    const [row] = await test.database.sql.rows<{ state: unknown }>({ name: 'test_state', text }, [sessionId]);
    expect(row?.state).toMatchObject({ format: 2, fields: { 'person.name': 'Vera' }, qualified: null });
  });
});
