import { mailIdOf, Refusal, type TranscriptActivities } from '#libs/contracts';
import type { Database } from '#libs/database';
import { createTestDatabase, type Mailbox, openMailbox, type TestDatabase } from '#libs/testing';
import { createTranscriptActivities, Mailer } from './index.ts';

let test: TestDatabase;
let database: Database;
let mailbox: Mailbox;
let activities: TranscriptActivities;
let sessionId: string;
const told: string[] = [];
const hints = { entry: () => undefined, list: (id: string) => void told.push(id) } as unknown as Parameters<
  typeof createTranscriptActivities
>[0]['hints'];

const sql = (text: string, values: unknown[] = []) =>
  database.sql.rows<Record<string, unknown>>({ name: '', text }, values);

beforeAll(async () => {
  test = await createTestDatabase();
  database = test.database;
  mailbox = await openMailbox();
  const mailer = new Mailer({ url: mailbox.url, from: 'chat@shop.example' });
  activities = createTranscriptActivities({ database, hints, mailer });
  const definition = {
    format: 2,
    name: 'Test',
    languages: ['es'],
    appearance: { botName: 'Bo', accent: '#000000', onAccent: '#ffffff', icon: 'chat' },
    start: 'end',
    cards: { end: { kind: 'end' } },
  } as const;
  const { versionId } = await database.playbooks.publish(definition as never, null);
  const { id: siteId } = await database.sites.create({ name: 'Tienda', origins: ['*'], activeVersionId: versionId });
  const started = await database.sessions.start({
    siteId,
    versionId,
    visitorHash: 'hash',
    clientId: 'client-1-of-test',
    language: 'es',
    seed: 1,
    returning: false,
    opening: [],
    state: { format: 2, cardId: 'end', wait: null as never, fields: {}, qualified: null, resultCards: [] },
    visits: [],
    act: { kind: 'message', body: { text: 'Hola ñandú\n.\nQUIT' } },
  });
  sessionId = started.sessionId;
});
beforeEach(() => {
  mailbox.letters.length = 0;
  mailbox.mood = 'takes';
  told.length = 0;
});
afterAll(async () => {
  await mailbox.close();
  await test.close();
});

let wishes = 0;
async function wish(to = 'vera@example.org'): Promise<string> {
  const mailId = mailIdOf(sessionId, `wish-${++wishes}`);
  await sql(`delete from transcript_mail`);
  await database.transcripts.requestByVisitor({ mailId, sessionId, to });
  return mailId;
}
const send = (mailId: string) => activities.sendTranscript({ mailId });
const state = async (mailId: string) =>
  (await sql('select state from transcript_mail where id = $1', [mailId]))[0]?.state;
const refusalOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'none',
    (error: unknown) => (error instanceof Refusal ? error.code : 'error'),
  );
const idsOf = () => mailbox.letters.map(({ raw }) => /^Message-ID: (.+)\r$/im.exec(raw)?.[1]);

it('goes out once, in the session’s language, as text and HTML', async () => {
  const mailId = await wish();
  await send(mailId);
  await send(mailId);
  expect(mailbox.letters).toHaveLength(1);
  const { to, raw } = mailbox.letters[0] as { to: string[]; raw: string };
  expect(to).toEqual(['vera@example.org']);
  expect(raw).toContain('Subject: Tu chat con Tienda');
  expect(raw).toContain('From: chat@shop.example');
  expect(raw).toMatch(/Content-Type: text\/plain; charset=utf-8/);
  expect(raw).toMatch(/Content-Type: text\/html; charset=utf-8/);
  expect(raw).toContain('Hola');
  expect(idsOf()).toEqual([`<${mailId}@shop.example>`]);
  expect([await state(mailId), told]).toEqual(['sent', [sessionId]]);
});

it('tries again where the server is busy, and gives up where it refuses', async () => {
  const mailId = await wish();
  mailbox.mood = 'busy';
  expect(await refusalOf(send(mailId))).toBe('error');
  expect(await state(mailId)).toBe('pending');
  mailbox.mood = 'takes';
  await send(mailId);
  expect([await state(mailId), mailbox.letters.length]).toEqual(['sent', 1]);
  const other = await wish();
  mailbox.mood = 'refuses';
  await send(other);
  expect(await state(other)).toBe('failed');
  mailbox.mood = 'takes';
  await send(other);
  expect(mailbox.letters).toHaveLength(1);
});

it('has the same id where nobody knows whether the server took it, so that a mailbox shows it once', async () => {
  const mailId = await wish();
  mailbox.mood = 'takesSilently';
  expect(await refusalOf(send(mailId))).toBe('error');
  mailbox.mood = 'takes';
  await send(mailId);
  expect(idsOf()).toEqual(Array(2).fill(`<${mailId}@shop.example>`));
  expect(await state(mailId)).toBe('sent');
});

it('is sent by one at a time; who died on the way lets go by the time', async () => {
  const mailId = await wish();
  expect(await database.transcripts.take(mailId)).toMatchObject({ sessionId });
  expect(await refusalOf(send(mailId))).toBe('unavailable');
  expect(mailbox.letters).toHaveLength(0);
  await sql(`update transcript_mail set held_until = held_until - interval '2 minutes'`);
  await send(mailId);
  expect(mailbox.letters).toHaveLength(1);
});

it('ten at once: one letter', async () => {
  const mailId = await wish();
  const outcomes = await Promise.all(Array.from({ length: 10 }, () => refusalOf(send(mailId))));
  expect(mailbox.letters).toHaveLength(1);
  expect(outcomes.every((outcome) => outcome === 'none' || outcome === 'unavailable')).toBe(true);
});

it('takes an address as one address, and no header from what people typed', async () => {
  await sql(`update session_details set person_name = $1`, ['Eve\r\nBcc: eve@evil.example']);
  await send(await wish('"a,b"@example.org'));
  const { to, raw } = mailbox.letters[0] as { to: string[]; raw: string };
  expect(to).toHaveLength(1);
  expect(raw.slice(0, raw.indexOf('\r\n\r\n'))).not.toMatch(/bcc/i);
});

it('sends nothing where there is no server, no mail or no session any more', async () => {
  const none = createTranscriptActivities({ database, hints, mailer: null });
  const mailId = await wish();
  expect(await refusalOf(none.sendTranscript({ mailId }))).toBe('mail_disabled');
  await send(crypto.randomUUID());
  await activities.failTranscript({ mailId });
  await activities.failTranscript({ mailId });
  expect([await state(mailId), told]).toEqual(['failed', [sessionId]]);
  const last = await wish();
  await database.sessions.erase(sessionId);
  await send(last);
  expect(mailbox.letters).toHaveLength(0);
});
