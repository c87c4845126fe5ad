import { randomBytes } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { type FileView, newId, type Problem } from '#libs/contracts';
import { callApi, connectVisitor, eventually, mustCall } from '#libs/testing';
import { begin, look, newClientId, startGateway, type TestGateway } from '../../test/harness.ts';
import { smallPlaybook, valid } from '../../test/playbooks.ts';

const MEGABYTE = 1024 * 1024;
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);
const PDF = Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n');

/** An archive with one file in it, as an office document is one. */
function zip(name: string, content: string): Buffer {
  const [path, raw] = [Buffer.from(name), Buffer.from(content)];
  const packed = deflateRawSync(raw);
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(20, 0);
  fields.writeUInt16LE(8, 4);
  fields.writeUInt32LE(packed.length, 14);
  fields.writeUInt32LE(raw.length, 18);
  fields.writeUInt16LE(path.length, 22);
  const end = Buffer.alloc(22);
  end.write('PK\u0005\u0006', 'latin1');
  return Buffer.concat([Buffer.from('PK\u0003\u0004', 'latin1'), fields, path, packed, end]);
}
const DOCX = zip(
  '[Content_Types].xml',
  '<Types><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
);

let gateway: TestGateway;
let folder: string;
beforeAll(async () => {
  folder = join(process.env.TMPDIR ?? '/tmp', `foyer-files-${newId()}`);
  gateway = await startGateway({ env: { FOYER_FILES_DIR: folder } });
  const { database } = gateway.database;
  const cards = {
    ask: {
      kind: 'question',
      text: { en: 'How can we help?' },
      choices: [{ id: 'chat', text: { en: 'Send a file' }, next: 'file' }],
    },
    welcome: { kind: 'greeting', text: { en: 'Hi' }, next: 'ask' },
    file: {
      kind: 'capture',
      field: 'plan',
      type: 'file',
      text: { en: 'Your plan?' },
      consent: { en: 'Keep it' },
      next: 'more',
    },
    more: {
      kind: 'capture',
      field: 'message',
      type: 'text',
      text: { en: 'Anything else?' },
      required: false,
      next: 'bye',
    },
    bye: { kind: 'end' },
  };
  const definition = valid(smallPlaybook({ name: 'Files', start: 'welcome', cards }));
  const { playbookId, versionId } = await database.playbooks.publish(definition, null);
  Object.assign(gateway, { playbookId, versionId });
  await database.sites.setActiveVersion(gateway.site.id, versionId, null);
});
afterAll(() => gateway.close());

const stored = async (): Promise<string[]> => (await readdir(folder).catch(() => [])).sort();
const upload = async (token: string, content: Uint8Array | string, name: string, field = 'file') => {
  const form = new FormData();
  form.append(field, new Blob([content as BlobPart]), name);
  const response = await fetch(`${gateway.url}/api/v1/visitor/files`, {
    method: 'POST',
    body: form,
    headers: { authorization: `Bearer ${token}` },
  });
  return { status: response.status, body: (await response.json()) as FileView & Problem };
};
/** A visitor whom the bot asks for a file. */
const asked = async () => {
  const session = await begin(gateway);
  await look(gateway, session.sessionId);
  return session;
};

