import { globSync } from 'node:fs';
import { resolve } from 'node:path';
import { SAME_AS_ENGLISH } from './same-as-english.ts';

const LANGUAGES = ['es', 'pt', 'de', 'fr'] as const;
/** Every file with English texts, such as `texts/en.ts`; each language's stands beside it under the same name. */
const FILES = globSync('apps/*/src/**/*en.ts').filter((file) => /[/.-]en\.ts$/.test(file));

interface Tree {
  [key: string]: string | Tree;
}

const flat = (tree: Tree, path = ''): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[path + key, value]] : flat(value, `${path}${key}.`),
  );

async function textsIn(file: string): Promise<Map<string, string>> {
  const exported = Object.values((await import(resolve(file))) as Record<string, Tree>);
  expect(exported).toHaveLength(1);
  return new Map(flat(exported[0]!));
}

const textsOf = (file: string, language: string): Promise<Map<string, string>> =>
  textsIn(file.replace(/en\.ts$/, `${language}.ts`));

const placeholders = (text: string): string => [...text.matchAll(/\{\{\w+\}\}/g)].map(String).sort().join(' ');
const hasWords = (text: string): boolean => /\p{L}/u.test(text.replaceAll(/\{\{\w+\}\}/g, ''));

test('there are texts to look at', () => {
  expect(FILES.length).toBeGreaterThanOrEqual(3);
});

describe.each(FILES)('%s', (file) => {
  test.each(LANGUAGES)('has the same texts in "%s", with the same values in them', async (language) => {
    const shape = (texts: Map<string, string>) =>
      [...texts].map(([key, text]) => [key, text.trim() !== '', placeholders(text)]);
    expect(shape(await textsOf(file, language))).toEqual(shape(await textsIn(file)));
  });

  test('counts in words for one and for more', async () => {
    const keys = [...(await textsIn(file)).keys()];
    const counted = (form: string) => keys.filter((key) => key.endsWith(form)).map((key) => key.slice(0, -form.length));
    expect(counted('_one').sort()).toEqual(counted('_other').sort());
  });
});

test.each(LANGUAGES)('only texts that are the same in both languages stand as in English: "%s"', async (language) => {
  const same = new Set<string>();
  for (const file of FILES) {
    const english = await textsIn(file);
    for (const [key, text] of await textsOf(file, language)) {
      if (hasWords(text) && text === english.get(key)) same.add(text);
    }
  }
  expect([...same].sort()).toEqual([...SAME_AS_ENGLISH[language]].sort());
});

test('no key stands in two files of the same app: the later one would hide the other', async () => {
  const seen = new Map<string, string>();
  for (const file of FILES.filter((name) =>
    /apps\/inbox\/src\/(i18n|playbooks|reports)\/(texts\/)?en\.ts$/.test(name),
  )) {
    for (const key of (await textsIn(file)).keys()) {
      expect([key, seen.get(key)]).toEqual([key, undefined]);
      seen.set(key, file);
    }
  }
  expect(seen.size).toBeGreaterThan(0);
});

test.each(['en', ...LANGUAGES] as const)('devices show what the inbox says: "%s"', async (language) => {
  const texts = await textsIn(`apps/inbox/src/notifications/texts-${language}.ts`);
  const titles = await textsIn('apps/gateway/src/notifications/titles.ts');
  const told = [...titles].filter(([key]) => key.startsWith(`${language}.`));
  expect(told.length).toBeGreaterThan(0);
  for (const [key, title] of told) expect(texts.get(key.replace(`${language}.`, 'notify_'))).toBe(title);
});
