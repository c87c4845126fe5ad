import type { Card, Rule } from '#libs/contracts';
import type { Exit } from '../cards/card.ts';
import { interpolate } from '../texts/interpolate.ts';
import type { Graph } from './graph.ts';
import type { Problems } from './problems.ts';

/** A set of fields by which a visitor can be called back, as bits. */
type Contact = number;

const BITS: Readonly<Record<string, Contact>> = {
  'person.name': 1,
  'person.email': 2,
  'person.phone': 4,
  'organisation.name': 8,
};
const ALL = 15;
const bitOf = (field: string): Contact => (Object.hasOwn(BITS, field) ? (BITS[field] ?? 0) : 0);

/** What is surely known where the rule holds. */
function proved(rule: Rule): Contact {
  // also where it “isNot” something: what is not known compares to nothing
  if (rule.test === 'field') return bitOf(rule.field);
  if (rule.test === 'all') return rule.rules.reduce((known, inner) => known | proved(inner), 0);
  if (rule.test === 'any') return rule.rules.reduce((known, inner) => known & proved(inner), ALL);
  return 0;
}

/** What is known after the card, on the way by this exit, of what was known before. */
function after(card: Card, exit: Exit, known: Contact): Contact {
  if (card.kind === 'capture') return card.required && exit.path[0] === 'next' ? known | bitOf(card.field) : known;
  if (card.kind === 'setField') {
    const bit = bitOf(card.field);
    return interpolate(card.value, {}) === '' ? known & ~bit : known | bit;
  }
  if (card.kind === 'condition' && exit.path[0] === 'branches') {
    const branch = card.branches[Number(exit.path[1])];
    return branch ? known | proved(branch.when) : known;
  }
  return known;
}

/**
 * On every way to a result the visitor has said who they are, or at least where they work. Goes through the cards once
 * for each set of what is known there. A signed identity does not count: not every visitor has one.
 */
export function checkContact(graph: Graph, start: string, problems: Problems): void {
  const seen = new Set([`${start} 0`]);
  const rest: { id: string; known: Contact }[] = [{ id: start, known: 0 }];
  for (let at = rest.pop(); at; at = rest.pop()) {
    const { id, known } = at;
    const node = graph.get(id);
    if (!node) continue;
    if (node.card.kind === 'result' && known === 0) {
      const message = 'A visitor can get here without having given a name, e-mail, phone or organisation.';
      problems.add(['cards', id], 'result_without_contact', message);
    }
    for (const exit of node.exits) {
      const next = after(node.card, exit, known);
      const key = `${exit.to} ${next}`;
      if (seen.has(key)) continue;
      seen.add(key);
      rest.push({ id: exit.to, known: next });
    }
  }
}
