import { z } from 'zod';
import { idSchema } from './ids.ts';
import { INSTEAD_OF } from './instead-of.ts';
import { appearanceSchema, languageSchema, openingHoursSchema, pagePatternSchema } from './playbook/index.ts';
import { PHASES, RESULT_KINDS, RESULT_STATES } from './process/index.ts';
import { receiptsShape } from './receipts.ts';
import { clientIdSchema, closingSchema, entryViewSchema, mentionsSchema, textSchema } from './timeline.ts';

/** Bodies of the REST API, all under /api/v1. Times are ISO 8601 in UTC; ids are UUIDs; money is a decimal string. */

// Agents ---------------------------------------------------------------------------------------------------------

/**
 * An agent answers visitors; a supervisor also leads the conversations of their team, or of all teams when they are in
 * none; an admin leads all and sets up.
 */
export const ROLES = ['agent', 'supervisor', 'admin'] as const;
export type Role = (typeof ROLES)[number];
export const AVAILABILITIES = ['online', 'away', 'offline'] as const;
/** `online`: switch on and connected; `away`: connected with the switch off; `offline`: not connected. */
export type Availability = (typeof AVAILABILITIES)[number];

export const agentSchema = z
  .object({
    id: idSchema,
    name: z.string(),
    email: z.string(),
    role: z.enum(ROLES),
    teamId: idSchema.nullable().describe('The team that playbooks call; null: only in “everybody”'),
    capacity: z.number().int().describe('Live conversations at once'),
    disabled: z.boolean().describe('May not sign in any more'),
    switchedOn: z.boolean().describe('The switch at the bottom left of the inbox'),
    availability: z.enum(AVAILABILITIES),
  })
  .meta({ id: 'Agent' });
export type AgentView = z.infer<typeof agentSchema>;

export const signInBodySchema = z
  .strictObject({ email: z.string().min(3).max(254), password: z.string().min(1).max(200) })
  .meta({ id: 'SignInBody' });
export const signedInSchema = z
  .object({
    token: z.string().describe('Send as "Authorization: Bearer …" and as socket auth'),
    expiresAt: z.iso.datetime(),
    agent: agentSchema,
  })
  .meta({ id: 'SignedIn' });
export type SignedIn = z.infer<typeof signedInSchema>;

export const switchBodySchema = z.strictObject({ on: z.boolean() }).meta({ id: 'SwitchBody' });

/** `POST /agents` */
export const createAgentBodySchema = z
  .strictObject({
    name: z.string().trim().min(1).max(120),
    email: z.email().max(254),
    role: z.enum(ROLES),
    teamId: idSchema.nullable(),
    password: z.string().min(12).max(200),
  })
  .meta({ id: 'CreateAgentBody' });
/** `PUT /agents/:id`; what is not sent stays as it is, so that two admins do not undo each other. */
export const changeAgentBodySchema = z
  .strictObject({
    name: z.string().trim().min(1).max(120).optional(),
    email: z.email().max(254).optional(),
    capacity: z.number().int().min(1).max(1_000).optional(),
    role: z.enum(ROLES).optional(),
    teamId: idSchema.nullable().optional(),
  })
  .refine((body) => Object.keys(body).length > 0, { message: 'says nothing' })
  .meta({ id: 'ChangeAgentBody' });

// Visitors: public, limited to the site's origins ------------------------------------------------------------------

export const pageUrlSchema = z.url({ protocol: /^https?$/ }).max(2_000);
export const seedSchema = z
  .number()
  .int()
  .min(0)
  .max(2 ** 31 - 1);

/** `GET /sites/:siteId/opening?language=…&seed=…&pageUrl=…&returning=true`: rendered by the engine; makes no row, cookie or workflow. */
export const openingSchema = z
  .object({
    siteId: idSchema,
    versionId: idSchema.describe('Send back with the first act'),
    language: languageSchema,
    languages: z.array(languageSchema),
    appearance: appearanceSchema,
    entries: z.array(entryViewSchema).describe('Greeting and first prompt, with the seqs they will have'),
    proactive: z
      .object({
        afterSeconds: z.number().int(),
        pages: z.array(pagePatternSchema).nullable(),
        notPages: z.array(pagePatternSchema),
        frequency: z.enum(['always', 'oncePerVisit', 'oncePerDay', 'oncePerVisitor']),
      })
      .nullable()
      .describe('When the greeting shows beside the closed launcher; null: never'),
    agentsOnline: z.boolean().describe('A hint'),
    transcriptMails: z.boolean().describe('A visitor may have the chat sent by e-mail'),
    closed: z
      .object({
        opensAt: z.iso.datetime().nullable().describe('When somebody is back; null: not known'),
        timeZone: z.string().describe('Of the site'),
        hide: z.boolean().describe('Show nothing at all until then'),
      })
      .nullable()
      .describe('Out of the site’s opening hours; null: open'),
  })
  .meta({ id: 'Opening' });
