import { type EntryView, isHidden, type Opening, type Problem, type SessionStarted } from '#libs/contracts';
import { callApi, mustCall } from '#libs/testing';
import { firstAct, look, newVisitorKey, startGateway, type TestGateway } from '../../test/harness.ts';
import { smallPlaybook, valid } from '../../test/playbooks.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startGateway();
});
afterAll(() => gateway.close());

/** A site of its own on which the playbook is active. */
async function siteWith(changes: object): Promise<{ siteId: string; versionId: string }> {
  const { database } = gateway.database;
  const { versionId } = await database.playbooks.publish(
    valid(smallPlaybook({ name: newVisitorKey(), ...changes })),
    null,
  );
  const { id } = await database.sites.create({ name: 'Shop', origins: ['*'], activeVersionId: versionId });
  return { siteId: id, versionId };
}
const open = (siteId: string, query: string) =>
  mustCall<Opening>(gateway.url, 'GET', `/sites/${siteId}/opening?${query}`);
const start = (siteId: string, body: object) =>
  callApi<SessionStarted & Problem>(gateway.url, 'POST', `/sites/${siteId}/sessions`, { body });
const textsOf = (entries: EntryView[]) =>
  entries.flatMap((entry) => (!isHidden(entry) && 'text' in entry.body ? [entry.body.text] : []));
const { cards } = smallPlaybook();

describe('what an opening depends on', () => {
  const branching = {
    start: 'which',
    cards: {
      ...cards,
      which: {
        kind: 'condition',
        branches: [
          { when: { test: 'page', oneOf: ['/pricing*'] }, next: 'pricing' },
          { when: { test: 'visit', is: 'repeat' }, next: 'back' },
        ],
        otherwise: 'ask',
      },
      pricing: { kind: 'message', text: { en: 'About prices' }, next: 'ask' },
      back: { kind: 'message', text: { en: 'Welcome back' }, next: 'ask' },
    },
  };

  it.each([
    ['', []],
    ['pageUrl=https://shop.example/pricing/all', ['About prices']],
    ['returning=true', ['Welcome back']],
    ['returning=true&pageUrl=https://shop.example/pricing', ['About prices']],
  ])('page and visit: %s', async (query, said) => {
    const { siteId } = await siteWith(branching);
    expect(textsOf((await open(siteId, query)).entries)).toEqual([...said, 'How can we help?']);
  });

  it('the first act is answered with what was rendered', async () => {
    const { siteId, versionId } = await siteWith(branching);
    const visit = { pageUrl: 'https://shop.example/pricing', returning: true };
    const rendered = await open(siteId, `returning=true&pageUrl=${visit.pageUrl}`);
    const act = { promptSeq: 2, choiceId: 'mail' };
    const { body } = await start(siteId, firstAct(gateway, { versionId, ...visit, act }));
    expect(textsOf(body.entries)).toEqual([...textsOf(rendered.entries), 'Write to me']);
    const { database } = gateway.database;
    const text = `select card_id as card, left_at is not null as "left" from card_visit where session_id = $1 order by 1`;
    expect(await database.sql.rows({ name: 'visits_of', text }, [body.sessionId])).toEqual([
      { card: 'ask', left: false },
      { card: 'pricing', left: true },
      { card: 'which', left: true },
    ]);
  });

  it('the seed: the same visitor sees the same text, and both texts are seen', async () => {
    const { siteId } = await siteWith({
      start: 'hello',
      cards: {
        ...cards,
        hello: {
          kind: 'message',
          variants: [
            { id: 'a', text: { en: 'Hello' } },
            { id: 'b', text: { en: 'Hey' } },
          ],
          next: 'ask',
        },
      },
    });
    const seen = await Promise.all(
      Array.from({ length: 20 }, async (_, seed) => {
        const [first, again] = [await open(siteId, `seed=${seed}`), await open(siteId, `seed=${seed}`)];
        expect(textsOf(again.entries)).toEqual(textsOf(first.entries));
        return textsOf(first.entries)[0];
      }),
    );
    expect([...new Set(seen)].sort()).toEqual(['Hello', 'Hey']);
  });

  it('what the opening sets of the visitor is in the details, and nothing for visitors to see', async () => {
    const { siteId, versionId } = await siteWith({
      start: 'note',
      cards: {
        ...cards,
        note: { kind: 'setField', field: 'message', value: 'Came by the web', next: 'worth' },
        worth: { kind: 'setField', field: 'deal.value', value: '1200.50 EUR', next: 'ask' },
      },
    });
    expect((await open(siteId, '')).entries).toMatchObject([
      { seq: 1, hidden: true },
      { seq: 2, hidden: true },
      { seq: 3, kind: 'prompt' },
    ]);
    const act = { promptSeq: 3, choiceId: 'mail' };
    const { body } = await start(siteId, firstAct(gateway, { versionId, act }));
    const path = `/conversations/${body.sessionId}`;
    expect(await mustCall(gateway.url, 'GET', path, { token: gateway.ana.token })).toMatchObject({
      details: { note: 'Came by the web', dealValue: '1200.50', currency: 'EUR' },
    });
  });

  it.each([
    'seed=-1',
    'seed=1.5',
    'seed=x',
    'seed=9999999999',
    'pageUrl=nowhere',
    'pageUrl=javascript:1',
    'returning=7',
  ])('refuses %s', async (query) => {
    const { status, body } = await callApi<Problem>(gateway.url, 'GET', `/sites/${gateway.site.id}/opening?${query}`);
    expect([status, body.code]).toEqual([400, 'invalid_body']);
  });
});

