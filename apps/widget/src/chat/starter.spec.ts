import type { SessionStarted, StartSessionBody } from '#libs/contracts';
import type { Answer } from '../api.ts';
import { Starter } from './starter.ts';

const BODY: StartSessionBody = {
  visitorKey: 'k'.repeat(43),
  clientId: 'client-0001',
  versionId: '00000000-0000-7000-8000-00000000000a',
  language: 'en',
  seed: 7,
  returning: false,
  act: { text: 'hello' },
};
const STARTED: SessionStarted = { sessionId: 's1', token: 't', resumed: false, entries: [], lastSeq: 3 };

/** A server that knows `good` and says no to every other identity. */
function starter(identity: () => string | undefined) {
  const sent: StartSessionBody[] = [];
  const warned: string[] = [];
  const send = async (body: StartSessionBody): Promise<Answer<SessionStarted>> => {
    sent.push(body);
    return body.identity === undefined || body.identity === 'good'
      ? { ok: true, value: STARTED }
      : { ok: false, code: 'identity_invalid' };
  };
  return { sent, warned, starter: new Starter({ identity, send, warn: (why) => warned.push(why) }) };
}

describe('beginning a session', () => {
  it('says who the visitor is where the website has said so', async () => {
    const known = starter(() => 'good');
    expect(await known.starter.start(BODY)).toMatchObject({ ok: true });
    expect(known.sent).toEqual([{ ...BODY, identity: 'good' }]);
    const unknown = starter(() => undefined);
    await unknown.starter.start(BODY);
    expect(unknown.sent).toEqual([BODY]);
  });

  it('goes on without an identity that is refused, and says why once', async () => {
    const { starter: refused, sent, warned } = starter(() => 'forged');
    expect(await refused.start(BODY)).toMatchObject({ ok: true });
    await refused.start(BODY);
    expect(sent.map(({ identity }) => identity)).toEqual(['forged', undefined, undefined]);
    expect(warned).toEqual([expect.stringContaining('identity_invalid')]);
  });

  it('tries a new identity after a refused one', async () => {
    const identities = ['forged', 'good'];
    const { starter: renewed, sent } = starter(() => identities.shift());
    await renewed.start(BODY);
    await renewed.start(BODY);
    expect(sent.map(({ identity }) => identity)).toEqual(['forged', undefined, 'good']);
  });
});