export type Opening = z.infer<typeof openingSchema>;

/** `POST /sites/:siteId/sessions`: the visitor's first act. A repeat returns the same session and token. */
export const startSessionBodySchema = z
  .strictObject({
    visitorKey: z
      .string()
      .regex(/^[A-Za-z0-9_-]{32,64}$/)
      .describe('Random, made and kept by the browser; proves nothing but itself'),
    clientId: clientIdSchema,
    versionId: idSchema,
    language: languageSchema,
    seed: z
      .number()
      .int()
      .min(0)
      .max(2 ** 31 - 1)
      .describe('For A/B weights, as used when rendering'),
    pageUrl: pageUrlSchema.optional().describe('As sent when rendering: conditions may ask for it'),
    returning: z.boolean().default(false).describe('The visitor had a session before; as sent when rendering'),
    identity: z.string().max(4_096).optional().describe('JWT that the website signed with the site’s identity secret'),
    referrer: z.string().max(2_000).optional(),
    act: z.union([
      z
        .strictObject({ promptSeq: z.number().int().positive(), choiceId: z.string().max(64) })
        .describe('A choice of the opening’s prompt'),
      z
        .strictObject({
          promptSeq: z.number().int().positive(),
          text: textSchema,
          consent: z.literal(true).optional().describe('The prompt’s box was ticked'),
        })
        .describe('Typed into the form of the opening’s prompt'),
      z
        .strictObject({ promptSeq: z.number().int().positive(), skipped: z.literal(true) })
        .describe('Skipped the opening’s prompt'),
      z.strictObject({ text: textSchema }).describe('Typed without choosing'),
    ]),
  })
  .meta({ id: 'StartSessionBody' });
export type StartSessionBody = z.infer<typeof startSessionBodySchema>;

export const sessionStartedSchema = z
  .object({
    sessionId: idSchema,
    token: z.string().describe('Opens this session and no other; send as socket auth, never in a URL'),
    resumed: z.boolean().describe('True when an open session of this visitor was found'),
    entries: z.array(entryViewSchema),
    lastSeq: z.number().int(),
  })
  .meta({ id: 'SessionStarted' });
export type SessionStarted = z.infer<typeof sessionStartedSchema>;

// Conversations ------------------------------------------------------------------------------------------------------

export const FOLDERS = ['unassigned', 'mine', 'others', 'closed'] as const;
export type Folder = (typeof FOLDERS)[number];

export const detailsSchema = z
  .object({
    personName: z.string().max(200).nullable(),
    email: z.string().max(254).nullable(),
    phone: z.string().max(40).nullable(),
    organisation: z.string().max(200).nullable(),
    dealValue: z
      .string()
      .regex(/^\d{1,12}(\.\d{1,2})?$/)
      .nullable()
      .describe('Decimal, e.g. "1200.50"'),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/)
      .nullable()
      .describe('ISO 4217'),
    note: z.string().max(4_000).nullable(),
  })
  .meta({ id: 'Details' });
export type Details = z.infer<typeof detailsSchema>;

export const resultSchema = z
  .object({
    id: idSchema,
    kind: z.enum(RESULT_KINDS),
    state: z.enum(RESULT_STATES),
    title: z.string(),
    value: z.string().nullable(),
    currency: z.string().nullable(),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'Result' });
export type ResultView = z.infer<typeof resultSchema>;

export const offerSchema = z
  .object({
    agentId: idSchema,
    no: z.number().int().describe('Which of the conversation’s offers; send it back with accept and decline'),
    until: z.iso.datetime().describe('The time to accept ends then'),
  })
  .meta({ id: 'Offer' });
export type OfferView = z.infer<typeof offerSchema>;

export const conversationSchema = z
  .object({
    id: idSchema.describe('The session’s id'),
    siteId: idSchema,
    phase: z.enum(PHASES),
    epoch: z.number().int(),
    assigneeId: idSchema.nullable(),
    assigneeName: z.string().nullable(),
    teamId: idSchema.nullable().describe('The team that was called last; null: everybody'),
    visitorName: z.string().nullable().describe('Captured name, else e-mail; null when neither is known'),
    language: languageSchema,
    pageUrl: z.string().nullable(),
    lastSeq: z.number().int(),
    lastText: z.string().nullable().describe('The last words of visitor, agent or bot, shortened'),
    lastAuthor: z.enum(['visitor', 'bot', 'agent', 'system']).nullable(),
    startedAt: z.iso.datetime(),
    lastAt: z.iso.datetime(),
    waitingSince: z.iso.datetime().nullable(),
    offer: offerSchema.nullable().describe('While it waits and somebody in particular is asked'),
    closedAt: z.iso.datetime().nullable(),
    closing: closingSchema.nullable().describe('Why it was closed, where the agent said so'),
    rating: z.number().int().min(1).max(5).nullable().describe('By the visitor, after the close'),
    unread: z
      .boolean()
      .describe(
        'It is yours or waits for anybody, and you had not in sight what the visitor said last, nor answered it',
      ),
  })
  .meta({ id: 'Conversation' });
