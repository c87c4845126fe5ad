import { newId } from '#libs/contracts';
import { eventually, ProtocolProblem } from '#libs/testing';
import {
  type Conversation,
  command,
  liveConversation,
  makeAgent,
  newClientId,
  startGateway,
  type TestGateway,
} from '../../test/harness.ts';

let gateway: TestGateway;
let chat: Conversation;
beforeAll(async () => {
  gateway = await startGateway();
  chat = await liveConversation(gateway);
});
afterAll(() => gateway.close());

const note = (mentions: unknown) =>
  chat.agent.call('note:send', {
    sessionId: chat.sessionId,
    clientId: newClientId(),
    text: 'Ask @Ben',
    mentions: mentions as string[],
  });

describe('a note', () => {
  it('keeps the ids of whom it names, and the visitor sees none of it', async () => {
    const { ben } = gateway;
    const { entry } = await note([ben.id, ben.id]);
    expect(entry).toMatchObject({ kind: 'note', body: { text: 'Ask @Ben', mentions: [ben.id] } });
    await eventually(() => expect(chat.visitor.entries()).toContainEqual({ seq: entry.seq, hidden: true }));
    const { seq } = await command(gateway, gateway.ana, chat.sessionId, 'notes', {
      text: '@Alex',
      mentions: [gateway.admin.id],
    });
    const { entries } = await chat.agent.call('timeline:read', { sessionId: chat.sessionId, after: seq - 1 });
    expect(entries[0]).toMatchObject({ body: { mentions: [gateway.admin.id] } });
  });

  it('names nobody who may not see the conversation, or does not exist', async () => {
    const { database } = gateway.database;
    const [sales, support] = [await database.teams.create('Sales'), await database.teams.create('Support')];
    const stranger = await makeAgent(gateway, { name: 'Mallory', teamId: sales.id });
    await database.sql.rows({ name: '', text: 'update session set team_id = $2 where id = $1' }, [
      chat.sessionId,
      support.id,
    ]);
    const { entry } = await note([stranger.id, newId(), gateway.admin.id]);
    expect(entry).toMatchObject({ body: { mentions: [gateway.admin.id] } });
    const { entry: unnamed } = await note([stranger.id]);
    expect(unnamed).toMatchObject({ body: { text: 'Ask @Ben' } });
    expect(JSON.stringify(unnamed)).not.toContain(stranger.id);
  });

  it.each([[['no id']], [{}], ['x'], [Array.from({ length: 21 }, () => newId())]])('refuses %j', async (mentions) => {
    const code = await note(mentions).then(
      () => 'done',
      (error: unknown) => error instanceof ProtocolProblem && error.problem.code,
    );
    expect(code).toBe('invalid_body');
  });
});
