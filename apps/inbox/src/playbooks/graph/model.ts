import type { CardKind } from '#libs/contracts';
import { at, listOf, numberOf, recordOf, stringOf, textIn } from '../json/read.ts';
import { type Exit, exitsOf, isCardKind } from './exits.ts';

/** What a card says first, or how long it waits. */
export type CardWords = { text: string } | { seconds: number } | null;

export interface GraphCard {
  id: string;
  /** `missing`: only named by others; `unknown`: its kind is none. */
  kind: CardKind | 'missing' | 'unknown';
  words: CardWords;
  exits: readonly Exit[];
  isStart: boolean;
}

/** An exit with the card that it leaves; `id` is unique in the graph. */
export interface GraphEdge {
  id: string;
  from: string;
  to: string;
  exit: Exit;
}

export interface Graph {
  cards: readonly GraphCard[];
  edges: readonly GraphEdge[];
}

/** Where a card's first words stand: the first of these that is a text. */
const TEXTS = [['text'], ['onlineText'], ['title'], ['variants', 0, 'text']] as const;

function wordsOf(card: unknown, language: string): CardWords {
  const fields = recordOf(card);
  for (const path of TEXTS) {
    const text = textIn(at(card, path), language);
    if (text !== null) return { text };
  }
  const seconds = numberOf(fields.seconds);
  if (fields.kind === 'wait' && seconds !== null) return { seconds };
  if (fields.kind === 'setField') return { text: `${fields.field ?? ''} = ${fields.value ?? ''}` };
  if (fields.kind === 'http') return { text: `${fields.method ?? 'POST'} ${fields.url ?? ''}` };
  if (fields.kind === 'jump') return { text: `→ ${fields.to ?? ''}` };
  return null;
}

/**
 * The graph of a definition, however unfinished: cards in the order of the definition, then those that are only
 * named.
 */
export function graphOf(definition: unknown, language: string): Graph {
  const { cards: defined, start } = recordOf(definition);
  const cards: GraphCard[] = Object.entries(recordOf(defined)).map(([id, card]) => {
    const kind = stringOf(recordOf(card).kind);
    return {
      id,
      kind: isCardKind(kind) ? kind : 'unknown',
      words: wordsOf(card, language),
      exits: exitsOf(card),
      isStart: id === start,
    };
  });
  const known = new Set(cards.map(({ id }) => id));
  const edges = cards.flatMap(({ id, exits }) =>
    exits.map((exit, index) => ({ id: `${id}/${index}`, from: id, to: exit.to, exit })),
  );
  const named = [...edges.map(({ to }) => to), ...listOf([start]).flatMap((id) => stringOf(id) ?? [])];
  for (const id of named) {
    if (known.has(id)) continue;
    known.add(id);
    cards.push({ id, kind: 'missing', words: null, exits: [], isStart: id === start });
  }
  return { cards, edges };
}
