import { type Card, LIMITS, type LocalizedText, type PlaybookDefinition } from '#libs/contracts';
import { EngineError } from './errors.ts';
import { clipped, interpolate } from './texts/interpolate.ts';
import { localized } from './texts/languages.ts';
import type { EngineContext, EngineEffect, EngineState, EngineWait } from './types.ts';

/** Characters of a result's title. */
const TITLE_LENGTH = 200;

/** Where a card leaves the session: on to another card, or waiting. */
export type Arrival = { goTo: string } | { wait: EngineWait };

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
  qualified: boolean;

  constructor(definition: PlaybookDefinition, context: EngineContext, state: EngineState | null) {
    this.definition = definition;
    this.context = context;
    this.fields = { ...state?.fields };
    this.resultCards = [...(state?.resultCards ?? [])];
    this.qualified = state?.qualified ?? false;
  }

  /** Notes an effect; answers the seq that its entry gets. */
  put(effect: EngineEffect): number {
    this.effects.push(effect);
    return this.context.nextSeq + this.effects.length - 1;
  }

  say(cardId: string, text: string): void {
    this.put({ type: 'append', kind: 'message', body: { text, cardId } });
  }

  /** The card's text in the session's language, with captured fields filled in. */
  text(text: LocalizedText): string {
    const own = localized(text, this.context.language, this.definition.languages[0] ?? 'en');
    return clipped(interpolate(own, this.fields), LIMITS.messageLength);
  }

  /** As `text`, at most 200 characters. */
  title(text: LocalizedText): string {
    return clipped(this.text(text), TITLE_LENGTH).trim();
  }

  /** ISO 8601 with milliseconds, `seconds` after the event. */
  timeIn(seconds: number): string {
    const from = Date.parse(this.context.at);
    if (Number.isNaN(from)) throw new EngineError('invalid_time', 'The event’s time is not ISO 8601');
    return new Date(from + seconds * 1_000).toISOString();
  }
}
