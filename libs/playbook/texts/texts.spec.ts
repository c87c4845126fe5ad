import { clipped, forUrl, interpolate, placeholdersOf } from './interpolate.ts';
import { localized, pickLanguage } from './languages.ts';

describe('interpolate', () => {
  it.each([
    ['Hi {{budget}}!', { budget: '5' }, 'Hi 5!'],
    ['Hi {{person.name}}!', { 'person.name': 'Ana' }, 'Hi Ana!'],
    ['Hi {{ person.name }}!', { 'person.name': 'Ana' }, 'Hi Ana!'],
    ['Hi {{person.name|there}}!', {}, 'Hi there!'],
    ['Hi {{person.name|there}}!', { 'person.name': 'Ana' }, 'Hi Ana!'],
    ['Hi {{name|}}!', {}, 'Hi !'],
    ['Lead: {{name}}', {}, 'Lead:'],
    ['You are number {{queue.place}}', { 'queue.place': '3' }, 'You are number 3'],
    ['{{name}} {{name}} {{email|?}}', { name: 'A' }, 'A A ?'],
    ['{{name}}', { name: '{{email}}', email: 'x' }, '{{email}}'],
    ['{{name}}', { name: '$& $1 $$' }, '$& $1 $$'],
    ['{{constructor}}{{toString}}.', {}, '.'],
    ['{{constructor}}', { constructor: 'built' }, 'built'],
    ['{{name', { name: 'A' }, '{{name'],
    ['{{{name}}}', { name: 'A' }, '{A}'],
  ])('%j with %j: %j', (text, fields, filled) => {
    expect(interpolate(text, fields as Record<string, string>)).toBe(filled);
  });

  it.each([
    [
      forUrl,
      'https://x.io/?q={{q}}&n={{n|a b}}',
      { q: 'a&b=ü/ {{n}}' },
      'https://x.io/?q=a%26b%3D%C3%BC%2F%20%7B%7Bn%7D%7D&n=a%20b',
    ],
    [forUrl, '{{q}}', { q: 'cut \ud83d' }, 'cut%20%EF%BF%BD'],
  ])('encodes what it fills in, and only that: %p %s', (encode, text, fields, filled) => {
    expect(interpolate(text, fields as Record<string, string>, encode)).toBe(filled);
  });

  it.each([
    ['plain', { names: [], broken: false }],
    ['{{person.name}} and {{email|x}}', { names: ['person.name', 'email'], broken: false }],
    ['{{name} and {{email}}', { names: ['email'], broken: true }],
    ['{{first name}}', { names: [], broken: true }],
  ])('finds the placeholders of %j', (text, found) => {
    expect(placeholdersOf(text)).toEqual(found);
  });
});

describe('clipped', () => {
  it.each([
    ['abc', 3, 'abc'],
    ['abcd', 3, 'abc'],
    ['ab👋', 3, 'ab'],
    ['ab👋', 4, 'ab👋'],
  ])('%j to %j: %j', (text, length, kept) => {
    expect(clipped(text, length)).toBe(kept);
  });
});

describe('localized', () => {
  it.each([
    [{ en: 'a', es: 'b' }, 'es', 'b'],
    [{ en: 'a', es: 'b' }, 'es-MX', 'b'],
    [{ en: 'a', es: 'b' }, 'fr', 'a'],
    [{ 'en-GB': 'a', es: 'b' }, 'fr', 'a'],
    [{ de: 'c' }, 'fr', 'c'],
    [{}, 'toString', ''],
  ])('%j in %s: %j', (text, language, found) => {
    expect(localized(text as Record<string, string>, language, 'en')).toBe(found);
  });
});

describe('pickLanguage', () => {
  it.each([
    [['en', 'es'], ['es'], 'es'],
    [['en', 'es'], ['es-MX', 'en'], 'es'],
    [['en', 'es'], ['ES_mx'], 'es'],
    [['en', 'pt-BR'], ['pt'], 'pt-BR'],
    [['en', 'pt-BR', 'pt-PT'], ['pt-PT'], 'pt-PT'],
    [['en', 'pt', 'pt-BR'], ['pt-AO'], 'pt'],
    [['en', 'es'], ['fr', 'es'], 'es'],
    [['es', 'en'], ['fr'], 'es'],
    [['es', 'en'], [], 'es'],
    [['en', 'es'], ['', '*', '-', '__proto__', ' es '], 'es'],
  ])('of %j for %j: %s', (languages, wanted, picked) => {
    expect(pickLanguage({ languages }, wanted)).toBe(picked);
  });
});