describe('an upload', () => {
  it('is taken for the file that a card asks for, answers it, and is saved by agents', async () => {
    const { token, sessionId } = await asked();
    const { status, body: file } = await upload(token, PNG, 'plan.png');
    expect([status, file]).toEqual([
      201,
      { id: expect.any(String), name: 'plan.png', mediaType: 'image/png', bytes: PNG.length },
    ]);
    expect(await stored()).toContain(file.id);
    const visitor = await connectVisitor(gateway.url, token);
    const { lastSeq: promptSeq } = await visitor.call('timeline:read', { after: 0 });
    await visitor.call('answer:send', {
      clientId: newClientId(),
      promptSeq,
      fileId: file.id,
      consent: true,
    });
    await look(gateway, sessionId);
    await eventually(() =>
      expect(visitor.entries()).toContainEqual(
        expect.objectContaining({
          kind: 'answer',
          body: { promptSeq, fileId: file.id, text: 'plan.png', consent: true },
        }),
      ),
    );
    await eventually(() =>
      expect(visitor.entries().at(-1)).toMatchObject({ kind: 'prompt', body: { cardId: 'more' } }),
    );
    visitor.close();

    const saved = await fetch(`${gateway.url}/api/v1/files/${file.id}`, {
      headers: { authorization: `Bearer ${gateway.ana.token}` },
    });
    expect(saved.status).toBe(200);
    expect(Buffer.from(await saved.arrayBuffer())).toEqual(PNG);
    expect(Object.fromEntries(saved.headers)).toMatchObject({
      'content-disposition': 'attachment; filename=plan.png',
      'content-type': 'image/png',
      'content-length': String(PNG.length),
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'no-store',
    });
  });

  it.each([
    ['a PDF', PDF, 'offer.pdf', 'offer.pdf', 'application/pdf'],
    [
      'a document',
      DOCX,
      'offer.docx',
      'offer.docx',
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    ],
    ['a table', 'name;price\nlamp;149\n', 'Prices.CSV', 'Prices.csv', 'text/csv'],
    ['text', 'Grüße\n', 'notes.txt', 'notes.txt', 'text/plain'],
    ['text of another encoding', Buffer.from('Gr\xfc\xdfe\n', 'latin1'), 'notes.txt', 'notes.txt', 'text/plain'],
    ['text that is called a web page', 'alert(1)', 'page.html', 'page.html.txt', 'text/plain'],
    ['an image that is called a program', PNG, 'virus.exe', 'virus.exe.png', 'image/png'],
    ['a name that leads elsewhere', PNG, '../../etc/passwd.png', 'passwd.png', 'image/png'],
    ['a name that reads backwards', PNG, 'invoice\u202egnp.png', 'invoicegnp.png', 'image/png'],
    ['a name with quotes and lines', PNG, 'a"b\r\nc.png', 'abc.png', 'image/png'],
    ['a name without letters', PNG, '....', 'file.png', 'image/png'],
    ['a name in another script', PNG, 'план.png', 'план.png', 'image/png'],
    ['a very long name', PNG, `${'x'.repeat(300)}.png`, `${'x'.repeat(120)}.png`, 'image/png'],
  ])('%s', async (_, content, given, name, mediaType) => {
    const { status, body } = await upload((await asked()).token, content, given);
    expect([status, body]).toMatchObject([201, { name, mediaType }]);
    const saved = await fetch(`${gateway.url}/api/v1/files/${body.id}`, {
      headers: { authorization: `Bearer ${gateway.ana.token}` },
    });
    expect(saved.headers.get('content-disposition')).toMatch(/^attachment; filename/);
    expect(saved.headers.get('content-type')?.split(';')[0]).toBe(mediaType);
    await saved.arrayBuffer();
  });

  it.each([
    ['SVG', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', 'a.svg'],
    ['SVG with a declaration, called PNG', '<?xml version="1.0"?><svg/>', 'a.png'],
    ['a web page', '<!doctype html><script>alert(1)</script>', 'a.html'],
    ['a web page behind blanks and a mark, called text', '\uFEFF \n\t<html>', 'a.txt'],
    ['an archive', zip('a.txt', 'hello'), 'a.zip'],
    ['an archive that is called a document', zip('a.txt', 'hello'), 'a.docx'],
    [
      'a document with macros',
      zip(
        '[Content_Types].xml',
        '<Types><Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>',
      ),
      'a.docx',
    ],
    ['a program', Buffer.from('7f454c4602010100000000000000000002003e00', 'hex'), 'a.png'],
    ['a program for Windows', Buffer.concat([Buffer.from('MZ'), randomBytes(200)]), 'a.pdf'],
    ['noise', Buffer.concat([Buffer.from([0, 1, 2]), randomBytes(500)]), 'a.txt'],
    ['nothing', '', 'a.txt'],
  ])('%s is refused, and nothing of it remains', async (_, content, name) => {
    const { token } = await asked();
    const before = await stored();
    const { status, body } = await upload(token, content, name);
    expect([status, body.code]).toEqual([415, 'file_type_not_allowed']);
    expect(await stored()).toEqual(before);
  });

  it('of more than 10 MB is refused, and nothing of it remains; of 10 MB it is taken', async () => {
    const { token } = await asked();
    const before = await stored();
    const text = Buffer.alloc(10 * MEGABYTE + 1, 'x');
    const { status, body } = await upload(token, text, 'a.txt');
    expect([status, body.code]).toEqual([413, 'payload_too_large']);
    await eventually(async () => expect(await stored()).toEqual(before));
    expect((await upload(token, text.subarray(1), 'a.txt')).status).toBe(201);
  });

  it('that breaks off leaves nothing', async () => {
    const { token } = await asked();
    const before = await stored();
    const head = '--b\r\ncontent-disposition: form-data; name="file"; filename="a.txt"\r\n\r\n';
    let begun: () => void = () => {};
    const writing = new Promise<void>((resolve) => {
      begun = resolve;
    });
    const stop = new AbortController();
    const sent = fetch(`${gateway.url}/api/v1/visitor/files`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'multipart/form-data; boundary=b' },
      signal: stop.signal,
      duplex: 'half',
      body: new ReadableStream({
        async start(controller) {
          controller.enqueue(Buffer.from(head));
          controller.enqueue(Buffer.alloc(MEGABYTE, 'x'));
          begun();
        },
      }),
    } as RequestInit);
    const outcome = sent.catch((error: Error) => error.name);
    await writing;
    await eventually(async () => expect((await stored()).length).toBe(before.length + 1));
    stop.abort();
    expect(await outcome).toBe('AbortError');
    await eventually(async () => expect(await stored()).toEqual(before));
  });

  it.each([
    ['another field', 'document'],
    ['no file at all', null],
  ])('of another form is refused: %s', async (_, field) => {
    const { token } = await asked();
    const before = await stored();
    const answer = field
      ? await upload(token, PNG, 'a.png', field)
      : await callApi<Problem>(gateway.url, 'POST', '/visitor/files', { token, body: { file: 'a.png' } });
    expect([answer.status, answer.body.code]).toEqual([400, 'invalid_body']);
    expect(await stored()).toEqual(before);
  });

  it('is refused while no card asks for a file, and after the session', async () => {
    const { token, sessionId } = await begin(gateway);
    const early = await upload(token, PNG, 'a.png');
    expect([early.status, early.body.code]).toEqual([409, 'wrong_phase']);
    await gateway.database.database.sql.rows(
      {
        name: 'close_session',
        text: `update session set phase = 'closed', closed_at = clock_timestamp() where id = $1`,
      },
      [sessionId],
    );
    const late = await upload(token, PNG, 'a.png');
    expect([late.status, late.body.code]).toEqual([409, 'session_closed']);
  });

  it('is refused to agents, and without a token', async () => {
    expect((await upload(gateway.ana.token, PNG, 'a.png')).body.code).toBe('forbidden');
    expect((await upload('nobody', PNG, 'a.png')).body.code).toBe('unauthenticated');
  });

  it('is limited by session', async () => {
    const { token } = await asked();
    for (let count = 1; count <= 60; count++) expect((await upload(token, PNG, 'a.png')).status).toBe(201);
    const { status, body } = await upload(token, PNG, 'a.png');
    expect([status, body.code]).toEqual([429, 'rate_limited']);
  });
});

