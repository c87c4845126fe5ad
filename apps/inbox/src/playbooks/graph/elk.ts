import * as elkModule from 'elkjs/lib/elk-api.js';
import workerAddress from 'elkjs/lib/elk-worker.min.js?url';
import { constructorIn, type Elk } from './elk-constructor.ts';
import { EMPTY_LAYOUT, fromElk, type Layout, type Measures, toElk } from './layout.ts';
import type { Graph } from './model.ts';

let elk: Elk | null = null;

/** Places a graph, in a thread of its own: the page goes on meanwhile. */
export async function layOut(graph: Graph, measures: Measures): Promise<Layout> {
  if (graph.cards.length === 0) return EMPTY_LAYOUT;
  elk ??= new (constructorIn(elkModule))({ workerFactory: () => new Worker(workerAddress) });
  return fromElk(await elk.layout(toElk(graph, measures)));
}
