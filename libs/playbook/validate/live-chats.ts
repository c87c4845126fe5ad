import type { CardKind } from '#libs/contracts';
import type { Exit } from '../cards/card.ts';
import { type Graph, type GraphNode, reached } from './graph.ts';
import type { Problems } from './problems.ts';

/** What may run while an agent joins: nothing that waits, ends or calls. */
const SILENT: ReadonlySet<CardKind> = new Set([
  'message',
  'setField',
  'qualify',
  'disqualify',
  'result',
  'condition',
  'jump',
]);

/** By these people have had their turn; `pickedUp` comes back to the card itself. */
const isAfterPeople = ({ path }: Exit): boolean => path[0] !== 'pickedUp';

/** The visitor took this way: by a choice, not by silence. */
const isChosen = ({ card }: GraphNode, { path }: Exit): boolean =>
  (card.kind === 'question' || card.kind === 'meeting') && path[0] !== 'silence';

/** The cards from which the visitor gets to a live-chat card without choosing again, those cards themselves included. */
function leadingToPeople(graph: Graph): Set<string> {
  const callers = new Map<string, string[]>();
  for (const node of graph.values()) {
    for (const exit of node.exits) {
      if (isChosen(node, exit)) continue;
      const known = callers.get(exit.to);
      if (known) known.push(node.id);
      else callers.set(exit.to, [node.id]);
    }
  }
  const leading = new Set([...graph.values()].filter(({ card }) => card.kind === 'liveChat').map(({ id }) => id));
  for (const id of leading) for (const caller of callers.get(id) ?? []) leading.add(caller);
  return leading;
}

function checkPickedUp(graph: Graph, { id, exits }: GraphNode, problems: Problems): void {
  const exit = exits.find(({ path }) => path[0] === 'pickedUp');
  if (!exit) return;
  for (const node of reached(graph, exit.to, ({ card }) => SILENT.has(card.kind))) {
    // loops are found elsewhere: what goes on by silent cards only comes back, or to a card that is not silent
    if (node.id === id || SILENT.has(node.card.kind)) continue;
    const message = `This leads to “${node.id}”; only cards that do not wait may follow, and then this card again.`;
    problems.add(['cards', id, 'pickedUp'], 'picked_up_does_not_return', message);
    return;
  }
}

/** People are called once on a way, unless the visitor chooses so again; and who picks up stays. */
export function checkLiveChats(graph: Graph, problems: Problems): void {
  const leading = leadingToPeople(graph);
  for (const node of graph.values()) {
    if (node.card.kind !== 'liveChat') continue;
    for (const { path } of node.exits.filter((exit) => isAfterPeople(exit) && leading.has(exit.to))) {
      const message = 'This leads to a live-chat card again without the visitor’s choice; people are called once.';
      problems.add(['cards', node.id, ...path], 'live_chat_repeated', message);
    }
    checkPickedUp(graph, node, problems);
  }
}
