import { z } from 'zod';
import { idSchema } from './ids.ts';
import { textSchema } from './timeline.ts';

/** What a canned reply may have filled in, as `{{field}}`. */
export const CANNED_FIELDS = [
  'visitor.name',
  'visitor.email',
  'visitor.organisation',
  'agent.name',
  'agent.firstName',
] as const;
export type CannedField = (typeof CANNED_FIELDS)[number];

const PLACEHOLDER = /\{\{\s*([^{}]*?)\s*\}\}/g;
const fieldsOf = (text: string): string[] => [...text.matchAll(PLACEHOLDER)].map(([, field = '']) => field);

const shape = {
  shared: z.boolean().describe('Everybody’s: only supervisors and admins write those; otherwise one’s own'),
  shortcut: z
    .string()
    .regex(/^[\p{Ll}\p{Lo}\p{N}_-]{1,32}$/u)
    .describe('Typed after a slash: small letters, digits, "-" and "_"'),
  text: textSchema
    .max(4_000)
    .refine((text) => fieldsOf(text).every((field) => (CANNED_FIELDS as readonly string[]).includes(field)), {
      message: `has a field that is none of ${CANNED_FIELDS.join(', ')}`,
    })
    .describe('With fields to fill in, as {{visitor.name}}'),
};

/** `POST /canned-replies` */
export const cannedReplyBodySchema = z.strictObject(shape).meta({ id: 'CannedReplyBody' });
export type CannedReplyBody = z.infer<typeof cannedReplyBodySchema>;

/** `PUT /canned-replies/:id` */
export const cannedReplyChangeSchema = z
  .strictObject({
    ...shape,
    version: z.number().int().describe('As it was read; `stale_version` where somebody else has changed it since'),
  })
  .meta({ id: 'CannedReplyChange' });
export type CannedReplyChange = z.infer<typeof cannedReplyChangeSchema>;

/** `GET /canned-replies`: the shared ones and one's own, by shortcut. */
export const cannedReplySchema = z
  .object({ id: idSchema, version: z.number().int(), shared: z.boolean(), shortcut: z.string(), text: z.string() })
  .meta({ id: 'CannedReply' });
export type CannedReply = z.infer<typeof cannedReplySchema>;
