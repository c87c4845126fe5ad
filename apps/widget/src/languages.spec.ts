import { directionOf, pickOffered, wantedLanguages } from './languages.ts';

describe('wantedLanguages', () => {
  it('keeps the order, each once, and leaves out what is no tag', () => {
    expect(wantedLanguages([undefined, '', 'es-MX', 'en', 'es-MX', 'x', 'not a language', 'zh-Hant-TW'])).toEqual([
      'es-MX',
      'en',
      'zh-Hant-TW',
    ]);
  });

  it('is short enough for the query, whatever the page says', () => {
    const many = Array.from({ length: 40 }, (_, index) => `en-x${index}-aaaaaaaaaa`);
    expect(encodeURIComponent(wantedLanguages([...many, 'e'.repeat(500)]).join(',')).length).toBeLessThan(200);
  });
});

describe('pickOffered', () => {
  it.each([
    [['es-MX', 'en'], 'es'],
    [['fr', 'ES', 'en'], 'es'],
    [['de'], 'en'],
    [[], 'en'],
  ])('%j → %s', (wanted, picked) => {
    expect(pickOffered(['en', 'es'], wanted)).toBe(picked);
  });
});

describe('directionOf', () => {
  it.each([
    ['ar', 'rtl'],
    ['he-IL', 'rtl'],
    ['fa', 'rtl'],
    ['arn', 'ltr'],
    ['es', 'ltr'],
  ])('%s is written %s', (tag, direction) => {
    expect(directionOf(tag)).toBe(direction);
  });
});
