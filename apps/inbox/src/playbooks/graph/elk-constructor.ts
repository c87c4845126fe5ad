import type { ElkNode } from 'elkjs/lib/elk-api.js';

/** What is used of the layout library. */
export interface Elk {
  layout(graph: ElkNode): Promise<ElkNode>;
}
type Constructor = new (options?: { workerFactory: () => Worker }) => Elk;

/** The package is CommonJS: how deep its constructor lies in the module depends on who loads it. */
export function constructorIn(module: unknown): Constructor {
  return typeof module === 'function'
    ? (module as Constructor)
    : constructorIn((module as { default: unknown }).default);
}
