import type {
  CommandDone,
  ConversationDetail,
  ConversationVisitor,
  PersonView,
  Problem,
  Transcript,
} from '#libs/contracts';
import { callApi, eventually, type Mailbox, openMailbox } from '#libs/testing';
import {
  begin,
  command,
  liveConversation,
  look,
  makeAgent,
  newClientId,
  newVisitorKey,
  startGateway,
  type TestAgent,
  type TestGateway,
} from '../../test/harness.ts';

let gateway: TestGateway;
let mailbox: Mailbox;
beforeAll(async () => {
  mailbox = await openMailbox();
  gateway = await startGateway({ env: { FOYER_SMTP_URL: mailbox.url, FOYER_SMTP_FROM: 'chat@shop.example' } });
});
afterAll(async () => {
  await gateway.close();
  await mailbox.close();
});

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';
const as = <T = Problem>(who: { token: string }, method: Method, path: string, body?: object) =>
  callApi<T>(gateway.url, method, path, { token: who.token, body });
const raw = async (who: { token: string }, path: string) => {
  const answer = await fetch(`${gateway.url}/api/v1${path}`, { headers: { authorization: `Bearer ${who.token}` } });
  return { status: answer.status, headers: answer.headers, text: await answer.text() };
};
const NOBODY = { name: null, email: null, phone: null, organisation: null, note: null };
const visitorOf = async (sessionId: string, who: TestAgent = gateway.ana) =>
  (await as<ConversationVisitor>(who, 'GET', `/conversations/${sessionId}/visitor`)).body;
const live = async () => {
  const conversation = await liveConversation(gateway);
  conversation.agent.close();
  return conversation;
};

describe('the person in a conversation', () => {
  it('is made, found, linked, changed, merged and unlinked', async () => {
    const { sessionId, visitor } = await live();
    const person = { ...NOBODY, name: 'Vera Visitor', email: 'vera@acme.example', organisation: 'Acme' };
    const made = await as<PersonView>(gateway.ana, 'POST', `/conversations/${sessionId}/person`, person);
    expect([made.status, made.body]).toMatchObject([201, { ...person, version: 0 }]);
    expect(await visitorOf(sessionId)).toMatchObject({
      person: { id: made.body.id },
      linkedBy: 'link',
      mailEnabled: true,
    });
    const found = await as<PersonView[]>(gateway.ben, 'POST', '/persons/search', { text: 'vera' });
    expect(found.body.map(({ id }) => id)).toEqual([made.body.id]);
    expect((await as(gateway.ana, 'POST', '/organisations/search', { text: 'acm' })).body).toMatchObject([
      { name: 'Acme' },
    ]);
    const change = { ...person, version: 0, phone: '600 123 456' };
    expect((await as<PersonView>(gateway.ben, 'PUT', `/persons/${made.body.id}`, change)).body.version).toBe(1);
    expect((await as(gateway.ana, 'PUT', `/persons/${made.body.id}`, change)).body.code).toBe('stale_version');
    const second = await live();
    const other = { ...NOBODY, name: 'V. Visitor', phone: '600-123-456' };
    const { body: two } = await as<PersonView>(gateway.ana, 'POST', `/conversations/${second.sessionId}/person`, other);
    expect((await visitorOf(sessionId)).duplicates).toMatchObject([{ person: { id: two.id }, reasons: ['phone'] }]);
    const merge = { version: 1, otherId: two.id, otherVersion: 0, keep: {} };
    const refused = await as(gateway.ana, 'POST', `/persons/${made.body.id}/merge`, merge);
    expect(refused.body).toMatchObject({ code: 'merge_undecided', errors: [{ path: 'name' }, { path: 'phone' }] });
    const keep = { name: 'this', phone: 'other' };
    const merged = await as<PersonView>(gateway.ana, 'POST', `/persons/${made.body.id}/merge`, { ...merge, keep });
    expect(merged.body).toMatchObject({ name: 'Vera Visitor', phone: '600-123-456' });
    expect((await visitorOf(second.sessionId)).person?.id).toBe(made.body.id);
    expect((await visitorOf(second.sessionId)).earlier.map(({ id }) => id)).toContain(sessionId);
    expect((await as(gateway.ana, 'PUT', `/conversations/${sessionId}/person`, { personId: null })).status).toBe(204);
    expect((await visitorOf(sessionId)).person).toBeNull();
    for (const each of [visitor, second.visitor]) each.close();
  });

  it('a typed e-mail links, and opens nobody’s transcript to the visitor', async () => {
    const { sessionId, visitor } = await live();
    const { body: detail } = await as<ConversationDetail>(gateway.ana, 'GET', `/conversations/${sessionId}`);
    const person = { ...NOBODY, email: 'known@acme.example' };
    const { body: known } = await as<PersonView>(gateway.ana, 'POST', `/conversations/${sessionId}/person`, person);
    const later = await live();
    const details = { ...detail.details, email: 'Known@acme.example' };
    const put = `/conversations/${later.sessionId}/details`;
    expect((await as(gateway.ana, 'PUT', put, { version: 0, details })).status).toBe(200);
    expect(await visitorOf(later.sessionId)).toMatchObject({ person: { id: known.id }, linkedBy: 'email' });
    // whoever gives this e-mail has the token of the own session, and no way to name another
    const own = await raw(later, '/visitor/transcript?format=json');
    expect((JSON.parse(own.text) as Transcript).sessionId).toBe(later.sessionId);
    for (const path of [
      `/conversations/${sessionId}/transcript`,
      `/conversations/${sessionId}/visitor`,
      '/persons/search',
    ])
      expect((await as(later, path.endsWith('search') ? 'POST' : 'GET', path)).status).toBe(403);
    visitor.close();
    later.visitor.close();
  });

  it('of another team is nobody’s business', async () => {
    const { id: teamId } = await gateway.database.database.teams.create('Sales');
    const { sessionId, visitor } = await live();
    await command(gateway, gateway.ana, sessionId, 'close');
    const statement = { name: '', text: 'update session set team_id = $1 where id = $2' };
    await gateway.database.database.sql.rows(statement, [teamId, sessionId]);
    const boss = await makeAgent(gateway, { name: 'Boss', role: 'supervisor' });
    const mail = { clientId: newClientId(), to: 'a@b.example' };
    const attempts: [Method, string, object?][] = [
      ['GET', 'visitor'],
      ['PUT', 'person', { personId: null }],
      ['POST', 'person', { ...NOBODY, name: 'X' }],
      ['GET', 'transcript'],
      ['POST', 'transcript-mails', mail],
    ];
    for (const [method, path, body] of attempts) {
      const refused = await as(gateway.ben, method, `/conversations/${sessionId}/${path}`, body);
      expect([path, refused.body.code]).toEqual([path, 'not_found']);
    }
    expect((await as(boss, 'GET', `/conversations/${sessionId}/visitor`)).status).toBe(200);
    visitor.close();
  });

  it.each<[Method, string, object]>([
    ['POST', '/persons/search', { text: 'a' }],
    ['POST', '/persons/search', {}],
    ['POST', `/conversations/${crypto.randomUUID()}/person`, NOBODY],
    ['POST', `/conversations/${crypto.randomUUID()}/person`, { ...NOBODY, email: 'no address' }],
    ['POST', `/conversations/${crypto.randomUUID()}/person`, { ...NOBODY, name: 'a\u0000b' }],
    ['PUT', `/persons/${crypto.randomUUID()}`, { ...NOBODY, name: 'X' }],
    ['POST', `/persons/${crypto.randomUUID()}/merge`, { version: 0, otherId: 'x', otherVersion: 0, keep: {} }],
    ['PUT', '/close-reasons', { reasons: [] }],
    ['PUT', '/close-reasons', { reasons: [{ id: 'mine', label: null }] }],
    [
      'PUT',
      '/close-reasons',
      {
        reasons: [
          { id: 'a', label: 'A' },
          { id: 'a', label: 'B' },
        ],
      },
    ],
  ])('refuses %s %s %j', async (method, path, body) => {
    expect((await as(gateway.admin, method, path, body)).body.code).toBe('invalid_body');
  });
});

