import { z } from 'zod';
import { idSchema } from './ids.ts';
import { conversationSchema, FOLDERS, filterShape } from './rest.ts';
import { authorKindSchema, textSchema } from './timeline.ts';

/** Finding conversations: filters, search and saved views. Bodies of the REST API, all under /api/v1. */

/** Combined with AND; a closed list. */
export const filtersSchema = z.strictObject(filterShape).meta({ id: 'Filters' });
export type Filters = z.infer<typeof filtersSchema>;
export type FilterName = keyof Filters;

/** What is looked for: words, of which the last may be begun only. */
export const searchTextSchema = z
  .string()
  .trim()
  .max(200)
  .refine((text) => text === '' || textSchema.safeParse(text).success, {
    message: 'has characters that cannot be stored',
  });

/** `POST /conversations/search`. In a body, since what people look for is a person's name more often than not. */
export const searchBodySchema = z
  .strictObject({
    text: searchTextSchema.default('').describe('Empty: all conversations that the filters leave'),
    filters: filtersSchema.default({}),
    after: z.string().max(100).optional().describe('`next` of the answer before'),
    limit: z.number().int().min(1).max(100).default(30),
  })
  .meta({ id: 'SearchBody' });
export type SearchBody = z.infer<typeof searchBodySchema>;

/** Where something was found. */
export const MATCHED = ['message', 'note', 'person', 'email', 'phone', 'organisation', 'result', 'card'] as const;

export const searchMatchSchema = z
  .object({
    in: z.enum(MATCHED),
    author: authorKindSchema.nullable().describe('Of words'),
    spans: z
      .array(z.object({ text: z.string(), hit: z.boolean() }))
      .describe('Text and nothing else, shortened; `hit` where it is what was looked for'),
  })
  .meta({ id: 'SearchMatch' });
export type SearchMatch = z.infer<typeof searchMatchSchema>;

export const searchHitSchema = z
  .object({ conversation: conversationSchema, matches: z.array(searchMatchSchema).describe('At most three') })
  .meta({ id: 'SearchHit' });
export type SearchHit = z.infer<typeof searchHitSchema>;

/** Newest first; words are found a moment after they were said. */
export const searchResultSchema = z
  .object({
    hits: z.array(searchHitSchema),
    next: z.string().nullable().describe('Where to go on; null: that was all'),
  })
  .meta({ id: 'SearchResult' });
export type SearchResult = z.infer<typeof searchResultSchema>;

// Saved views ------------------------------------------------------------------------------------------------------------

/** Where a view looks: in a folder, or in all conversations. */
export const PLACES = [...FOLDERS, 'search'] as const;
export type Place = (typeof PLACES)[number];

/** `POST /me/views`, `PUT /me/views/:id` */
export const savedViewBodySchema = z
  .strictObject({
    name: z
      .string()
      .trim()
      .min(1)
      .max(60)
      .refine((name) => textSchema.safeParse(name).success),
    place: z.enum(PLACES),
    filters: filtersSchema,
    text: searchTextSchema.default(''),
  })
  .meta({ id: 'SavedViewBody' });
export type SavedViewBody = z.infer<typeof savedViewBodySchema>;
export const savedViewSchema = savedViewBodySchema.extend({ id: idSchema }).meta({ id: 'SavedView' });
export type SavedView = z.infer<typeof savedViewSchema>;
