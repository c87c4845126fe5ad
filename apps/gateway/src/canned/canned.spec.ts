import type { CannedReply, Problem } from '#libs/contracts';
import { callApi } from '#libs/testing';
import { makeAgent, startGateway, type TestAgent, type TestGateway } from '../../test/harness.ts';

let gateway: TestGateway;
let lead: TestAgent;
beforeAll(async () => {
  gateway = await startGateway();
  lead = await makeAgent(gateway, { name: 'Lea', role: 'supervisor' });
});
afterAll(() => gateway.close());

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';
const call = async (agent: TestAgent, method: Method, id = '', body?: object) => {
  const answer = await callApi<CannedReply & CannedReply[] & Problem>(
    gateway.url,
    method,
    `/canned-replies${id && `/${id}`}`,
    { token: agent.token, ...(body && { body }) },
  );
  return { status: answer.status, body: answer.body };
};
const reply = (changes: object = {}) => ({ shared: false, shortcut: 'greet', text: 'Hello!', ...changes });
const shortcuts = async (agent: TestAgent) => (await call(agent, 'GET')).body.map(({ shortcut }) => shortcut);

describe('canned replies', () => {
  it('are everybody’s or one’s own, and each shortcut is once', async () => {
    const { ana, ben, admin } = gateway;
    const shared = await call(lead, 'POST', '', reply({ shared: true, text: 'Hello {{visitor.name}}!' }));
    expect([shared.status, shared.body]).toMatchObject([201, { shared: true, shortcut: 'greet' }]);
    expect((await call(ana, 'POST', '', reply())).status).toBe(201);
    expect((await call(ana, 'POST', '', reply({ shortcut: 'bye' }))).status).toBe(201);
    expect((await call(ana, 'POST', '', reply())).body.code).toBe('name_taken');
    expect((await call(admin, 'POST', '', reply({ shared: true }))).body.code).toBe('name_taken');
    expect(await shortcuts(ana)).toEqual(['bye', 'greet', 'greet']);
    expect(await shortcuts(ben)).toEqual(['greet']);
  });

  it('that are shared are written by supervisors and admins, one’s own by nobody else', async () => {
    const { ana, ben, admin } = gateway;
    const { body: shared } = await call(lead, 'POST', '', reply({ shared: true, shortcut: 'thanks' }));
    const { body: own } = await call(ana, 'POST', '', reply({ shortcut: 'mine' }));
    expect((await call(ana, 'POST', '', reply({ shared: true, shortcut: 'all' }))).body.code).toBe('forbidden');
    expect((await call(ana, 'PUT', shared.id, reply({ version: 1, shortcut: 'thanks' }))).body.code).toBe('forbidden');
    expect((await call(ana, 'PUT', own.id, reply({ version: 1, shared: true, shortcut: 'mine' }))).body.code).toBe(
      'forbidden',
    );
    expect((await call(ana, 'DELETE', shared.id)).body.code).toBe('forbidden');
    for (const other of [ben, lead, admin]) {
      expect((await call(other, 'PUT', own.id, reply({ version: 1, shortcut: 'mine' }))).body.code).toBe('not_found');
      expect((await call(other, 'DELETE', own.id)).body.code).toBe('not_found');
    }
    expect((await call(ana, 'PUT', own.id, reply({ version: 1, shortcut: 'ours', text: 'New' }))).body).toMatchObject({
      shortcut: 'ours',
      text: 'New',
    });
    expect(
      (await call(admin, 'PUT', shared.id, reply({ version: 1, shared: true, shortcut: 'thank-you' }))).status,
    ).toBe(200);
    expect((await call(lead, 'DELETE', shared.id)).status).toBe(204);
    expect((await call(ana, 'DELETE', own.id)).status).toBe(204);
    expect((await call(ana, 'DELETE', own.id)).body.code).toBe('not_found');
  });

  it('that two change at once are changed by one: the other is told, and nothing of either is lost', async () => {
    const { admin } = gateway;
    const { body: seen } = await call(lead, 'POST', '', reply({ shared: true, shortcut: 'price', text: 'It is 10' }));
    expect(seen.version).toBe(1);
    const answers = await Promise.all(
      [lead, admin].map((agent, index) =>
        call(agent, 'PUT', seen.id, reply({ version: 1, shared: true, shortcut: 'price', text: `It is ${index}` })),
      ),
    );
    const [first] = answers.filter(({ status }) => status === 200);
    const [second] = answers.filter(({ status }) => status === 409);
    expect([first?.body.version, second?.body.code]).toEqual([2, 'stale_version']);
    const stored = async () => (await call(lead, 'GET')).body.find(({ id }) => id === seen.id);
    expect(await stored()).toEqual(first?.body);
    const again = reply({ version: 2, shared: true, shortcut: 'price', text: 'It is 30' });
    expect((await call(admin, 'PUT', seen.id, again)).body).toMatchObject({ version: 3, text: 'It is 30' });
    expect((await call(admin, 'PUT', seen.id, reply({ shared: true }))).body.code).toBe('invalid_body');
  });

  it.each([
    ['a shortcut with blanks', { shortcut: 'a b' }],
    ['a shortcut with a slash', { shortcut: '/greet' }],
    ['capitals', { shortcut: 'Greet' }],
    ['no shortcut', { shortcut: '' }],
    ['no text', { text: '  ' }],
    ['too much text', { text: 'x'.repeat(4_001) }],
    ['a field that there is not', { text: 'Your card: {{visitor.card}}' }],
    ['a field of the process', { text: '{{constructor}}' }],
    ['something else', { extra: 1 }],
  ])('are refused with %s', async (_, changes) => {
    expect((await call(gateway.ana, 'POST', '', reply({ shortcut: 'x', ...changes }))).body.code).toBe('invalid_body');
  });
});