describe('a proactive greeting', () => {
  it('is told with when and where; without one it is null', async () => {
    const greeting = (proactive: object | undefined) => ({
      start: 'hi',
      cards: { ...cards, hi: { kind: 'greeting', text: { en: 'Hi' }, proactive, next: 'ask' } },
    });
    const proactiveOf = async (changes: object) => (await open((await siteWith(changes)).siteId, '')).proactive;
    expect(await proactiveOf({})).toBeNull();
    expect(await proactiveOf(greeting(undefined))).toBeNull();
    expect(await proactiveOf(greeting({}))).toEqual({
      afterSeconds: 2,
      pages: null,
      notPages: [],
      frequency: 'oncePerVisit',
    });
    const told = { afterSeconds: 9, pages: ['/pricing*'], notPages: ['/legal'], frequency: 'oncePerDay' };
    expect(await proactiveOf(greeting(told))).toEqual(told);
  });
});

describe('an opening that asks to type', () => {
  const withoutAsk = (capture: object) => ({
    email: { ...cards.email, ...capture },
    lead: cards.lead,
    bye: cards.bye,
  });
  const statesOf = async (sessionId: string) => {
    await look(gateway, sessionId);
    const text = `select state -> 'fields' as fields, state ->> 'cardId' as card from session where id = $1`;
    return (await gateway.database.database.sql.rows({ name: 'state_of', text }, [sessionId]))[0];
  };

  it('is answered by typing, with the box ticked', async () => {
    const { siteId, versionId } = await siteWith({ start: 'email', cards: withoutAsk({ consent: { en: 'Keep it' } }) });
    const act = { promptSeq: 1, text: 'ana@example.com', consent: true as const };
    const { status, body } = await start(siteId, firstAct(gateway, { versionId, act }));
    expect([status, body.entries[1]]).toMatchObject([
      201,
      { kind: 'answer', body: { promptSeq: 1, text: 'ana@example.com', consent: true } },
    ]);
    expect(await statesOf(body.sessionId)).toEqual({ fields: { 'person.email': 'ana@example.com' }, card: 'bye' });
  });

  it('is skipped where it may be', async () => {
    const { siteId, versionId } = await siteWith({
      start: 'note',
      cards: {
        note: {
          kind: 'capture',
          field: 'message',
          type: 'text',
          text: { en: 'Tell us' },
          required: false,
          next: 'email',
        },
        ...withoutAsk({}),
      },
    });
    const act = { promptSeq: 1, skipped: true as const };
    const { status, body } = await start(siteId, firstAct(gateway, { versionId, act }));
    expect(status).toBe(201);
    expect(await statesOf(body.sessionId)).toEqual({ fields: {}, card: 'email' });
  });

  it('is answered by a plain message too, as before', async () => {
    const { siteId, versionId } = await siteWith({ start: 'email', cards: withoutAsk({}) });
    const { body } = await start(siteId, firstAct(gateway, { versionId, act: { text: 'ana@example.com' } }));
    expect(body.entries[1]).toMatchObject({ kind: 'message' });
    expect(await statesOf(body.sessionId)).toMatchObject({ fields: { 'person.email': 'ana@example.com' } });
  });

  it('asks for a meeting: its choices are the first act', async () => {
    const { siteId, versionId } = await siteWith({
      start: 'meet',
      cards: {
        meet: {
          kind: 'meeting',
          text: { en: 'Meet us?' },
          url: 'https://meet.example/us',
          linkText: { en: 'Pick a time' },
          next: 'bye',
          later: 'email',
        },
        ...withoutAsk({}),
      },
    });
    const [prompt] = (await open(siteId, '')).entries;
    expect(prompt).toMatchObject({ kind: 'prompt', body: { link: { url: 'https://meet.example/us' } } });
    const choices = prompt && !isHidden(prompt) && prompt.kind === 'prompt' ? (prompt.body.choices ?? []) : [];
    expect(choices).toHaveLength(2);
    const act = { promptSeq: 1, choiceId: choices.at(-1)?.id ?? '' };
    const { status, body } = await start(siteId, firstAct(gateway, { versionId, act }));
    expect(status).toBe(201);
    expect(await statesOf(body.sessionId)).toMatchObject({ card: 'email' });
  });
});
