import type { Card, CardKind, CardOf, LocalizedText } from '#libs/contracts';
import type { Arrival, Turn } from '../turn.ts';
import type { EngineWait, EventOf } from '../types.ts';

export type WaitFor<F extends EngineWait['for']> = Extract<EngineWait, { for: F }>;
export type AnswerWait = WaitFor<'answer'>;
export type AnswerEvent = EventOf<'visitorMessage' | 'visitorAnswer'>;
/** What can happen to a card that waits, beside answers. */
export type WaitEvent = EventOf<'agentJoined' | 'agentSpoke' | 'handedBack' | 'httpAnswered' | 'deadlinePassed'>;

/** A card with its id in the playbook. */
export type Placed<K extends CardKind> = CardOf<K> & { id: string };

/** Path inside the card: keys and indexes. */
export type CardPath = (string | number)[];

export interface Exit {
  path: CardPath;
  to: string;
  /** The engine always waits (for the visitor, people or a time) before it takes this exit. */
  waits: boolean;
}

interface Rules<C extends Card> {
  /** The session arrives at the card. */
  enter(card: C & { id: string }, turn: Turn): Arrival;
  /**
   * The visitor wrote or chose while the session waits here: for an answer, or for a time. Null: that was no answer,
   * nothing is to be done. Of a wait for an answer only events after its prompt come here.
   */
  answered?(card: C & { id: string }, event: AnswerEvent, wait: WaitFor<'answer' | 'time'>, turn: Turn): Arrival | null;
  /** Something else happened that the wait here is for. Null: nothing is to be done. A deadline is one of the wait's. */
  happened?(card: C & { id: string }, event: WaitEvent, wait: EngineWait, turn: Turn): Arrival | null;
  /** The cards that may follow. */
  exits(card: C): Exit[];
  /** The texts that visitors or agents see. */
  texts(card: C): { path: CardPath; text: LocalizedText }[];
}

/** What the engine and the validator know of a card kind. One file for each kind, listed in `kinds.ts`. */
export type CardRules<K extends CardKind> = Rules<CardOf<K>>;
