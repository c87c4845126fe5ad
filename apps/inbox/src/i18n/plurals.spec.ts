import i18next from 'i18next';
import { withPluralForms } from './plurals.ts';

test.each([
  ['fr', 0, 'one'],
  ['fr', 1, 'one'],
  ['fr', 2, 'other'],
  ['fr', 1_000_000, 'other'],
  ['pt', 0, 'one'],
  ['pt', 1_000_000, 'other'],
  ['es', 1_000_000, 'other'],
  ['de', 0, 'other'],
  ['de', 1, 'one'],
])('%s: %d is counted in its own words', (language, count, form) => {
  const texts = i18next.createInstance();
  void texts.init({
    lng: language,
    fallbackLng: 'en',
    initAsync: false,
    resources: {
      en: { translation: { cards_one: 'English', cards_other: 'English', cards_many: 'English' } },
      [language]: { translation: withPluralForms(language, { cards_one: 'one', cards_other: 'other' }) },
    },
  });
  expect(texts.t('cards', { count })).toBe(form);
});