export type ConversationView = z.infer<typeof conversationSchema>;

/** What narrows a list: a closed list, combined with AND. */
export const filterShape = {
  team: z
    .union([idSchema, z.literal('none')])
    .optional()
    .describe('`none`: everybody’s'),
  agent: idSchema.optional().describe('Its assignee'),
  site: idSchema.optional(),
  phase: z.enum(PHASES).optional(),
  from: z.iso.date().optional().describe('The first day (UTC) of its last words'),
  to: z.iso.date().optional().describe('The last day (UTC) of its last words'),
  result: z.enum(RESULT_KINDS).optional().describe('It has a result of this kind'),
  language: languageSchema.optional(),
  unread: z.enum(['yes']).optional().describe('It is unread by the agent who looks'),
  unanswered: z.enum(['yes']).optional().describe('Somebody waits for an agent, or for the agent’s answer'),
};

const keySchema = z.string().max(100).optional();
/** A page is a range of places in the folder's order; every read of one is a snapshot. */
export const conversationListQuerySchema = z.object({
  folder: z.enum(FOLDERS),
  limit: z.coerce.number().int().min(1).max(200).default(100),
  after: keySchema.describe('A `next` of before: what follows this place'),
  until: keySchema.describe('A `next` of before: nothing behind this place'),
  ...filterShape,
});
/** A snapshot; read it again on connect, on a change hint and every 30 s. */
export const conversationListSchema = z
  .object({
    folder: z.enum(FOLDERS),
    conversations: z.array(conversationSchema),
    counts: z.record(z.enum(FOLDERS), z.number().int()).describe('Of whole folders, without filters'),
    next: z.string().nullable().describe('The place of the last row; null: the range has no more'),
  })
  .meta({ id: 'ConversationList' });
export type ConversationList = z.infer<typeof conversationListSchema>;

export const conversationDetailSchema = conversationSchema
  .extend({
    details: detailsSchema,
    detailsVersion: z.number().int().describe('Send back with a change of the details'),
    results: z.array(resultSchema),
    workflowUrl: z.string().nullable().describe('This session in the Temporal UI, where one is configured'),
  })
  .meta({ id: 'ConversationDetail' });
export type ConversationDetail = z.infer<typeof conversationDetailSchema>;

const noteShape = textSchema.optional().describe('An internal note that goes with it');
const commandShape = { clientId: clientIdSchema.describe('A repeat with the same id has no further effect') };

/** `POST /conversations/:id/assign`: from Unassigned to oneself or straight to another online agent. */
export const assignBodySchema = z.strictObject({ ...commandShape, agentId: idSchema }).meta({ id: 'AssignBody' });
/** `POST /conversations/:id/accept` and `/decline`: what was offered to oneself. */
export const offerBodySchema = z
  .strictObject({ ...commandShape, no: z.number().int().min(1) })
  .meta({ id: 'OfferBody' });
/** `POST /conversations/:id/reassign`: from its assignee to another online agent. */
export const reassignBodySchema = z
  .strictObject({ ...commandShape, agentId: idSchema, note: noteShape })
  .meta({ id: 'ReassignBody' });
/** `POST /conversations/:id/return`: from its assignee back to Unassigned. */
export const returnBodySchema = z.strictObject({ ...commandShape, note: noteShape }).meta({ id: 'ReturnBody' });
/** `POST /conversations/:id/close` */
export const closeBodySchema = z
  .strictObject({
    ...commandShape,
    reasonId: z.string().max(40).optional().describe('One of `GET /close-reasons`'),
    note: z.string().trim().min(1).max(1_000).optional().describe('More about the reason, for agents only'),
  })
  .meta({ id: 'CloseBody' });
/** `POST /conversations/:id/hand-back`: from its assignee (or an admin) back to the bot. */
export const handBackBodySchema = z.strictObject({ ...commandShape }).meta({ id: 'HandBackBody' });
export const noteBodySchema = z
  .strictObject({ ...commandShape, text: textSchema, mentions: mentionsSchema })
  .meta({ id: 'NoteBody' });
/** `PUT /conversations/:id/details` */
export const detailsBodySchema = z
  .strictObject({
    version: z.number().int(),
    details: detailsSchema.extend({ email: z.email('is no e-mail address').max(254).nullable() }),
  })
  .meta({ id: 'DetailsBody' });