describe('a file', () => {
  it('of another session answers nothing', async () => {
    const [one, other] = [await asked(), await asked()];
    const { body: file } = await upload(one.token, PNG, 'a.png');
    const visitor = await connectVisitor(gateway.url, other.token);
    const { lastSeq: promptSeq } = await visitor.call('timeline:read', { after: 0 });
    const answer = (given: object) => visitor.call('answer:send', { clientId: newClientId(), promptSeq, ...given });
    for (const fileId of [file.id, newId()])
      await expect(answer({ fileId })).rejects.toMatchObject({
        problem: { code: 'invalid_body', errors: [{ path: 'fileId', code: 'unknown_file' }] },
      });
    visitor.close();
  });

  it('is not for visitors to read by the agents’ route', async () => {
    const { token } = await asked();
    const { body: file } = await upload(token, PNG, 'a.png');
    const read = (by?: string) => callApi<Problem>(gateway.url, 'GET', `/files/${file.id}`, { token: by });
    expect((await read(token)).body.code).toBe('forbidden');
    expect((await read()).body.code).toBe('unauthenticated');
    for (const id of [newId(), 'no-id', '..%2f..%2fetc%2fpasswd']) {
      const { body } = await callApi<Problem>(gateway.url, 'GET', `/files/${id}`, { token: gateway.ana.token });
      expect(body.code).toBe('not_found');
    }
  });

  it('is erased with its session', async () => {
    const { token, sessionId } = await asked();
    const { body: file } = await upload(token, PNG, 'a.png');
    await mustCall(gateway.url, 'DELETE', `/conversations/${sessionId}`, { token: gateway.admin.token });
    expect(await stored()).not.toContain(file.id);
    const { body } = await callApi<Problem>(gateway.url, 'GET', `/files/${file.id}`, { token: gateway.ana.token });
    expect(body.code).toBe('not_found');
  });

  it('whose bytes are gone is not found', async () => {
    const { token } = await asked();
    const { body: file } = await upload(token, PNG, 'a.png');
    const { FILE_STORE } = await import('./file-store.ts');
    await gateway.app.get(FILE_STORE, { strict: false }).remove(file.id);
    const { body } = await callApi<Problem>(gateway.url, 'GET', `/files/${file.id}`, { token: gateway.ana.token });
    expect(body.code).toBe('not_found');
  });
});

it('a website’s browser may upload, and may read nothing else', async () => {
  const origin = 'https://shop.example';
  const preflight = (path: string) =>
    fetch(`${gateway.url}/api/v1${path}`, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization' },
    });
  const allowed = await preflight('/visitor/files');
  expect(allowed.headers.get('access-control-allow-origin')).toBe(origin);
  expect(allowed.headers.get('access-control-allow-headers')).toBe('authorization');
  expect((await preflight(`/files/${newId()}`)).headers.get('access-control-allow-origin')).toBeNull();
});
