import type { Card, CardKind, Rule } from '#libs/contracts';
import { type Graph, type GraphNode, reached } from './graph.ts';
import type { PathPart, Problems } from './problems.ts';
import { rulesIn } from './rules.ts';

/** Cards that may come before the first act: what they do follows from the playbook and the page alone. */
const BEFORE: ReadonlySet<CardKind> = new Set(['greeting', 'message', 'condition', 'jump', 'setField']);
/** Cards at which the first act is awaited. */
const ASKING: ReadonlySet<CardKind> = new Set(['question', 'capture', 'meeting']);
/** What is known of a visitor before there is a session. */
const KNOWN_BEFORE: ReadonlySet<Rule['test']> = new Set([
  'all',
  'any',
  'not',
  'language',
  'page',
  'utm',
  'visit',
  'arm',
]);

function checkRules(id: string, card: Card, problems: Problems): void {
  if (card.kind !== 'condition') return;
  card.branches.forEach(({ when }, index) => {
    for (const { rule, path } of rulesIn(when)) {
      if (KNOWN_BEFORE.has(rule.test)) continue;
      const place: PathPart[] = ['cards', id, 'branches', index, 'when', ...path];
      const message = `Before the visitor’s first act only the page, its UTM, the language, the visit and arms are known.`;
      problems.add(place, 'opening_depends_on_moment', message);
    }
  });
}

/**
 * The opening is rendered before there is a session, from the playbook, the page and the visitor's seed alone: it may
 * speak, branch on these and set fields, and must end with a card that asks.
 */
export function checkOpening(graph: Graph, start: string, problems: Problems): void {
  const preset = new Set<string>();
  const passes = ({ card }: GraphNode): boolean =>
    BEFORE.has(card.kind) || (card.kind === 'capture' && preset.has(card.field));
  for (const { card } of reached(graph, start, ({ card }) => BEFORE.has(card.kind) || card.kind === 'capture')) {
    if (card.kind === 'setField') preset.add(card.field);
  }
  for (const { id, card } of reached(graph, start, passes)) {
    if (BEFORE.has(card.kind)) checkRules(id, card, problems);
    else if (!ASKING.has(card.kind)) {
      const message = 'Before the visitor’s first act there must be a question, a capture or a meeting.';
      problems.add(['cards', id], 'opening_does_not_ask', message);
    }
  }
}
