import { en as adminEn } from '../playbooks/texts/en.ts';
import { es as adminEs } from '../playbooks/texts/es.ts';
import { en } from './en.ts';
import { es } from './es.ts';

const placeholders = (text: string): string[] =>
  [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name ?? '').sort();

test.each([
  ['the inbox', en, es],
  ['the admins’ pages', adminEn, adminEs],
])('%s: every text names the same values in every language and is empty in none', (_, first, second) => {
  const values = (texts: Record<string, string>) =>
    Object.entries(texts).map(([key, text]) => [key, text.trim() !== '', placeholders(text)]);
  expect(values(second)).toEqual(values(first));
});

test('the admins’ pages take no name away from the inbox', () => {
  expect(Object.keys(adminEn).filter((key) => key in en)).toEqual([]);
});
