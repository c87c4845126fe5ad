import { readdirSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { CARD_KINDS } from '#libs/contracts';
import { playbookJsonSchema } from './json-schema.ts';
import { type Json, sound } from './test/sound.ts';

const root = new URL('../../../', import.meta.url);
const read = (file: string): string => readFileSync(new URL(file, root), 'utf8');

// `format` says in other words what patterns and the validator check
const accepts = new Ajv2020({ validateFormats: false, allErrors: true }).compile(playbookJsonSchema());

const TEMPLATES = readdirSync(new URL('playbooks/', root)).filter((file) => file.endsWith('.json'));

describe('the JSON Schema', () => {
  it('is the one that is committed', () => {
    expect(JSON.parse(read('docs/playbook.schema.json'))).toEqual(JSON.parse(JSON.stringify(playbookJsonSchema())));
  });

  it.each(TEMPLATES)('accepts playbooks/%s', (file) => {
    accepts(JSON.parse(read(`playbooks/${file}`)));
    expect(accepts.errors).toBeNull();
  });

  it('accepts what leaves out defaults', () => {
    accepts(sound());
    expect(accepts.errors).toBeNull();
  });

  it.each<[string, (playbook: Json) => void]>([
    ['an unknown key', (p) => Object.assign(p, { extra: 1 })],
    ['an unknown key of a card', (p) => Object.assign(p.cards.hello, { colour: 'red' })],
    ['an unknown key of a choice', (p) => Object.assign(p.cards.ask.choices[0], { icon: 'x' })],
    ['an unknown key of the appearance', (p) => Object.assign(p.appearance, { font: 'x' })],
    ['an unknown kind of card', (p) => Object.assign(p.cards.bye, { kind: 'goodbye' })],
    ['a missing key', (p) => delete p.cards.hello.next],
    ['another format', (p) => Object.assign(p, { format: 1 })],
    ['a message with nothing to say', (p) => Object.assign(p.cards, { m: { kind: 'message', next: 'bye' } })],
    ['a language that is none', (p) => Object.assign(p.cards.bye.text, { english: 'Bye' })],
    [
      'an unknown rule',
      (p) =>
        Object.assign(p.cards, {
          c: { kind: 'condition', branches: [{ when: { test: 'mood' }, next: 'bye' }], otherwise: 'bye' },
        }),
    ],
  ])('refuses %s', (_, change) => {
    const playbook = sound();
    change(playbook);
    expect(accepts(playbook)).toBe(false);
  });

  it('is strict at every depth', () => {
    const open: string[] = [];
    const look = (schema: Json, path: string): void => {
      if (typeof schema !== 'object' || schema === null) return;
      if (schema.properties && schema.additionalProperties !== false) open.push(path);
      for (const [key, inner] of Object.entries(schema)) look(inner, `${path}/${key}`);
    };
    look(playbookJsonSchema(), '');
    expect(open).toEqual([]);
  });

  it('explains every kind of card', () => {
    const { $defs } = playbookJsonSchema() as Json;
    const explained = $defs.Card.oneOf.map((card: Json) => {
      expect(card.title).toMatch(/^[A-Z]/);
      expect(card.description).toMatch(/^[A-Z]/);
      return card.properties.kind.const;
    });
    expect(explained.sort()).toEqual([...CARD_KINDS].sort());
  });
});
