import { matchesGlob } from './page.ts';

it.each([
  ['/pricing', '/pricing', true],
  ['/pricing', '/pricing/', false],
  ['/pricing', '/pric*', true],
  ['/a/checkout/b', '*checkout*', true],
  ['/a/check/out', '*checkout*', false],
  ['/aab', '/a*ab', true],
  ['/abab', '/*ab', true],
  ['/abac', '/*ab', false],
  ['/', '*', true],
  ['', '*', true],
  ['', '', true],
  ['/x', '', false],
  ['/a', '/a**', true],
  ['/a.b', '/a?b', false],
])('%s fits %s: %s', (path, pattern, fits) => {
  expect(matchesGlob(path, pattern)).toBe(fits);
});

it('is quick with many stars', () => {
  const began = performance.now();
  expect(matchesGlob(`/${'a'.repeat(2_000)}`, `${'*a'.repeat(99)}b`)).toBe(false);
  expect(performance.now() - began).toBeLessThan(1_000);
});
