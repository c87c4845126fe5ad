import { type ConversationList, type Problem, type SavedView, type SearchResult } from '#libs/contracts';
import { callApi, connectVisitor, eventually, mustCall } from '#libs/testing';
import {
  begin,
  look,
  newClientId,
  online,
  startGateway,
  type TestAgent,
  type TestGateway,
} from '../../test/harness.ts';
import { WordsService } from './words.service.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.close());

const search = (body: object, agent: TestAgent = gateway.ana) =>
  callApi<SearchResult & Problem>(gateway.url, 'POST', '/conversations/search', { token: agent.token, body });
const found = async (text: string) => (await search({ text })).body.hits.map(({ conversation }) => conversation.id);

describe('search', () => {
  it('finds what a visitor wrote a moment after, and what nobody told of by the walk', async () => {
    await online(gateway, gateway.ana);
    const { sessionId, token } = await begin(gateway);
    await look(gateway, sessionId);
    const visitor = await connectVisitor(gateway.url, token);
    await visitor.call('message:send', { clientId: newClientId(), text: 'Do you ship to Réunion?' });
    await eventually(async () => expect(await found('ship to reun')).toEqual([sessionId]));
    await gateway.database.database.timeline.append({
      sessionId,
      kind: 'message',
      author: 'visitor',
      clientId: newClientId(),
      body: { text: 'untold words' },
    });
    expect(await found('untold')).toEqual([]);
    await gateway.app.get(WordsService).walk();
    await eventually(async () => expect(await found('untold')).toEqual([sessionId]));
  });

  it('refuses what is no search, and filters that are not in the list', async () => {
    for (const body of [
      { text: 'a'.repeat(201) },
      { text: 'a\u0000b' },
      { filters: { shoe: 'size' } },
      { filters: { site: "' or 1=1" } },
      { filters: { from: 'yesterday' } },
      { limit: 1_000 },
      { after: '2026-99-99T00:00:00.000Z_00000000-0000-7000-8000-000000000001' },
    ])
      expect((await search(body)).body.code).toBe('invalid_body');
    for (const query of ['phase=dead', 'after=x', 'unread=perhaps', 'team=none&agent=me'])
      expect(
        (
          await callApi<Problem>(gateway.url, 'GET', `/conversations?folder=mine&${query}`, {
            token: gateway.ana.token,
          })
        ).body.code,
      ).toBe('invalid_body');
    const { body } = await callApi<ConversationList>(
      gateway.url,
      'GET',
      '/conversations?folder=unassigned&language=xx',
      {
        token: gateway.ana.token,
      },
    );
    expect([body.conversations, body.next]).toEqual([[], null]);
  });
});

describe('saved views', () => {
  it('are made, changed, listed and deleted by their agent, and are nobody else’s', async () => {
    const { url, ana, ben } = gateway;
    const body = { name: ' Roofs ', place: 'search', filters: { unread: 'yes' }, text: 'roof' };
    const view = await mustCall<SavedView>(url, 'POST', '/me/views', { token: ana.token, body });
    expect(view).toEqual({ ...body, id: view.id, name: 'Roofs' });
    const by = (agent: TestAgent, method: 'DELETE' | 'POST' | 'PUT', path: string, change?: object) =>
      callApi<Problem>(url, method, path, { token: agent.token, ...(change && { body: change }) });
    expect((await by(ana, 'POST', '/me/views', body)).body.code).toBe('name_taken');
    expect((await by(ana, 'POST', '/me/views', { ...body, place: 'attic' })).body.code).toBe('invalid_body');
    expect((await by(ben, 'PUT', `/me/views/${view.id}`, body)).body.code).toBe('not_found');
    expect((await by(ben, 'DELETE', `/me/views/${view.id}`)).body.code).toBe('not_found');
    await mustCall(url, 'PUT', `/me/views/${view.id}`, { token: ana.token, body: { ...body, name: 'Barns' } });
    const names = async (agent: TestAgent) =>
      (await mustCall<SavedView[]>(url, 'GET', '/me/views', { token: agent.token })).map(({ name }) => name);
    expect([await names(ana), await names(ben)]).toEqual([['Barns'], []]);
    expect((await by(ana, 'DELETE', `/me/views/${view.id}`)).status).toBe(204);
    expect(await names(ana)).toEqual([]);
  });
});
