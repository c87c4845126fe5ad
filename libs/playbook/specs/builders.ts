import type { z } from 'zod';
import { type LocalizedText, type PlaybookDefinition, playbookDefinitionSchema } from '#libs/contracts';
import type { EngineContext, EngineState, EngineWait } from '../types.ts';

type DefinitionInput = z.input<typeof playbookDefinitionSchema>;
export type CardsInput = DefinitionInput['cards'];

/** A text in both languages of `playbookOf`: "Hello" and "Hello (es)", or the Spanish given. */
export const text = (en: string, es = `${en} (es)`): LocalizedText => ({ en, es });

/** A definition of the right form around the cards, in English and Spanish; starts at the first card. */
export const playbookOf = (cards: CardsInput, more: Partial<DefinitionInput> = {}): PlaybookDefinition =>
  playbookDefinitionSchema.parse({
    format: 1,
    name: 'Spec',
    languages: ['en', 'es'],
    appearance: { botName: 'Bot', accent: '#112233', onAccent: '#ffffff' },
    start: Object.keys(cards)[0],
    cards,
    ...more,
  });

export const AT = '2026-03-01T10:00:00.000Z';

export const contextOf = (more: Partial<EngineContext> = {}): EngineContext => ({
  at: AT,
  language: 'en',
  agentsOnline: true,
  nextSeq: 10,
  seed: 7,
  ...more,
});

export const stateOf = (cardId: string, wait: EngineWait, more: Partial<EngineState> = {}): EngineState => ({
  format: 1,
  cardId,
  wait,
  fields: {},
  qualified: false,
  resultCards: [],
  ...more,
});

/** Waiting for an answer to a prompt at `promptSeq`, first asked at `askedSeq`. */
export const answerTo = (promptSeq: number, attempts = 0, askedSeq = promptSeq): EngineWait => ({
  for: 'answer',
  askedSeq,
  promptSeq,
  attempts,
});
