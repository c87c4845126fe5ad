import type { Card } from '#libs/contracts';
import type { Exit } from '../cards/card.ts';
import { rulesOf } from '../cards/kinds.ts';
import type { Draft } from './form.ts';
import type { Problems } from './problems.ts';

export interface GraphNode {
  id: string;
  card: Card;
  exits: Exit[];
}
/** The cards of the right form, with where they go on. Exits may name cards that are not in it. */
export type Graph = ReadonlyMap<string, GraphNode>;

export const graphOf = ({ cards }: Draft): Graph =>
  new Map([...cards].map(([id, card]) => [id, { id, card, exits: rulesOf(card).exits(card) }]));

/** The nodes that can be reached from `start`, going on by the exits for which `follows` holds. Nearest first. */
export function* reached(
  graph: Graph,
  start: string,
  follows: (node: GraphNode, exit: Exit) => boolean = () => true,
): Generator<GraphNode> {
  const found = new Set([start]);
  for (const id of found) {
    const node = graph.get(id);
    if (!node) continue;
    yield node;
    for (const exit of node.exits) if (follows(node, exit)) found.add(exit.to);
  }
}

/** Every card that is named exists. */
export function checkExits(draft: Draft, graph: Graph, problems: Problems): void {
  for (const { id, exits } of graph.values()) {
    for (const { path, to } of exits) {
      if (draft.cardIds.has(to)) continue;
      problems.add(['cards', id, ...path], 'dangling_card', `There is no card “${to}”.`);
    }
  }
  if (draft.start !== null && !draft.cardIds.has(draft.start)) {
    problems.add(['start'], 'start_missing', `There is no card “${draft.start.slice(0, 64)}”.`);
  }
}

/** Of cards that nothing leads to, only the first of a chain is a problem: the others follow when it is mended. */
export function checkReachable(graph: Graph, start: string, problems: Problems): void {
  const found = new Set<string>();
  const find = (id: string): void => {
    for (const node of reached(graph, id, (_, { to }) => !found.has(to))) found.add(node.id);
  };
  find(start);
  const lost = [...graph.values()].filter(({ id }) => !found.has(id));
  const led = new Set(lost.flatMap(({ id, exits }) => exits.filter(({ to }) => to !== id).map(({ to }) => to)));
  // cards that lead to each other in a circle have no first: then it is the one that is written first
  for (const { id } of [...lost.filter(({ id }) => !led.has(id)), ...lost]) {
    if (found.has(id)) continue;
    problems.add(['cards', id], 'unreachable_card', 'No card leads here.');
    find(id);
  }
}
