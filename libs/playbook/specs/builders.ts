import type { z } from 'zod';
import {
  type LocalizedText,
  PLAYBOOK_FORMAT,
  type PlaybookDefinition,
  playbookDefinitionSchema,
} from '#libs/contracts';
import type { AnswerWait } from '../cards/card.ts';
import type { EngineContext, EngineState, EngineWait, Online } from '../types.ts';

type DefinitionInput = z.input<typeof playbookDefinitionSchema>;
export type CardsInput = DefinitionInput['cards'];

/** A text in both languages of `playbookOf`: "Hello" and "Hello (es)", or the Spanish given. */
export const text = (en: string, es = `${en} (es)`): LocalizedText => ({ en, es });

/** A definition of the right form around the cards, in English and Spanish; starts at the first card. */
export const playbookOf = (cards: CardsInput, more: Partial<DefinitionInput> = {}): PlaybookDefinition =>
  playbookDefinitionSchema.parse({
    format: PLAYBOOK_FORMAT,
    name: 'Spec',
    languages: ['en', 'es'],
    appearance: { botName: 'Bot', accent: '#112233', onAccent: '#ffffff' },
    start: Object.keys(cards)[0],
    cards,
    ...more,
  });

export const AT = '2026-03-01T10:00:00.000Z';

/** Somebody is online, and so is somebody of the team Sales. */
export const ONLINE: Online = { anybody: true, teams: ['Sales'] };
export const OFFLINE: Online = { anybody: false, teams: [] };

export const contextOf = (more: Partial<EngineContext> = {}): EngineContext => ({
  at: AT,
  language: 'en',
  online: ONLINE,
  queuePlace: null,
  nextSeq: 10,
  seed: 7,
  pageUrl: null,
  returning: false,
  ...more,
});

export const stateOf = (cardId: string, wait: EngineWait, more: Partial<EngineState> = {}): EngineState => ({
  format: 2,
  cardId,
  wait,
  fields: {},
  qualified: null,
  resultCards: [],
  ...more,
});

/** Waiting for an answer to a prompt at `promptSeq`, first asked at `askedSeq`; nothing is planned for silence. */
export const answerTo = (promptSeq: number, attempts = 0, askedSeq = promptSeq): AnswerWait => ({
  for: 'answer',
  askedSeq,
  promptSeq,
  attempts,
  reminder: null,
});
