import { clipped, interpolate, placeholdersOf } from './interpolate.ts';
import { localized, pickLanguage } from './languages.ts';

describe('interpolate', () => {
  it.each([
    ['Hi {{name}}!', { name: 'Ana' }, 'Hi Ana!'],
    ['Hi {{ name }}!', { name: 'Ana' }, 'Hi Ana!'],
    ['Hi {{name|there}}!', {}, 'Hi there!'],
    ['Hi {{name|}}!', {}, 'Hi !'],
    ['Lead: {{name}}', {}, 'Lead:'],
    ['{{name}} {{name}} {{email|?}}', { name: 'A' }, 'A A ?'],
    ['{{name}}', { name: '{{email}}', email: 'x' }, '{{email}}'],
    ['{{name}}', { name: '$& $1 $$' }, '$& $1 $$'],
    ['{{constructor}}{{toString}}.', {}, '.'],
    ['{{name', { name: 'A' }, '{{name'],
  ])('%j with %j: %j', (text, fields, filled) => {
    expect(interpolate(text, fields)).toBe(filled);
  });

  it.each([
    ['plain', { names: [], broken: false }],
    ['{{name}} and {{email|x}}', { names: ['name', 'email'], broken: false }],
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
    [{ en: 'a', es: 'b' }, 'fr', 'a'],
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
