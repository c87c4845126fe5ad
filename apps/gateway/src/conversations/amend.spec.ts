import { join } from 'node:path';
import { type EntryView, type FileView, LIMITS, newId } from '#libs/contracts';
import { eventually, ProtocolProblem } from '#libs/testing';
import {
  type Conversation,
  command,
  liveConversation,
  newClientId,
  online,
  startGateway,
  type TestGateway,
} from '../../test/harness.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway({ env: { FOYER_FILES_DIR: join(process.env.TMPDIR ?? '/tmp', `foyer-${newId()}`) } });
});
afterAll(() => gateway.close());

let chat: Conversation;
beforeEach(async () => {
  chat = await liveConversation(gateway);
});
afterEach(() => {
  chat.visitor.close();
  chat.agent.close();
});

const codeOf = (sending: Promise<unknown>): Promise<string> =>
  sending.then(
    () => 'done',
    (error: unknown) => (error instanceof ProtocolProblem ? error.problem.code : String(error)),
  );
const visitorSays = async (text: string): Promise<number> =>
  (await chat.visitor.call('message:send', { clientId: newClientId(), text })).entry.seq;
const agentSays = async (text: string): Promise<number> =>
  (await chat.agent.call('message:send', { sessionId: chat.sessionId, clientId: newClientId(), text })).entry.seq;
const visitorEdits = (seq: number, text: string, clientId = newClientId()) =>
  chat.visitor.call('message:edit', { clientId, seq, text });
const visitorDeletes = (seq: number) => chat.visitor.call('message:delete', { clientId: newClientId(), seq });
const agentEdits = (seq: number, text: string, agent = chat.agent) =>
  agent.call('message:edit', { sessionId: chat.sessionId, clientId: newClientId(), seq, text });
const agentDeletes = (seq: number, agent = chat.agent) =>
  agent.call('message:delete', { sessionId: chat.sessionId, clientId: newClientId(), seq });
const timeline = async (): Promise<EntryView[]> =>
  (await chat.agent.call('timeline:read', { sessionId: chat.sessionId, after: 0 })).entries;
const stored = async (): Promise<string> => {
  const rows = await gateway.database.database.sql.rows<{ body: object }>(
    {
      name: '',
      text: 'select body from entry where session_id = $1 union all select to_jsonb(s) from session s where id = $1',
    },
    [chat.sessionId],
  );
  return JSON.stringify(rows);
};

