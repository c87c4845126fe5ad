import { z } from 'zod';
import { RESULT_KINDS } from './process/index.ts';
import { inputKindSchema } from './timeline.ts';

export const LANGUAGE_PATTERN = /^[a-z]{2}(-[A-Z]{2})?$/;
export const languageSchema = z.string().regex(LANGUAGE_PATTERN).describe('BCP 47, e.g. "en" or "pt-BR"');

export const cardIdSchema = z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,63}$/);

/** One text in every language that the playbook promises. */
export const localizedTextSchema = z
  .record(languageSchema, z.string().min(1).max(4_000))
  .describe('The text by language; the playbook’s first language is the fallback');
export type LocalizedText = z.infer<typeof localizedTextSchema>;

const next = cardIdSchema.describe('The card that follows');

export const cardSchema = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('greeting'), text: localizedTextSchema, next }),
    z.strictObject({ kind: z.literal('message'), text: localizedTextSchema, next }),
    z.strictObject({
      kind: z.literal('question'),
      text: localizedTextSchema,
      choices: z
        .array(z.strictObject({ id: cardIdSchema, text: localizedTextSchema, next }))
        .min(1)
        .max(20),
    }),
    z.strictObject({
      kind: z.literal('capture'),
      field: inputKindSchema.describe('What is asked for; decides how the answer is checked'),
      text: localizedTextSchema,
      againText: localizedTextSchema.optional().describe('Said when the answer was not valid; has a default'),
      required: z.boolean().default(true),
      next,
    }),
    z.strictObject({
      kind: z.literal('liveChat'),
      onlineText: localizedTextSchema.describe('Said when people are called'),
      waitSeconds: z.number().int().min(5).max(86_400).default(60).describe('How long people have to pick up'),
      offlineText: localizedTextSchema.optional().describe('Said when nobody is online'),
      unansweredText: localizedTextSchema.optional().describe('Said when nobody picked up in time'),
      offline: cardIdSchema.describe('Where it goes on when nobody is online or nobody picked up'),
    }),
    z.strictObject({ kind: z.literal('qualify'), next }),
    z.strictObject({
      kind: z.literal('result'),
      result: z.enum(RESULT_KINDS),
      title: localizedTextSchema.describe('May hold {{name}}, {{email}}, {{phone}}, {{organisation}}'),
      dueInDays: z.number().int().min(0).max(365).optional().describe('For a CRM activity: days from now'),
      next,
    }),
    z.strictObject({ kind: z.literal('end'), text: localizedTextSchema.optional() }),
  ])
  .meta({ id: 'Card' });
export type Card = z.infer<typeof cardSchema>;
export type CardKind = Card['kind'];
export type CardOf<K extends CardKind> = Extract<Card, { kind: K }>;

const colour = z.string().regex(/^#[0-9a-fA-F]{6}$/);

export const appearanceSchema = z
  .strictObject({
    botName: z.string().min(1).max(60),
    accent: colour.describe('Background of the launcher, the header and the visitor’s bubbles'),
    onAccent: colour.describe('Text on the accent'),
    icon: z.enum(['chat', 'bot', 'smile', 'help']).default('chat'),
  })
  .meta({ id: 'Appearance' });
export type Appearance = z.infer<typeof appearanceSchema>;

/** A playbook's definition, as admins upload it. Strict: an unknown key is an error. */
export const playbookDefinitionSchema = z
  .strictObject({
    format: z.literal(1).describe('Version of this format'),
    name: z.string().min(1).max(120),
    languages: z
      .array(languageSchema)
      .min(1)
      .max(20)
      .describe('Every text must exist in each of them; the first is the fallback'),
    appearance: appearanceSchema,
    start: cardIdSchema.describe('The first card'),
    cards: z.record(cardIdSchema, cardSchema),
  })
  .meta({ id: 'PlaybookDefinition' });
export type PlaybookDefinition = z.infer<typeof playbookDefinitionSchema>;
