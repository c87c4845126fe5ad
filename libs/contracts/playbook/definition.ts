import { z } from 'zod';
import { cardIdSchema, cardSchema } from './cards.ts';
import { openingHoursSchema } from './hours.ts';
import { experimentIdSchema } from './rules.ts';
import { playbookTestSchema } from './script.ts';
import { languageSchema } from './texts.ts';

/** The version of the format that is written; older ones are migrated when they are read. */
export const PLAYBOOK_FORMAT = 2;

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

export const experimentSchema = z.strictObject({
  arms: z
    .array(z.strictObject({ id: experimentIdSchema, weight: z.number().int().min(1).max(1_000).default(1) }))
    .min(2)
    .max(10),
});

/** A playbook's definition, as admins upload it. Strict: an unknown key is an error. */
export const playbookDefinitionSchema = z
  .strictObject({
    $schema: z.string().max(2_000).optional().describe('For editors; means nothing here'),
    format: z.literal(PLAYBOOK_FORMAT).describe('Version of this format'),
    name: z.string().min(1).max(120),
    description: z.string().max(1_000).optional(),
    languages: z
      .array(languageSchema)
      .min(1)
      .max(20)
      .describe('Every text must exist in each of them; the first is the fallback'),
    appearance: appearanceSchema,
    openingHours: openingHoursSchema.optional(),
    experiments: z.record(experimentIdSchema, experimentSchema).optional().describe('A/B tests by id'),
    start: cardIdSchema.describe('The first card'),
    cards: z.record(cardIdSchema, cardSchema),
    tests: z
      .array(playbookTestSchema)
      .max(50)
      .optional()
      .describe('Run before it is published; one that fails refuses'),
  })
  .meta({ id: 'PlaybookDefinition' });
export type PlaybookDefinition = z.infer<typeof playbookDefinitionSchema>;
