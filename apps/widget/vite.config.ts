import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { defaultClientConditions, defineConfig, type EnvironmentOptions } from 'vite';
import { emojiOf } from './emoji.config.ts';
import { de } from './src/chat/texts/de.ts';
import type { Texts } from './src/chat/texts/en.ts';
import { es } from './src/chat/texts/es.ts';
import { fr } from './src/chat/texts/fr.ts';
import { pt } from './src/chat/texts/pt.ts';
import { LANGUAGES, type Language } from './src/languages.ts';

const inside = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const OUT = inside('../../dist/web/widget');

/** One self-contained script with a stable name: websites embed it by that name. */
const script = (name: string, entry: string): EnvironmentOptions => ({
  consumer: 'client',
  build: {
    outDir: OUT,
    emptyOutDir: false,
    target: 'es2022',
    modulePreload: false,
    rolldownOptions: { input: inside(entry), output: { format: 'iife', entryFileNames: `${name}.js` } },
  },
});

/** The emoji to choose from, with their names: a file for each language, loaded when somebody looks for one. */
async function writeEmoji(): Promise<void> {
  await mkdir(`${OUT}/emoji`, { recursive: true });
  for (const code of LANGUAGES) await writeFile(`${OUT}/emoji/${code}.json`, JSON.stringify(await emojiOf(code)));
}

const TEXTS: Record<Exclude<Language, 'en'>, Texts> = { es, pt, de, fr };

/** The window's words: a file for each language, loaded by the window that speaks it. English is inside of it. */
async function writeTexts(): Promise<void> {
  await mkdir(`${OUT}/texts`, { recursive: true });
  for (const [code, texts] of Object.entries(TEXTS)) {
    await writeFile(`${OUT}/texts/${code}.json`, JSON.stringify(texts));
  }
}

/** Builds loader.js and chat.js; an iife holds one entry only, so each is an environment of its own. */
export default defineConfig({
  root: inside('.'),
  publicDir: false,
  resolve: { conditions: ['source', ...defaultClientConditions] },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  environments: {
    loader: script('loader', 'src/loader/main.ts'),
    chat: script('chat', 'src/chat/main.tsx'),
  },
  builder: {
    buildApp: async (builder) => {
      for (const name of ['loader', 'chat'] as const) await builder.build(builder.environments[name]!);
      await writeTexts();
      await writeEmoji();
    },
  },
});
