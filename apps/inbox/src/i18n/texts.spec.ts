import { en } from './en.ts';
import { es } from './es.ts';

const placeholders = (text: string): string[] =>
  [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name ?? '').sort();

test('every text names the same values in every language and is empty in none', () => {
  const values = (texts: typeof en) =>
    Object.entries(texts).map(([key, text]) => [key, text.trim() !== '', placeholders(text)]);
  expect(values(es)).toEqual(values(en));
});
