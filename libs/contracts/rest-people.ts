import { z } from 'zod';
import { idSchema } from './ids.ts';
import { INSTEAD_OF } from './instead-of.ts';
import { languageSchema } from './playbook/index.ts';
import { PHASES } from './process/index.ts';
import { authorKindSchema, clientIdSchema, closingSchema } from './timeline.ts';

/** Bodies of the REST API about the people in conversations, and about how conversations end; all under /api/v1. */

const clean = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .refine((text) => !text.includes('\u0000') && text.isWellFormed(), {
      message: 'has characters that cannot be stored',
    })
    // nothing typed is nothing known
    .transform((text) => text || null)
    .nullable();

// Persons and organisations ------------------------------------------------------------------------------------------

/** What is known of a person; null where it is not. An organisation goes by its name. */
export const PERSON_FIELDS = ['name', 'email', 'phone', 'organisation', 'note'] as const;
export type PersonField = (typeof PERSON_FIELDS)[number];

export const personSchema = z
  .object({
    id: idSchema,
    version: z.number().int().describe('Send back with a change'),
    name: z.string().nullable(),
    email: z.string().nullable(),
    phone: z.string().nullable(),
    organisation: z.string().nullable(),
    note: z.string().nullable().describe('For colleagues'),
  })
  .meta({ id: 'Person' });
export type PersonView = z.infer<typeof personSchema>;

const personShape = {
  name: clean(200),
  email: clean(254).refine((email) => email === null || z.email().safeParse(email).success, {
    message: 'is no e-mail address',
  }),
  phone: clean(40),
  organisation: clean(200),
  note: clean(4_000),
};
const insteadOf = idSchema
  .nullable()
  .optional()
  .describe('Who was linked when it was decided; `stale_version` where a colleague has linked somebody else since');
/** `POST /conversations/:id/person`: makes somebody new and links them. */
export const newPersonBodySchema = z
  .strictObject({ ...personShape, insteadOf })
  .refine(({ name, email, phone }) => (name ?? email ?? phone) !== null, { message: 'needs a name, e-mail or phone' })
  .meta({ id: 'NewPersonBody' });
export type NewPersonBody = z.infer<typeof newPersonBodySchema>;
/** `PUT /persons/:id` */
export const changePersonBodySchema = z
  .strictObject({ version: z.number().int(), ...personShape })
  .refine(({ name, email, phone }) => (name ?? email ?? phone) !== null, { message: 'needs a name, e-mail or phone' })
  .meta({ id: 'ChangePersonBody' });
export type ChangePersonBody = z.infer<typeof changePersonBodySchema>;
/** `PUT /conversations/:id/person` */
export const linkPersonBodySchema = z
  .strictObject({
    personId: idSchema.nullable().describe('Null: nobody is linked, and the e-mail links nobody'),
    insteadOf,
  })
  .meta({ id: 'LinkPersonBody' });

/** `POST /persons/search` and `/organisations/search`; not in an address, where logs would keep it. */
export const peopleSearchBodySchema = z
  .strictObject({ text: z.string().trim().min(2).max(200).describe('Part of name, e-mail or phone') })
  .meta({ id: 'PeopleSearchBody' });
export const organisationSchema = z.object({ id: idSchema, name: z.string() }).meta({ id: 'Organisation' });
export type OrganisationView = z.infer<typeof organisationSchema>;

export const DUPLICATE_REASONS = ['phone', 'nameAndOrganisation'] as const;
/** `reasons` say why it may be the same person. */
const duplicateSchema = z.object({ person: personSchema, reasons: z.array(z.enum(DUPLICATE_REASONS)) });
export type DuplicateView = z.infer<typeof duplicateSchema>;

/** `POST /persons/:id/merge`: the other one's records and conversations move here, and the other one is gone. */
export const mergePersonsBodySchema = z
  .strictObject({
    version: z.number().int(),
    otherId: idSchema,
    otherVersion: z.number().int(),
    keep: z
      .partialRecord(z.enum(PERSON_FIELDS), z.enum(['this', 'other']))
      .describe('Whose value stays, for every field in which both have one and they differ'),
  })
  .meta({ id: 'MergePersonsBody' });
export type MergePersonsBody = z.infer<typeof mergePersonsBodySchema>;

// What is known of a visit -------------------------------------------------------------------------------------------

export const DEVICE_KINDS = ['desktop', 'tablet', 'mobile', 'other'] as const;
export const deviceSchema = z.object({
  kind: z.enum(DEVICE_KINDS),
  browser: z.string().nullable().describe('Name and major version'),
  system: z.string().nullable().describe('Name of the operating system'),
});
export type Device = z.infer<typeof deviceSchema>;

