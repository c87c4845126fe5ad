import type { CardOf } from '#libs/contracts';
import { deadlinesOf } from '../deadlines.ts';
import { around, arriveAt } from '../specs/arrive.ts';
import { contextOf, stateOf } from '../specs/builders.ts';
import { step } from '../step.ts';
import type { EngineEvent } from '../types.ts';

const save = [
  { path: 'tier', field: 'tier' },
  { path: 'company', field: 'organisation.name' },
];
const withCard = (card: Partial<CardOf<'http'>>) =>
  around({ call: { kind: 'http', url: 'https://api.example.com/x', next: 'yes', failed: 'no', ...card } });
const definition = withCard({ save });

const FIELDS = {
  'person.name': 'Ana "A" \\ & Söhne/ü?',
  'person.email': 'a+b@example.com',
  up: '..',
  braces: '{{secret}}',
  secret: 'hush',
};

describe('the request of an http card', () => {
  it.each<{ name: string; card: Partial<CardOf<'http'>>; request: object }>([
    {
      name: 'by default',
      card: {},
      request: { method: 'POST', url: 'https://api.example.com/x', headers: {}, body: null, save: [] },
    },
    {
      name: 'with fields encoded in the URL',
      card: { url: 'https://api.example.com/{{person.name}}?mail={{person.email}}&x={{none|a b}}#{{none}}' },
      request: {
        url: 'https://api.example.com/Ana%20%22A%22%20%5C%20%26%20S%C3%B6hne%2F%C3%BC%3F?mail=a%2Bb%40example.com&x=a%20b#',
      },
    },
    {
      name: 'that stays on its path',
      card: { url: 'https://api.example.com/people/{{up}}/orders' },
      request: { url: 'https://api.example.com/people//orders' },
    },
    {
      name: 'with fields in its headers',
      card: { headers: { 'X-Name': '{{person.email}}', 'X-Plain': 'Söhne' } },
      request: { headers: { 'X-Name': 'a+b@example.com', 'X-Plain': 'Söhne' } },
    },
    {
      name: 'with fields in the strings of its body',
      card: { body: { 'n{{up}}': ['{{person.name}}', 1, null, true, { deep: '{{braces}} {{none|-}}' }] } },
      request: {
        body: JSON.stringify({ 'n{{up}}': [FIELDS['person.name'], 1, null, true, { deep: '{{secret}} -' }] }),
      },
    },
    { name: 'with a body that is a text', card: { body: '{{person.email}}' }, request: { body: '"a+b@example.com"' } },
    { name: 'with a body that is null', card: { body: null }, request: { body: 'null' } },
    { name: 'without a body to GET', card: { method: 'GET', body: { a: 1 } }, request: { method: 'GET', body: null } },
    { name: 'with what is to be saved', card: { save }, request: { save } },
  ])('goes out $name', ({ card, request }) => {
    const { effects } = arriveAt(withCard(card), 'call', { state: { fields: FIELDS } });
    expect(effects).toMatchObject([
      { type: 'callHttp', cardId: 'call', giveUpAt: '2026-03-01T10:01:00.000Z', request },
    ]);
  });
});

describe('an http card', () => {
  const due = {
    deadlineId: `http-call-${Date.parse('2026-03-01T10:01:00.000Z')}`,
    deadlineAt: '2026-03-01T10:01:00.000Z',
  };
  const waiting = stateOf('call', { for: 'http', requestSeq: 10, ...due }, { fields: { tier: 'tin' } });
  const answers = (more: object = {}): EngineEvent =>
    ({ type: 'httpAnswered', seq: 12, requestSeq: 10, ok: true, fields: {}, ...more }) as EngineEvent;

  it('waits for the answer to its own request, no longer than it says', () => {
    const { state } = arriveAt(definition, 'call', { state: { fields: { tier: 'tin' } } });
    expect(state).toEqual(waiting);
    expect(deadlinesOf(state)).toEqual([{ id: due.deadlineId, kind: 'http', at: due.deadlineAt }]);
  });

  const both = { tier: 'gold', 'organisation.name': 'Acme' };
  const told = {
    type: 'append',
    kind: 'captured',
    body: { field: 'organisation.name', value: 'Acme', cardId: 'call' },
  };
  it.each<{ name: string; event: EngineEvent; to: string; fields: object; effects?: object[] }>([
    { name: 'an answer', event: answers(), to: 'yes', fields: { tier: 'tin' } },
    { name: 'an answer with fields', event: answers({ fields: both }), to: 'yes', fields: both, effects: [told] },
    { name: 'a refusal', event: answers({ ok: false }), to: 'no', fields: { tier: 'tin' } },
    {
      name: 'a refusal with fields',
      event: answers({ ok: false, fields: { tier: 'none' } }),
      to: 'no',
      fields: { tier: 'none' },
    },
    {
      name: 'no answer in time',
      event: { type: 'deadlinePassed', deadlineId: due.deadlineId },
      to: 'no',
      fields: { tier: 'tin' },
    },
  ])('goes on after $name', ({ event, to, fields, effects = [] }) => {
    const done = step(definition, waiting, event, contextOf());
    expect(done.state).toEqual(stateOf(to, { for: 'nothing' }, { fields: fields as Record<string, string> }));
    expect(done.effects).toEqual([...effects, { type: 'close' }]);
  });

  it.each<{ name: string; event: EngineEvent }>([
    { name: 'the answer to an earlier request', event: answers({ requestSeq: 4, fields: both }) },
    { name: 'another deadline', event: { type: 'deadlinePassed', deadlineId: 'http-call-1' } },
    { name: 'a message', event: { type: 'visitorMessage', seq: 12, text: 'Hello?' } },
    { name: 'an agent’s word', event: { type: 'agentSpoke', seq: 12 } },
  ])('goes on waiting at $name', ({ event }) => {
    expect(step(definition, waiting, event, contextOf())).toEqual({ state: waiting, effects: [], visited: [] });
  });

  it.each([
    { name: 'after it gave up', state: stateOf('no', { for: 'nothing' }) },
    { name: 'while an agent leads', state: stateOf('call', { for: 'people', silent: null }) },
  ])('takes nothing of an answer $name', ({ state }) => {
    expect(step(definition, state, answers({ fields: both }), contextOf())).toEqual({
      state,
      effects: [],
      visited: [],
    });
  });
});
