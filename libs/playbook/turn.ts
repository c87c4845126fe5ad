import type { Card, EntryBody, LocalizedText, PlaybookDefinition } from '#libs/contracts';
import { EngineError } from './errors.ts';
import { clipped, type Values } from './texts/interpolate.ts';
import type { Markup } from './texts/markup.ts';
import { markupIn, plainOf, type Words, wordsOf } from './texts/words.ts';
import type { Due, EngineContext, EngineEffect, EngineState, EngineWait, Visit } from './types.ts';

/** Characters of a result's title. */
const TITLE_LENGTH = 200;

/**
 * Where a card leaves the session: on to another card, or waiting. With `backAt` the way on may come back to that
 * card, where the session then waits as given instead of entering it again.
 */
export type Arrival = { goTo: string; backAt?: { cardId: string; wait: EngineWait } } | { wait: EngineWait };

/** The card, or null. Own keys only: a card called "constructor" is not found in the object's prototype. */
export const findCard = (definition: PlaybookDefinition, cardId: string): Card | null =>
  Object.hasOwn(definition.cards, cardId) ? (definition.cards[cardId] ?? null) : null;

/**
 * What one step writes down while it goes through cards: the fields so far and the effects in order. Lives for one
 * step only; the state it began from stays untouched.
 */
export class Turn {
  readonly definition: PlaybookDefinition;
  readonly context: EngineContext;
  readonly fields: EngineState['fields'];
  readonly resultCards: string[];
  readonly effects: EngineEffect[] = [];
  readonly visited: Visit[] = [];
  qualified: boolean | null;

  constructor(definition: PlaybookDefinition, context: EngineContext, state: EngineState | null) {
    this.definition = definition;
    this.context = context;
    this.fields = { ...state?.fields };
    this.resultCards = [...(state?.resultCards ?? [])];
    this.qualified = state?.qualified ?? null;
  }

  /** Notes an effect; answers the seq that its entry gets. */
  put(effect: EngineEffect): number {
    this.effects.push(effect);
    return this.context.nextSeq + this.effects.length - 1;
  }

  /** Says a text of the card. `values`: see `words`. */
  say(
    cardId: string,
    text: LocalizedText,
    more: Omit<EntryBody<'message'>, 'text' | 'rich' | 'cardId'> = {},
    values?: Values,
  ): void {
    this.put({ type: 'append', kind: 'message', body: { ...this.words(text, values), cardId, ...more } });
  }

  /**
   * The text in the session's language with its placeholders filled in: as text, and with its form where it has any.
   *
   * @param values for placeholders that are no fields of the session, e.g. "queue.place"
   */
  words(text: LocalizedText, values?: Values): Words {
    return wordsOf(this.#markup(text), values ? { ...this.fields, ...values } : this.fields);
  }

  /** As `words`, without any form. */
  text(text: LocalizedText): string {
    return plainOf(this.#markup(text), this.fields);
  }

  /** As `text`, in every language that the text has. */
  everyText(text: LocalizedText): string[] {
    return Object.keys(text).map((language) => plainOf(markupIn(text, language, language), this.fields));
  }

  #markup(text: LocalizedText): Markup {
    return markupIn(text, this.context.language, this.definition.languages[0] ?? 'en');
  }

  /** As `text`, at most 200 characters. */
  title(text: LocalizedText): string {
    return clipped(this.text(text), TITLE_LENGTH).trim();
  }

  /** Time of the step: the event's, or later where the process was late. */
  get now(): string {
    return this.context.now ?? this.context.at;
  }

  /** A deadline `seconds` from now. Its id is unique: no card gets the same moment twice. */
  dueIn(kind: string, cardId: string, seconds: number): Due {
    return dueAt(kind, cardId, later(this.now, seconds));
  }

  /** ISO 8601 with milliseconds, `seconds` after the event. */
  timeIn(seconds: number): string {
    return later(this.context.at, seconds);
  }
}

/** A deadline of a card. Two of one kind and card are the same if they are at the same time. */
export const dueAt = (kind: string, cardId: string, deadlineAt: string): Due => ({
  deadlineId: `${kind}-${cardId}-${Date.parse(deadlineAt)}`,
  deadlineAt,
});

function later(time: string, seconds: number): string {
  const from = Date.parse(time);
  if (Number.isNaN(from)) throw new EngineError('invalid_time', 'The event’s time is not ISO 8601');
  return new Date(from + seconds * 1_000).toISOString();
}
