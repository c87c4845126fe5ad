import { wantedLanguages } from './languages.ts';

it.each([
  [undefined, undefined, []],
  ['es', undefined, ['es']],
  ['es, pt-BR ,', 'en', ['es', 'pt-BR', 'en']],
  [undefined, 'de;q=0.5, en;q=0.9, fr', ['fr', 'en', 'de']],
  [undefined, '*, es;q=0', []],
  [undefined, ';;,=,q=1;q=x', ['=']],
])('query %s and header %s', (query, header, wanted) => {
  expect(wantedLanguages(query, header)).toEqual(wanted);
});

it('looks at twenty at most', () => {
  expect(wantedLanguages('a,'.repeat(1_000), 'b,'.repeat(1_000)).length).toBeLessThanOrEqual(20);
});
