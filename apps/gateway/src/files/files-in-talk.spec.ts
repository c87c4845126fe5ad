import { join } from 'node:path';
import { type FileView, LIMITS, newId, type Problem } from '#libs/contracts';
import { callApi, connectAgent, eventually, ProtocolProblem } from '#libs/testing';
import {
  begin,
  type Conversation,
  command,
  liveConversation,
  look,
  makeAgent,
  newClientId,
  startGateway,
  type TestGateway,
} from '../../test/harness.ts';

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkM+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

let gateway: TestGateway;
let chat: Conversation;
beforeAll(async () => {
  gateway = await startGateway({ env: { FOYER_FILES_DIR: join(process.env.TMPDIR ?? '/tmp', `foyer-${newId()}`) } });
  chat = await liveConversation(gateway);
});
afterAll(() => gateway.close());

async function upload(token: string, path: string, name = 'plan.png', content: BlobPart = PNG) {
  const form = new FormData();
  form.append('file', new Blob([content]), name);
  const response = await fetch(`${gateway.url}/api/v1${path}`, {
    method: 'POST',
    body: form,
    headers: { authorization: `Bearer ${token}` },
  });
  return { status: response.status, body: (await response.json()) as FileView & Problem };
}
const byVisitor = (token = chat.token) => upload(token, '/visitor/files');
const byAgent = (token = gateway.ana.token, sessionId = chat.sessionId) =>
  upload(token, `/conversations/${sessionId}/files`);
const read = async (path: string, token: string): Promise<number> =>
  (await fetch(`${gateway.url}/api/v1${path}`, { headers: { authorization: `Bearer ${token}` } })).status;
const codeOf = (sending: Promise<unknown>): Promise<string> =>
  sending.then(
    () => 'done',
    (error: unknown) => (error instanceof ProtocolProblem ? error.problem.code : String(error)),
  );

