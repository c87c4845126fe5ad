import { savedFields } from './saved-fields.ts';

it.each([
  ['texts, numbers and booleans', { a: 'x', b: { c: 3 }, d: [{ e: true }] }, ['a', 'b.c', 'd.0.e'], ['x', '3', 'true']],
  ['nothing that is missing', { a: 1 }, ['b', 'a.b', 'a.0'], []],
  ['nothing blank, null or nested', { a: ' ', b: null, c: {}, d: [] }, ['a', 'b', 'c', 'd'], []],
  ['nothing inherited', {}, ['constructor.name', '__proto__.x', 'toString'], []],
  ['long texts in part', { a: 'y'.repeat(2_000) }, ['a'], ['y'.repeat(1_000)]],
  ['nothing that cannot be stored', { a: 'x\u0000\ud800' }, ['a'], ['x\ufffd']],
  ['of no JSON object nothing', null, ['a'], []],
])('keeps %s', (_, json, paths, values) => {
  const saved = savedFields(
    json,
    paths.map((path) => ({ path, field: `f_${paths.indexOf(path)}` })),
  );
  expect(Object.values(saved)).toEqual(values);
});
