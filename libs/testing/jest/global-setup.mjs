import { registerHooks } from 'node:module';

/** Jest runs this file as it is: so TypeScript is stripped by Node, and `#libs/…` must be told to mean the sources. */
export default async function globalSetup() {
  const hooks = registerHooks({
    resolve: (specifier, context, next) =>
      next(
        specifier,
        specifier.startsWith('#') ? { ...context, conditions: ['source', ...context.conditions] } : context,
      ),
  });
  const { startServices } = await import('../services/index.ts');
  globalThis.foyerTestServices = await startServices();
  hooks.deregister();
}