describe('files while people talk', () => {
  it('go both ways with and without words, and are read by those who talk', async () => {
    const { sessionId, visitor, agent } = chat;
    const [theirs, ours] = [await byVisitor(), await byAgent()];
    expect([theirs.status, ours.status]).toEqual([201, 201]);
    await visitor.call('message:send', { clientId: newClientId(), text: 'My plan', fileIds: [theirs.body.id] });
    await eventually(() =>
      expect(agent.entries(sessionId)).toContainEqual(
        expect.objectContaining({ author: 'visitor', body: { text: 'My plan', files: [theirs.body] } }),
      ),
    );
    // what an agent has uploaded is nobody's to see before it is said
    expect(await read(`/visitor/files/${ours.body.id}`, chat.token)).toBe(404);
    await agent.call('message:send', { sessionId, clientId: newClientId(), fileIds: [ours.body.id] });
    await eventually(() =>
      expect(visitor.entries()).toContainEqual(
        expect.objectContaining({ author: 'agent', body: { text: '', files: [ours.body] } }),
      ),
    );
    for (const { id } of [theirs.body, ours.body]) {
      expect(await read(`/visitor/files/${id}`, chat.token)).toBe(200);
      expect(await read(`/files/${id}`, gateway.ben.token)).toBe(200);
    }
    const { lastText } = await gateway.database.database.sessions.view(sessionId);
    expect(lastText).toBe('plan.png');
  });

  it('are no stranger’s: not another session’s, not another team’s', async () => {
    const { database } = gateway.database;
    const other = await begin(gateway);
    const { body: file } = await byVisitor();
    expect(await read(`/visitor/files/${file.id}`, other.token)).toBe(404);
    const [team, theirs] = [await database.teams.create('Sales'), await database.teams.create('Support')];
    const mallory = await makeAgent(gateway, { name: 'Mallory', teamId: team.id });
    const set = (id: string | null) =>
      database.sql.rows({ name: '', text: 'update session set team_id = $2 where id = $1' }, [chat.sessionId, id]);
    await set(theirs.id);
    expect(await read(`/files/${file.id}`, mallory.token)).toBe(404);
    expect((await byAgent(mallory.token)).body.code).toBe('not_found');
    await set(null);
    expect(await read(`/files/${file.id}`, mallory.token)).toBe(200);
  });

  it('are sent by who uploaded them, and stand in no other session', async () => {
    const { sessionId, visitor, agent } = chat;
    const [theirs, ours] = [await byVisitor(), await byAgent()];
    const say = (fileIds: string[]) => codeOf(visitor.call('message:send', { clientId: newClientId(), fileIds }));
    expect(await say([ours.body.id])).toBe('invalid_body');
    expect(await say([theirs.body.id, newId()])).toBe('invalid_body');
    const answer = (fileIds: string[]) =>
      codeOf(agent.call('message:send', { sessionId, clientId: newClientId(), fileIds }));
    expect(await answer([theirs.body.id])).toBe('invalid_body');
    const other = await liveConversation(gateway);
    expect(
      await codeOf(
        agent.call('message:send', {
          sessionId: other.sessionId,
          clientId: newClientId(),
          fileIds: [ours.body.id],
        }),
      ),
    ).toBe('invalid_body');
    for (const client of [other.visitor, other.agent]) client.close();
  });

  it('are a few with one message, and need no words; nothing at all is refused', async () => {
    const { visitor } = chat;
    const ids = Array.from({ length: LIMITS.filesPerMessage + 1 }, () => newId());
    const send = (frame: object) => codeOf(visitor.call('message:send', { clientId: newClientId(), ...frame }));
    expect(await send({ fileIds: ids })).toBe('invalid_body');
    expect(await send({ fileIds: [] })).toBe('invalid_body');
    expect(await send({})).toBe('invalid_body');
    expect(await send({ text: 'x', fileIds: ['../../etc/passwd'] })).toBe('invalid_body');
  });

  it('are attached by who leads the conversation, while it is live', async () => {
    expect((await byAgent(gateway.ben.token)).body).toMatchObject({ code: 'not_assignee', winnerName: 'Ana' });
    expect((await byAgent(gateway.ana.token, newId())).body.code).toBe('not_found');
    expect((await byAgent(chat.token)).body.code).toBe('forbidden');
    const waiting = await begin(gateway);
    await look(gateway, waiting.sessionId);
    expect((await byAgent(gateway.ana.token, waiting.sessionId)).body.code).toBe('wrong_phase');
    // a visitor who waits may show something already
    expect((await byVisitor(waiting.token)).status).toBe(201);
  });

  it('are no message to the bot', async () => {
    const other = await liveConversation(gateway);
    const { body: file } = await byVisitor(other.token);
    await command(gateway, gateway.ana, other.sessionId, 'hand-back');
    const late = other.visitor.call('message:send', { clientId: newClientId(), fileIds: [file.id] });
    expect(await codeOf(late)).toBe('wrong_phase');
    for (const client of [other.visitor, other.agent]) client.close();
  });

  it('of one session are so many and no more', async () => {
    const { database } = gateway.database;
    const { sessionId } = await begin(gateway);
    const file = { sessionId, name: 'a.png', mediaType: 'image/png', bytes: 1 };
    for (let count = 0; count < LIMITS.filesPerSession; count++) await database.files.create({ id: newId(), ...file });
    await expect(database.files.create({ id: newId(), ...file })).rejects.toMatchObject({ code: 'too_many_files' });
  });

  it('refuses SVG and web pages from agents too', async () => {
    const { sessionId } = chat;
    for (const content of ['<svg xmlns="http://www.w3.org/2000/svg"/>', '<!doctype html><p>']) {
      const { body } = await upload(gateway.ana.token, `/conversations/${sessionId}/files`, 'a.png', content);
      expect(body.code).toBe('file_type_not_allowed');
    }
  });

  it('are told to colleagues who watch', async () => {
    const ben = await connectAgent(gateway.url, gateway.ben.token);
    const { entries } = await ben.call('conversation:watch', { sessionId: chat.sessionId, after: 0 });
    expect(entries.filter((entry) => 'body' in entry && 'files' in entry.body)).not.toHaveLength(0);
    ben.close();
    expect((await callApi(gateway.url, 'GET', `/files/${newId()}`, { token: gateway.ben.token })).status).toBe(404);
  });
});