/** `POST /conversations/:id/results`: also allowed on a closed conversation. "Another one" is a new clientId. */
export const createResultBodySchema = z
  .strictObject({ ...commandShape, kind: z.enum(RESULT_KINDS), title: z.string().min(1).max(200) })
  .meta({ id: 'CreateResultBody' });

/** Answer to every command: where the conversation stands now. `repeated` when this clientId was seen before. */
export const commandDoneSchema = z
  .object({ seq: z.number().int(), repeated: z.boolean(), conversation: conversationSchema })
  .meta({ id: 'CommandDone' });
export type CommandDone = z.infer<typeof commandDoneSchema>;

export const timelineQuerySchema = z.object({ after: z.coerce.number().int().min(0).default(0) });
/** At most 200 entries; `lastSeq` tells whether there are more. */
export const timelineSchema = z
  .object({
    sessionId: idSchema,
    entries: z.array(entryViewSchema),
    lastSeq: z.number().int(),
    phase: z.enum(PHASES),
    ...receiptsShape,
  })
  .meta({ id: 'Timeline' });
export type Timeline = z.infer<typeof timelineSchema>;

// Sites (admins) -------------------------------------------------------------------------------------------------------

/** What the widget does while the site is closed: the playbook's offline path, or nothing is shown. */
export const OUT_OF_HOURS = ['offline', 'hide'] as const;
export type OutOfHours = (typeof OUT_OF_HOURS)[number];

export const siteSchema = z
  .object({
    id: idSchema,
    name: z.string(),
    origins: z.array(z.string()).describe('Websites that may embed the chat: "https://shop.example"; "*" for any'),
    activeVersionId: idSchema.nullable(),
    defaultLanguage: languageSchema,
    appearance: appearanceSchema.nullable().describe('What new playbooks look like that are made from a template'),
    languages: z.array(languageSchema).describe('What they speak; may be empty'),
    hours: openingHoursSchema.nullable().describe('When people answer; null: always'),
    outOfHours: z.enum(OUT_OF_HOURS).describe('While it is closed: the offline path, or no chat at all'),
    identityEnabled: z.boolean().describe('The site has an identity secret: its pages may say who the visitor is'),
  })
  .meta({ id: 'Site' });
export type SiteView = z.infer<typeof siteSchema>;
const siteDefaultsSchema = z.strictObject({
  appearance: appearanceSchema.nullable(),
  languages: z.array(languageSchema).max(20),
});
export type SiteDefaults = z.infer<typeof siteDefaultsSchema>;
/** `PUT /sites/:siteId/defaults` */
export const siteDefaultsBodySchema = siteDefaultsSchema
  .extend({ insteadOf: siteDefaultsSchema.optional().describe(INSTEAD_OF) })
  .meta({ id: 'SiteDefaultsBody' });
const siteHoursSchema = z.strictObject({ hours: openingHoursSchema.nullable(), outOfHours: z.enum(OUT_OF_HOURS) });
export type SiteHours = z.infer<typeof siteHoursSchema>;
/** `PUT /sites/:siteId/hours` */
export const siteHoursBodySchema = siteHoursSchema
  .extend({ insteadOf: siteHoursSchema.optional().describe(INSTEAD_OF) })
  .meta({ id: 'SiteHoursBody' });
/** `POST /sites/:siteId/identity-secret`: a new one; identities signed with the old one are refused from now on. */
export const identitySecretSchema = z
  .object({
    secret: z.string().describe('Shown once. Sign a JWT (HS256) with it: name, email, phone, organisation, exp'),
  })
  .meta({ id: 'IdentitySecret' });
/** `PUT /sites/:siteId/active-version` */
export const activateBodySchema = z.strictObject({ versionId: idSchema }).meta({ id: 'ActivateBody' });

// CRM: what came out ---------------------------------------------------------------------------------------------------

export const crmRecordSchema = z
  .object({
    id: idSchema,
    kind: z.enum(RESULT_KINDS),
    resultId: idSchema,
    sessionId: idSchema.nullable(),
    title: z.string(),
    personName: z.string().nullable(),
    email: z.string().nullable(),
    organisation: z.string().nullable(),
    value: z.string().nullable(),
    currency: z.string().nullable(),
    dueAt: z.iso.datetime().nullable(),
    ownerId: idSchema.nullable(),
    ownerName: z.string().nullable(),
    label: z.string().nullable(),
    stage: z.string().nullable().describe('Of a deal'),
    visibility: z.enum(['everyone', 'owner']).describe('"owner": seen by its owner and admins'),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'CrmRecord' });
export type CrmRecord = z.infer<typeof crmRecordSchema>;
