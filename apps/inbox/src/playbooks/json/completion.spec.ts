import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { proposalsAt } from './completion.ts';
import { namesOf } from './names.ts';
import type { Schema } from './schema.ts';
import { parseJson } from './tree.ts';

/** As the server has it. */
const schema = JSON.parse(
  readFileSync(join(import.meta.dirname, '../../../../../docs/playbook.schema.json'), 'utf8'),
) as Schema;
const NAMES = namesOf({
  languages: ['en', 'es'],
  cards: { hello: { kind: 'greeting' }, ask: { kind: 'capture', field: 'budget' } },
  experiments: { price: {} },
});

/** `|` is the cursor. */
function propose(text: string) {
  const position = text.indexOf('|');
  const json = parseJson(text.replace('|', ''));
  return proposalsAt(schema, json, position, NAMES);
}
const labels = (text: string): string[] => propose(text)?.proposals.map(({ label }) => label) ?? [];

describe('completion', () => {
  test.each([
    ['a key of the whole', '{ "format": 2, | }', ['languages', 'appearance', 'start', 'cards'], ['format', 'kind']],
    ['a key begun with a quote', '{"cards":{"a":{"kind":"question","|"}}}', ['choices', 'saveAs'], ['onlineText']],
    [
      'a key of that kind of card',
      '{"cards":{"a":{"kind":"liveChat", |}}}',
      ['onlineText', 'offline'],
      ['choices', 'kind'],
    ],
    ['what decides about all others first', '{"cards":{"a":{|}}}', ['kind'], ['text', 'choices']],
    ['a kind of card', '{"cards":{"a":{"kind":"|"}}}', ['greeting', 'liveChat', 'http'], []],
    ['a value after a colon', '{"cards":{"a":{"kind": |}}}', ['greeting'], []],
    ['a value of that kind', '{"cards":{"a":{"kind":"result","result":"|"}}}', ['lead', 'deal', 'crmActivity'], []],
    ['a card to go to', '{"cards":{"a":{"kind":"greeting","next":"|"}}}', ['hello', 'ask'], []],
    ['a card inside a list', '{"cards":{"a":{"kind":"question","choices":[{"id":"x","next":"|"}]}}}', ['hello'], []],
    ['a field', '{"cards":{"a":{"kind":"capture","field":"|"}}}', ['person.email', 'budget'], []],
    ['a language of a text', '{"cards":{"a":{"kind":"greeting","text":{"en":"Hi", |}}}}', ['es'], ['en']],
    ['a kind of test', '{"cards":{"a":{"kind":"condition","branches":[{"when":{"test":"|"}}]}}}', ['page', 'arm'], []],
    [
      'a key of that test',
      '{"cards":{"a":{"kind":"condition","branches":[{"when":{"test":"arm",|}}]}}}',
      ['experiment', 'is'],
      ['oneOf'],
    ],
    [
      'an experiment',
      '{"cards":{"a":{"kind":"condition","branches":[{"when":{"test":"arm","experiment":"|"}}]}}}',
      ['price'],
      [],
    ],
    ['true and false', '{"cards":{"a":{"kind":"capture","required": |}}}', ['true', 'false'], []],
    ['an item of a list', '{"languages":[|]}', ['en', 'es'], []],
  ])('proposes %s', (_, text, some, none) => {
    const found = labels(text);
    expect(found).toEqual(expect.arrayContaining(some));
    for (const label of none) expect(found).not.toContain(label);
  });

  test('proposes no other card for the id of a choice', () => {
    expect(labels('{"cards":{"a":{"kind":"question","choices":[{"id":"|"}]}}}')).toEqual([]);
  });

  test('what must be there comes first, with a value to begin with', () => {
    const found = propose('{"cards":{"a":{"kind":"message", |}}}')?.proposals ?? [];
    const required = found.map((proposal) => proposal.required);
    expect(required).toEqual([...required].sort((a, b) => Number(b) - Number(a)));
    expect(found.find(({ label }) => label === 'next')).toMatchObject({ insert: '"next": "|"', required: true });
    expect(found.find(({ label }) => label === 'text')?.insert).toBe('"text": { "en": "|", "es": "" }');
  });

  test('replaces the word that was begun', () => {
    const text = '{"cards":{"a":{"kind":"qu|"}}}';
    const { from, to } = propose(text) ?? { from: 0, to: 0 };
    expect(text.replace('|', '').slice(from, to)).toBe('"qu"');
  });

  test('a key written anew keeps its value', () => {
    const found = propose('{"cards":{"a":{"kind":"greeting","tex|":{"en":"Hi"}}}}')?.proposals;
    expect(found?.find(({ label }) => label === 'text')?.insert).toBe('"text"');
  });

  test('says nothing where nothing is known', () => {
    expect(propose('|')).toBeNull();
    expect(labels('{"cards":{"a":{"kind":"http","body":{"x|":1}}}}')).toEqual([]);
  });
});
