import type { Card, CardKind, CardOf, LocalizedText } from '#libs/contracts';
import type { Arrival, Turn } from '../turn.ts';
import type { EngineEvent, EngineWait } from '../types.ts';

export type AnswerWait = Extract<EngineWait, { for: 'answer' }>;
export type AnswerEvent = Extract<EngineEvent, { type: 'visitorMessage' | 'visitorAnswer' }>;

/** A card with its id in the playbook. */
export type Placed<K extends CardKind> = CardOf<K> & { id: string };

/** Path inside the card: keys and indexes. */
export type CardPath = (string | number)[];

interface Rules<C extends Card> {
  /** The session arrives at the card. */
  enter(card: C & { id: string }, turn: Turn): Arrival;
  /** The visitor wrote or chose while the session waits here. Null: that was no answer, nothing is to be done. */
  answered?(card: C & { id: string }, event: AnswerEvent, wait: AnswerWait, turn: Turn): Arrival | null;
  /** The cards that may follow. */
  exits(card: C): { path: CardPath; to: string }[];
  /** The texts that visitors or agents see. */
  texts(card: C): { path: CardPath; text: LocalizedText }[];
}

/** What the engine and the validator know of a card kind. One file for each kind, listed in `kinds.ts`. */
export type CardRules<K extends CardKind> = Rules<CardOf<K>>;
