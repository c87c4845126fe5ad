import { fileURLToPath } from 'node:url';
import { defaultClientConditions, defineConfig, type EnvironmentOptions } from 'vite';

const inside = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** One self-contained script with a stable name: websites embed it by that name. */
const script = (name: string, entry: string): EnvironmentOptions => ({
  consumer: 'client',
  build: {
    outDir: inside('../../dist/web/widget'),
    emptyOutDir: false,
    target: 'es2022',
    modulePreload: false,
    rolldownOptions: { input: inside(entry), output: { format: 'iife', entryFileNames: `${name}.js` } },
  },
});

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
    },
  },
});
