import type { Opening } from '#libs/contracts';
import { matchesPage, mayGreet, readablePath } from './proactive.ts';

type Proactive = NonNullable<Opening['proactive']>;

const NOW = Date.parse('2026-03-04T12:00:00Z');
const HOUR = 3_600_000;
const rules = (change: Partial<Proactive> = {}): Proactive => ({
  afterSeconds: 2,
  pages: null,
  notPages: [],
  frequency: 'always',
  ...change,
});
const never = { at: 0, thisVisit: false };

describe('matchesPage', () => {
  it.each<[string, string, boolean]>([
    ['/pricing', '/pricing', true],
    ['/pricing', '/pricing/', false],
    ['/pricing*', '/pricing/teams', true],
    ['/pricing*', '/de/pricing', false],
    ['*checkout*', '/shop/checkout/2', true],
    ['*', '/', true],
    ['/a*b*c', '/a-b-b-c', true],
    ['/a*b*c', '/a-c-b', false],
    ['/aa*aa', '/aaa', false],
    ['/a.c', '/abc', false],
    ['*/', '/shop/', true],
  ])('%s on %s: %s', (pattern, path, expected) => {
    expect(matchesPage(pattern, path)).toBe(expected);
  });

  it('does not take long for what hardly matches', () => {
    const began = performance.now();
    expect(matchesPage(`${'a*'.repeat(99)}b`, 'a'.repeat(5_000))).toBe(false);
    expect(performance.now() - began).toBeLessThan(200);
  });
});

it('reads a path as people write it, where it can be read', () => {
  expect(readablePath('/pre%C3%A7os')).toBe('/preços');
  expect(readablePath('/100%')).toBe('/100%');
});

describe('mayGreet', () => {
  it('keeps to the pages that are wanted and away from those that are not', () => {
    const here = rules({ pages: ['/shop*', '/'], notPages: ['*checkout*'] });
    expect(['/', '/shop/lamps', '/about', '/shop/checkout'].map((path) => mayGreet(here, path, never, NOW))).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  it.each<[Proactive['frequency'], number, boolean]>([
    ['always', NOW - HOUR, true],
    ['oncePerVisit', NOW - HOUR, true],
    ['oncePerDay', 0, true],
    ['oncePerDay', NOW - HOUR, false],
    ['oncePerDay', NOW - 25 * HOUR, true],
    ['oncePerVisitor', 0, true],
    ['oncePerVisitor', NOW - 1_000 * HOUR, false],
  ])('%s, last shown at %d: %s', (frequency, at, expected) => {
    expect(mayGreet(rules({ frequency }), '/', { at, thisVisit: false }, NOW)).toBe(expected);
  });

  it('says nothing again in a visit in which it was dismissed', () => {
    expect(mayGreet(rules(), '/', { at: 0, thisVisit: true }, NOW)).toBe(false);
  });
});