describe('pages and device', () => {
  it('keep no secrets, and are told by the widget as they are seen', async () => {
    const pageUrl = 'https://shop.example/start?token=secret&utm_source=mail#x';
    const referrer = 'https://search.example/?q=private';
    const { sessionId, token } = await begin(gateway, { pageUrl, referrer });
    await look(gateway, sessionId);
    const { connectVisitor } = await import('#libs/testing');
    const visitor = await connectVisitor(gateway.url, token);
    await visitor.call('page:seen', { url: 'https://shop.example/prices?session=secret' });
    await visitor.call('page:seen', { url: 'https://shop.example/prices?session=other' });
    await expect(visitor.call('page:seen', { url: 'javascript:alert(1)' } as never)).rejects.toThrow('invalid_body');
    const seen = await visitorOf(sessionId);
    expect(seen.pages.map(({ url }) => url)).toEqual([
      'https://shop.example/start?utm_source=mail',
      'https://shop.example/prices',
    ]);
    expect(seen.referrer).toBe('https://search.example/');
    const { body } = await as<ConversationDetail>(gateway.ana, 'GET', `/conversations/${sessionId}`);
    expect(body.pageUrl).toBe('https://shop.example/start?utm_source=mail');
    visitor.close();
  });

  it('the device is what the browser says of itself', async () => {
    const agent =
      'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36';
    const { firstAct } = await import('../../test/harness.ts');
    const answer = await fetch(`${gateway.url}/api/v1/sites/${gateway.site.id}/sessions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'user-agent': agent },
      body: JSON.stringify(firstAct(gateway, { visitorKey: newVisitorKey() })),
    });
    const { sessionId } = (await answer.json()) as { sessionId: string };
    expect((await visitorOf(sessionId)).device).toEqual({ kind: 'desktop', browser: 'Chrome 131', system: 'Linux' });
  });
});

describe('the end of a conversation', () => {
  it('its reason is the agents’, its rating the visitor’s; the transcript has what its reader may see', async () => {
    const { sessionId, visitor, token } = await live();
    await visitor.call('message:send', { clientId: newClientId(), text: 'the visitor’s words' });
    await command(gateway, gateway.ana, sessionId, 'notes', { text: 'a secret note' });
    await expect(visitor.call('rating:send', { clientId: newClientId(), score: 5 })).rejects.toThrow('wrong_phase');
    const closing = { reasonId: 'other', note: 'a secret reason' };
    const { conversation } = (await command(gateway, gateway.ana, sessionId, 'close', closing)) as CommandDone;
    expect(conversation.closing).toEqual({ reasonId: 'other', label: null, note: 'a secret reason' });
    const rating = { clientId: newClientId(), score: 4, words: 'Kind' };
    const rated = await visitor.call('rating:send', rating);
    expect(await visitor.call('rating:send', rating)).toEqual({ ...rated, repeated: true });
    await expect(visitor.call('rating:send', { clientId: newClientId(), score: 1 })).rejects.toThrow('already_rated');
    for (const score of [0, 6, 2.5]) {
      const wrong = visitor.call('rating:send', { clientId: newClientId(), score });
      await expect(wrong).rejects.toThrow('invalid_body');
    }
    await eventually(() => expect(JSON.stringify(visitor.entries())).toContain('"closed"'));
    expect(JSON.stringify(visitor.entries())).not.toContain('secret');
    const { body } = await as<{ conversations: { id: string; rating: number }[] }>(
      gateway.ben,
      'GET',
      '/conversations?folder=closed',
    );
    expect(body.conversations.find(({ id }) => id === sessionId)).toMatchObject({ rating: 4, closing });
    const mine = await raw({ token }, '/visitor/transcript');
    expect([mine.status, mine.headers.get('content-disposition')]).toEqual([
      200,
      expect.stringMatching(/^attachment; filename="?chat-/),
    ]);
    expect(mine.headers.get('cache-control')).toBe('no-store');
    expect(mine.text).toContain('the visitor’s words');
    expect(mine.text).not.toContain('secret');
    const full = await raw(gateway.ben, `/conversations/${sessionId}/transcript?format=json`);
    expect((JSON.parse(full.text) as Transcript).lines).toContainEqual(
      expect.objectContaining({ kind: 'note', text: 'a secret note' }),
    );
    const plain = await raw(gateway.ben, `/conversations/${sessionId}/transcript?notes=false`);
    expect(plain.text).toBe(mine.text);
    visitor.close();
  });

  it('a transcript by e-mail is a row first, once for each wish, and a few times for a visitor', async () => {
    const { sessionId, visitor, token } = await live();
    const wish = { clientId: newClientId(), to: 'vera@acme.example' };
    const path = `/conversations/${sessionId}/transcript-mails`;
    const [one, two] = [
      await as<{ id: string }>(gateway.ana, 'POST', path, wish),
      await as<{ id: string }>(gateway.ana, 'POST', path, wish),
    ];
    expect([one.status, two.body]).toEqual([202, one.body]);
    expect((await visitorOf(sessionId)).mails).toMatchObject([{ id: one.body.id, state: 'pending' }]);
    const codes: string[] = [];
    for (let index = 0; index < 5; index++) {
      const asked = await as({ token }, 'POST', '/visitor/transcript-mails', { ...wish, clientId: newClientId() });
      codes.push(asked.status === 202 ? 'taken' : asked.body.code);
    }
    expect(codes).toEqual(['taken', 'taken', 'taken', 'rate_limited', 'rate_limited']);
    const wrong = { clientId: newClientId(), to: 'vera@acme.example, bcc@evil.example' };
    expect((await as(gateway.ana, 'POST', path, wrong)).body.code).toBe('invalid_body');
    const silent = await startGateway({ world: gateway });
    const refused = await callApi<Problem>(silent.url, 'POST', path, { token: gateway.ana.token, body: wish });
    expect(refused.body.code).toBe('mail_disabled');
    await silent.close();
    visitor.close();
  });

  it('reasons are the admins’ to change', async () => {
    const list = (await as<{ id: string }[]>(gateway.ana, 'GET', '/close-reasons')).body;
    expect(list.map(({ id }) => id)).toEqual(['solved', 'lead_created', 'no_answer', 'spam', 'other']);
    const reasons = [...list, { id: 'moved', label: 'Moved away' }];
    expect((await as(gateway.ana, 'PUT', '/close-reasons', { reasons })).status).toBe(403);
    expect((await as(gateway.admin, 'PUT', '/close-reasons', { reasons })).body).toEqual(reasons);
    const late = await as(gateway.admin, 'PUT', '/close-reasons', { reasons: list.slice(1), insteadOf: list });
    expect([late.status, late.body.code]).toEqual([409, 'stale_version']);
    const racing = [...'abcdefghi'].map((id) =>
      as(gateway.admin, 'PUT', '/close-reasons', { reasons: [...reasons, { id, label: id }], insteadOf: reasons }),
    );
    const statuses = (await Promise.all(racing)).map(({ status }) => status);
    expect(statuses.sort()).toEqual([200, ...Array.from({ length: 8 }, () => 409)]);
  });
});
