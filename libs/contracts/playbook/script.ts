import { z } from 'zod';
import { RESULT_KINDS } from '../process/index.ts';
import { cardIdSchema } from './cards.ts';
import { languageSchema } from './texts.ts';

const words = z.string().min(1).max(4_000);
/** "90s", "15m", "2h", "30d". */
const duration = z.string().regex(/^\d{1,6}[smhd]$/);

const stateSchema = z
  .strictObject({
    card: cardIdSchema.optional().describe('The card it stands on'),
    phase: z.enum(['bot', 'waiting', 'live', 'closed']).optional(),
    says: z.array(words).optional().describe('Each is part of something that the bot said since the step before'),
    results: z
      .array(z.strictObject({ kind: z.enum(RESULT_KINDS), title: words.optional() }))
      .optional()
      .describe('All results so far, in their order'),
    fields: z.record(z.string(), z.string()).optional().describe('These fields have these values'),
    qualified: z.boolean().nullable().optional(),
  })
  .describe('What must hold now');
export type Expected = z.infer<typeof stateSchema>;

/** What a scripted visitor, agent or clock does next. */
export const scriptStepSchema = z.union([
  z.strictObject({ visitor: words.describe('Types') }),
  z.strictObject({ choose: z.string().min(1).max(64).describe('Clicks the choice with this id') }),
  z.strictObject({ answer: words.describe('Answers the form of a capture'), consent: z.boolean().optional() }),
  z.strictObject({ upload: words.describe('Answers with a file of this name') }),
  z.strictObject({ skip: z.literal(true) }),
  z.strictObject({ wait: duration.describe('Time passes, nobody does anything') }),
  z.strictObject({ team: z.enum(['online', 'offline']), name: z.string().max(120).optional() }),
  z.strictObject({ agent: z.enum(['joins', 'closes', 'handsBack']) }),
  z.strictObject({ agentSays: words }),
  z.strictObject({ http: z.strictObject({ ok: z.boolean(), answer: z.json().optional() }) }),
  z.strictObject({ expect: stateSchema }),
]);
export type ScriptStep = z.infer<typeof scriptStepSchema>;

export const scriptSchema = z
  .strictObject({
    language: languageSchema.optional(),
    pageUrl: z
      .url({ protocol: /^https?$/ })
      .max(2_000)
      .optional(),
    returning: z.boolean().default(false),
    seed: z.number().int().min(0).default(1).describe('Decides the arms of experiments'),
    startAt: z.iso.datetime().default('2026-01-05T10:00:00.000Z').describe('The default is a Monday'),
    online: z.boolean().default(false).describe('Whether somebody is online at the start'),
    steps: z.array(scriptStepSchema).max(200),
  })
  .meta({ id: 'Script' });
export type Script = z.infer<typeof scriptSchema>;

export const playbookTestSchema = z
  .strictObject({ name: z.string().min(1).max(120), script: scriptSchema })
  .meta({ id: 'PlaybookTest' });
export type PlaybookTest = z.infer<typeof playbookTestSchema>;
