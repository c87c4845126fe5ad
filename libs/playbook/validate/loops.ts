import type { Card } from '#libs/contracts';
import type { Exit } from '../cards/card.ts';
import type { Graph, GraphNode } from './graph.ts';
import type { Problems } from './problems.ts';

/** Seconds that a loop which time alone drives has to wait somewhere: a silent visitor is not written to for ever. */
const SLOW_ENOUGH = 3_600;

type Follows = (node: GraphNode, exit: Exit) => boolean;

/**
 * The exits that close a loop, of those that `follows` holds for. Depth-first without recursion: an exit to a card
 * that is still being gone through closes one.
 */
function closing(graph: Graph, follows: Follows): { node: GraphNode; exit: Exit }[] {
  const found: { node: GraphNode; exit: Exit }[] = [];
  const open = new Set<string>();
  const seen = new Set<string>();
  for (const first of graph.values()) {
    if (seen.has(first.id)) continue;
    const way = [{ node: first, exits: first.exits.values() }];
    open.add(first.id);
    seen.add(first.id);
    for (let last = way.at(-1); last; last = way.at(-1)) {
      const { done, value: exit } = last.exits.next();
      if (done) {
        open.delete(last.node.id);
        way.pop();
      } else if (follows(last.node, exit)) {
        const next = graph.get(exit.to);
        if (open.has(exit.to)) found.push({ node: last.node, exit });
        else if (next && !seen.has(next.id)) {
          open.add(next.id);
          seen.add(next.id);
          way.push({ node: next, exits: next.exits.values() });
        }
      }
    }
  }
  return found;
}

/** A `pickedUp` path comes back to where people lead, and ends there: an agent has to join first. */
const isPickUp = ({ path }: Exit): boolean => path[0] === 'pickedUp';
const neverWaits: Follows = (_node, exit) => !exit.waits && !isPickUp(exit);

/** After how many seconds the exit is taken though nobody does anything; null: never. */
function secondsUntil(card: Card, { path }: Exit): number | null {
  const [key] = path;
  if (card.kind === 'wait' && key === 'next') return card.seconds;
  if (card.kind === 'liveChat' && key === 'unanswered') return card.waitSeconds;
  if (key !== 'silence' || !('silence' in card) || !card.silence?.giveUp) return null;
  const reminders = card.silence.reminders.reduce((sum, { afterSeconds }) => sum + afterSeconds, 0);
  return reminders + card.silence.giveUp.afterSeconds;
}

const goesFast: Follows = (node, exit) => {
  const seconds = secondsUntil(node.card, exit);
  return neverWaits(node, exit) || (seconds !== null && seconds < SLOW_ENOUGH);
};

/**
 * Every loop passes a visitor's turn or a wait: a step of the engine comes to an end. And a loop that time alone drives
 * takes its time.
 */
export function checkLoops(graph: Graph, problems: Problems): void {
  const endless = closing(graph, neverWaits);
  for (const { node, exit } of endless) {
    const message = `This leads back to “${exit.to}” without a visitor’s turn or a wait on the way.`;
    problems.add(['cards', node.id, ...exit.path], 'loop_without_wait', message);
  }
  if (endless.length > 0) return;
  for (const { node, exit } of closing(graph, goesFast)) {
    const message = `Time alone leads back to “${exit.to}”, with no wait of an hour or more on the way.`;
    problems.add(['cards', node.id, ...exit.path], 'loop_too_fast', message);
  }
}