const earlierSchema = z.object({
  id: idSchema,
  phase: z.enum(PHASES),
  startedAt: z.iso.datetime(),
  lastText: z.string().nullable(),
  assigneeName: z.string().nullable(),
  closing: closingSchema.nullable(),
});

/** `GET /conversations/:id/visitor` */
export const conversationVisitorSchema = z
  .object({
    person: personSchema.nullable().describe('Who it is: linked by an agent, else by the e-mail in the details'),
    linkedBy: z.enum(['link', 'email']).nullable(),
    duplicates: z.array(duplicateSchema).describe('Who may be the same person'),
    merges: z
      .array(z.object({ byName: z.string(), at: z.iso.datetime() }))
      .describe('Which agents merged another person into this one, the last first'),
    device: deviceSchema.nullable(),
    referrer: z.string().nullable(),
    pages: z
      .array(z.object({ url: z.string(), at: z.iso.datetime() }))
      .describe('Seen during the session, the first first; bounded. Of queries only utm_* is kept'),
    earlier: z
      .array(earlierSchema)
      .describe('Other conversations of the same browser or person that the agent may see, newest first'),
    ratingWords: z.string().nullable().describe('What the visitor wrote with the rating'),
    mails: z
      .array(z.object({ id: idSchema, state: z.enum(['pending', 'sent', 'failed']), at: z.iso.datetime() }))
      .describe('Transcripts that were asked for by e-mail, newest first'),
    mailEnabled: z.boolean().describe('Transcripts can be sent by e-mail'),
  })
  .meta({ id: 'ConversationVisitor' });
export type ConversationVisitor = z.infer<typeof conversationVisitorSchema>;

// How conversations end ----------------------------------------------------------------------------------------------

/** Reasons that every installation begins with; the inbox translates them. */
export const DEFAULT_CLOSE_REASONS = ['solved', 'lead_created', 'no_answer', 'spam', 'other'] as const;

export const closeReasonSchema = z
  .object({
    id: z.string().regex(/^[a-z0-9_-]{1,40}$/),
    label: z.string().trim().min(1).max(80).nullable().describe('Null: translated by the inbox'),
  })
  .meta({ id: 'CloseReason' });
export type CloseReason = z.infer<typeof closeReasonSchema>;
const reasons = z
  .array(closeReasonSchema)
  .min(1)
  .max(30)
  .refine((list) => new Set(list.map(({ id }) => id)).size === list.length, { message: 'ids must differ' })
  .refine(
    (list) =>
      list.every(({ id, label }) => label !== null || (DEFAULT_CLOSE_REASONS as readonly string[]).includes(id)),
    { message: 'a reason of your own needs a label' },
  );
/** `PUT /close-reasons`: the whole list, in its order. Closed conversations keep what they were closed with. */
export const closeReasonsBodySchema = z
  .strictObject({ reasons, insteadOf: z.array(closeReasonSchema).optional().describe(INSTEAD_OF) })
  .meta({ id: 'CloseReasonsBody' });

/** Frame `rating:send`. */
export const ratingSchema = z.strictObject({
  clientId: clientIdSchema,
  score: z.number().int().min(1).max(5),
  words: clean(2_000).optional(),
});

// Transcripts --------------------------------------------------------------------------------------------------------

export const transcriptQuerySchema = z.object({
  format: z.enum(['text', 'json']).default('text'),
});
export const agentTranscriptQuerySchema = transcriptQuerySchema.extend({
  notes: z.stringbool().default(true).describe('With what only agents see'),
});

/** A transcript as JSON. `name` is who spoke or acted, null for the system. */
export const transcriptSchema = z
  .object({
    sessionId: idSchema,
    siteName: z.string(),
    language: languageSchema,
    startedAt: z.iso.datetime().nullable(),
    lines: z.array(
      z.object({
        at: z.iso.datetime(),
        author: authorKindSchema,
        name: z.string().nullable(),
        kind: z.enum(['said', 'note', 'event']),
        text: z.string(),
      }),
    ),
  })
  .meta({ id: 'Transcript' });
export type Transcript = z.infer<typeof transcriptSchema>;

/** `POST /conversations/:id/transcript-mails` and `/visitor/transcript-mails`. A repeat of the clientId sends nothing. */
export const transcriptMailBodySchema = z
  .strictObject({ clientId: clientIdSchema, to: z.email().max(254) })
  .meta({ id: 'TranscriptMailBody' });
export const transcriptMailSchema = z.object({ id: idSchema }).meta({ id: 'TranscriptMail' });
