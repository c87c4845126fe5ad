import type { Card, InputKind } from '#libs/contracts';
import type { CardPath } from '../cards/card.ts';
import { rulesOf } from '../cards/kinds.ts';
import type { Draft } from './form.ts';
import type { Problems } from './problems.ts';

interface Exit {
  path: CardPath;
  to: string;
}
type Graph = ReadonlyMap<string, { card: Card; exits: Exit[] }>;

/** Cards that may come before the first act: they only speak. */
const SPEAKING: ReadonlySet<Card['kind']> = new Set(['greeting', 'message']);
/** Cards at which the first act is awaited. */
const ASKING: ReadonlySet<Card['kind']> = new Set(['question', 'capture']);
/** By these a visitor can be called back. */
const CONTACT_FIELDS: ReadonlySet<InputKind> = new Set(['name', 'email', 'phone', 'organisation']);

/** The ids that can be reached from `starts`, going on only from cards for which `passes` holds. */
function reached(graph: Graph, starts: string[], passes: (card: Card) => boolean = () => true): Set<string> {
  const found = new Set(starts.filter((id) => graph.has(id)));
  for (const id of found) {
    const node = graph.get(id);
    if (!node || !passes(node.card)) continue;
    for (const exit of node.exits) if (graph.has(exit.to)) found.add(exit.to);
  }
  return found;
}

function checkReachable(graph: Graph, start: string, problems: Problems): void {
  const found = reached(graph, [start]);
  for (const id of graph.keys()) {
    if (!found.has(id)) problems.add(['cards', id], 'unreachable_card', 'No card leads here.');
  }
}

/**
 * Every loop must pass a question: it is the only card that waits each time (a capture is passed by once its field is
 * known). Depth-first; an exit to a card that is still being gone through closes a loop.
 */
function checkLoops(graph: Graph, problems: Problems): void {
  const open = new Set<string>();
  const done = new Set<string>();
  const visit = (id: string): void => {
    const node = graph.get(id);
    if (!node || node.card.kind === 'question') return;
    open.add(id);
    for (const { path, to } of node.exits) {
      if (open.has(to)) {
        const message = `This leads back to “${to}” without asking the visitor a question on the way.`;
        problems.add(['cards', id, ...path], 'loop_without_question', message);
      } else if (!done.has(to)) visit(to);
    }
    open.delete(id);
    done.add(id);
  };
  for (const id of graph.keys()) if (!done.has(id)) visit(id);
}

/** People are called once: after a live-chat card’s offline path there is no other, nor the same again. */
function checkLiveChats(graph: Graph, problems: Problems): void {
  const callers = new Map<string, string[]>();
  for (const [id, { exits }] of graph) {
    for (const { to } of exits) {
      const known = callers.get(to);
      if (known) known.push(id);
      else callers.set(to, [id]);
    }
  }
  const leadsToLiveChat = new Set([...graph].filter(([, { card }]) => card.kind === 'liveChat').map(([id]) => id));
  for (const id of leadsToLiveChat) for (const caller of callers.get(id) ?? []) leadsToLiveChat.add(caller);
  for (const [id, { card }] of graph) {
    if (card.kind === 'liveChat' && leadsToLiveChat.has(card.offline)) {
      problems.add(
        ['cards', id, 'offline'],
        'live_chat_repeated',
        'This leads to a live-chat card again; people are called once.',
      );
    }
  }
}

function checkContact(graph: Graph, start: string, problems: Problems): void {
  const asksContact = (card: Card): boolean => card.kind === 'capture' && CONTACT_FIELDS.has(card.field);
  for (const id of reached(graph, [start], (card) => !asksContact(card))) {
    if (graph.get(id)?.card.kind !== 'result') continue;
    problems.add(
      ['cards', id],
      'result_without_contact',
      'A visitor can get here without being asked for a name, e-mail, phone or organisation.',
    );
  }
}

/** The opening is rendered before there is a session: it may only speak, and must end with a card that asks. */
function checkOpening(graph: Graph, start: string, problems: Problems): void {
  const opening = reached(graph, [start], (card) => SPEAKING.has(card.kind));
  for (const id of opening) {
    const kind = graph.get(id)?.card.kind;
    if (!kind || SPEAKING.has(kind) || ASKING.has(kind)) continue;
    problems.add(
      ['cards', id],
      'opening_does_not_ask',
      'The first card after greetings and messages must be a question or a capture.',
    );
  }
}

/** Every card that is named exists; and, once all cards have the right form, every walk through them is a good one. */
export function checkGraph(draft: Draft, problems: Problems): void {
  const graph: Graph = new Map([...draft.cards].map(([id, card]) => [id, { card, exits: rulesOf(card).exits(card) }]));
  for (const [id, { exits }] of graph) {
    for (const { path, to } of exits.filter((exit) => !draft.cardIds.has(exit.to))) {
      problems.add(['cards', id, ...path], 'dangling_card', `There is no card “${to}”.`);
    }
  }
  const startKnown = draft.start !== null && draft.cardIds.has(draft.start);
  if (draft.start !== null && !startKnown) {
    problems.add(['start'], 'start_missing', `There is no card “${draft.start.slice(0, 64)}”.`);
  }
  if (!draft.complete) return;
  checkLoops(graph, problems);
  checkLiveChats(graph, problems);
  if (draft.start === null || !startKnown) return;
  checkReachable(graph, draft.start, problems);
  checkContact(graph, draft.start, problems);
  checkOpening(graph, draft.start, problems);
}
