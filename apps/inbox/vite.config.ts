import preact from '@preact/preset-vite';
import { defaultClientConditions, defineConfig } from 'vite';

/** Where `vite` in development finds the gateway. */
const gateway = process.env.FOYER_PUBLIC_URL ?? 'http://127.0.0.1:3000';

export default defineConfig({
  root: import.meta.dirname,
  base: '/inbox/',
  plugins: [preact()],
  resolve: { conditions: ['source', ...defaultClientConditions] },
  build: { outDir: '../../dist/web/inbox', emptyOutDir: true, target: 'es2022', sourcemap: true },
  server: { proxy: { '/api': gateway, '/socket.io': { target: gateway, ws: true } } },
});