describe('one’s own message', () => {
  it('is edited by an entry at the end; the earlier words are gone from everywhere', async () => {
    const seq = await visitorSays('secret one');
    const { entry } = await visitorEdits(seq, 'secret two');
    expect(entry).toMatchObject({ kind: 'edited', seq: seq + 1, body: { messageSeq: seq, text: 'secret two' } });
    await eventually(() =>
      expect(chat.agent.entries(chat.sessionId)).toContainEqual(expect.objectContaining({ kind: 'edited' })),
    );
    await visitorEdits(seq, 'three');
    const entries = await timeline();
    expect(entries.map((one) => one.seq)).toEqual(entries.map((_, index) => index + 1));
    expect(entries[seq - 1]).toMatchObject({ kind: 'message', body: { text: 'three', edited: true } });
    expect(entries[seq]).toMatchObject({ kind: 'edited', body: { messageSeq: seq } });
    expect(await stored()).not.toContain('secret');
    expect(await gateway.database.database.sessions.view(chat.sessionId)).toMatchObject({ lastText: 'three' });
  });

  it('is deleted with its files, and lists show what was said before', async () => {
    await visitorSays('still here');
    const form = new FormData();
    form.append('file', new Blob(['forty lamps']), 'secret.txt');
    const headers = { authorization: `Bearer ${gateway.ana.token}` };
    const upload = await fetch(`${gateway.url}/api/v1/conversations/${chat.sessionId}/files`, {
      method: 'POST',
      body: form,
      headers,
    });
    const file = (await upload.json()) as FileView;
    const { entry } = await chat.agent.call('message:send', {
      sessionId: chat.sessionId,
      clientId: newClientId(),
      text: 'secret words',
      fileIds: [file.id],
    });
    await agentEdits(entry.seq, 'secret words again');
    await agentDeletes(entry.seq);
    expect((await timeline())[entry.seq - 1]).toMatchObject({ body: { text: '', deleted: true } });
    expect(await stored()).not.toContain('secret');
    expect((await fetch(`${gateway.url}/api/v1/files/${file.id}`, { headers })).status).toBe(404);
    expect(await gateway.database.database.sessions.view(chat.sessionId)).toMatchObject({
      lastText: 'still here',
      lastAuthor: 'visitor',
    });
    await eventually(() =>
      expect(chat.visitor.entries().at(-1)).toMatchObject({ kind: 'deleted', body: { messageSeq: entry.seq } }),
    );
    expect(await codeOf(agentEdits(entry.seq, 'back'))).toBe('not_found');
    expect(await codeOf(agentDeletes(entry.seq))).toBe('not_found');
  });

  it('changes once, however often it is sent', async () => {
    const seq = await visitorSays('first');
    const clientId = newClientId();
    const one = await visitorEdits(seq, 'second', clientId);
    await visitorEdits(seq, 'third');
    const again = await visitorEdits(seq, 'second', clientId);
    expect([one.repeated, again.repeated, again.entry.seq]).toEqual([false, true, one.entry.seq]);
    expect((await timeline())[seq - 1]).toMatchObject({ body: { text: 'third' } });
    const used = newClientId();
    await chat.visitor.call('message:send', { clientId: used, text: 'other' });
    expect(await codeOf(visitorEdits(seq, 'x', used))).toBe('invalid_body');
  });

  it('is nobody else’s to change, and nothing else is a message', async () => {
    const [theirs, ours] = [await visitorSays('visitor'), await agentSays('agent')];
    for (const seq of [ours, 1, 2, 3, 4, 9_999]) {
      expect(await codeOf(visitorEdits(seq, 'x'))).toBe('not_found');
      expect(await codeOf(visitorDeletes(seq))).toBe('not_found');
    }
    expect(await codeOf(agentEdits(theirs, 'x'))).toBe('not_found');
    const ben = await online(gateway, gateway.ben);
    expect(await codeOf(agentDeletes(ours, ben))).toBe('not_assignee');
    await command(gateway, gateway.ana, chat.sessionId, 'reassign', { agentId: gateway.ben.id });
    expect(await codeOf(agentDeletes(ours, ben))).toBe('not_found');
    expect(await codeOf(agentDeletes(ours))).toBe('not_assignee');
    ben.close();
  });

  it('is changed while people talk, and not for long', async () => {
    const seq = await visitorSays('hello');
    await gateway.database.database.sql.rows(
      { name: '', text: `update entry set at = at - $3::interval where session_id = $1 and seq = $2` },
      [chat.sessionId, seq, `${LIMITS.amendMinutes} minutes`],
    );
    expect(await codeOf(visitorEdits(seq, 'x'))).toBe('too_late');
    expect(await codeOf(visitorDeletes(seq))).toBe('too_late');
    const fresh = await visitorSays('fresh');
    await command(gateway, gateway.ana, chat.sessionId, 'return');
    expect(await codeOf(visitorEdits(fresh, 'x'))).toBe('wrong_phase');
    await command(gateway, gateway.ana, chat.sessionId, 'close');
    expect(await codeOf(visitorDeletes(fresh))).toBe('session_closed');
  });

  it('is refused without words and with seqs that are none', async () => {
    const seq = await visitorSays('hello');
    const frames = [
      { seq, text: ' ' },
      { seq, text: 'x'.repeat(LIMITS.messageLength + 1) },
      { seq: -1, text: 'x' },
      { seq: 2 ** 31, text: 'x' },
      { seq: '1', text: 'x' },
      { seq, text: 'x', extra: 1 },
      { seq, text: { $ne: null } },
    ];
    for (const frame of frames)
      expect(await chat.visitor.callRaw('message:edit', { clientId: newClientId(), ...frame })).toMatchObject({
        ok: false,
        problem: { code: 'invalid_body' },
      });
  });
});
