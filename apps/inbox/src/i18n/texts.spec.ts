import { en as adminEn } from '../playbooks/texts/en.ts';
import { es as adminEs } from '../playbooks/texts/es.ts';
import { en as leadEn } from '../reports/texts/en.ts';
import { es as leadEs } from '../reports/texts/es.ts';
import { en } from './en.ts';
import { es } from './es.ts';

const placeholders = (text: string): string[] =>
  [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name ?? '').sort();

test.each([
  ['the inbox', en, es],
  ['the admins’ pages', adminEn, adminEs],
  ['the supervisors’ pages', leadEn, leadEs],
])('%s: every text names the same values in every language and is empty in none', (_, first, second) => {
  const values = (texts: Record<string, string>) =>
    Object.entries(texts).map(([key, text]) => [key, text.trim() !== '', placeholders(text)]);
  expect(values(second)).toEqual(values(first));
});

test('pages that come later take no name away from the inbox or from one another', () => {
  expect(Object.keys(adminEn).filter((key) => key in en)).toEqual([]);
  expect(Object.keys(leadEn).filter((key) => key in en || key in adminEn)).toEqual([]);
});
