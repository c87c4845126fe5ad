import { z } from 'zod';
import { idSchema } from './ids.ts';
import { languageSchema } from './playbook/index.ts';
import { PHASES } from './process/index.ts';
import { AVAILABILITIES, ROLES } from './rest.ts';

/** Bodies of the REST API for supervisors: what goes on now, and reports. docs/REPORTS.md defines every figure. */

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** A name, and never an offset: PostgreSQL reads "+02:00" the other way round. */
export const timeZoneSchema = z
  .string()
  .max(60)
  .regex(/^[A-Za-z]/)
  .refine(isTimeZone, { message: 'There is no such time zone; write one like "Europe/Lisbon"' })
  .describe('IANA name, e.g. "Europe/Lisbon"');

/** What each figure is: the only definition. The API's schemas, docs/REPORTS.md and the inbox's help have it from here. */
export const FIGURE_MEANINGS = {
  conversations:
    'Conversations in which somebody asked for people, or which were given to another agent. One that came back later counts in both groups, and once in the total.',
  pickUp:
    'From the moment a visitor began to wait until an agent had the conversation. Each wait counts; those that ended without an agent do not.',
  firstResponse:
    'From the moment an agent got the conversation until the first message of an agent. Each agent who got it counts; who wrote nothing does not.',
  duration:
    'From the first time an agent had the conversation until it was closed while an agent had it. Counts for the last one.',
  closed: 'Closed while somebody waited or an agent had it.',
  missed:
    'Asked for people and got nobody, so that the bot went on: since nobody was online or it was out of hours, or since nobody picked up in time. Who asks again while nobody is online counts once.',
  returned: 'Went back to Unassigned: the agent gave it back, or was gone. Counts for that agent.',
  results:
    'Leads, deals and activities that the bot or agents asked for. Count for the agent who had the conversation.',
} as const;

// Now ------------------------------------------------------------------------------------------------------------------

export const liveQuerySchema = z.object({ timeZone: timeZoneSchema.describe('In which today is today') });

export const liveConversationSchema = z
  .object({
    id: idSchema.describe('The session’s id'),
    phase: z.enum(PHASES).describe('"waiting" or "live"'),
    visitorName: z.string().nullable(),
    language: languageSchema,
    siteName: z.string(),
    teamName: z.string().nullable().describe('Null: everybody’s'),
    lastWords: z.string().nullable().describe('What the visitor wrote last, shortened'),
    since: z.iso.datetime().describe('Waits, or is the agent’s, since then'),
    agentId: idSchema.nullable().describe('Whose it is; of a waiting one, to whom it is offered'),
    agentName: z.string().nullable(),
  })
  .meta({ id: 'LiveConversation' });
export type LiveConversation = z.infer<typeof liveConversationSchema>;

export const liveAgentSchema = z
  .object({
    id: idSchema,
    name: z.string(),
    role: z.enum(ROLES),
    teamId: idSchema.nullable(),
    teamName: z.string().nullable(),
    availability: z.enum(AVAILABILITIES),
    since: z.iso.datetime().nullable().describe('Available so since then; null: was never there'),
    open: z.number().int().describe('Live conversations'),
    capacity: z.number().int(),
  })
  .meta({ id: 'LiveAgent' });
export type LiveAgent = z.infer<typeof liveAgentSchema>;

/** Seconds; null where nothing was measured. */
export const spreadSchema = z
  .object({
    count: z.number().int().describe('How many were measured'),
    median: z.number().nullable().describe('Seconds'),
    p90: z.number().nullable().describe('Seconds; nine of ten took no longer'),
  })
  .meta({ id: 'Spread' });
export type Spread = z.infer<typeof spreadSchema>;

export const missedSchema = z
  .object({
    nobodyOnline: z.number().int().describe('Nobody was online for it, or it was out of hours'),
    nobodyPickedUp: z.number().int().describe('Waited, and nobody picked up in time'),
  })
  .meta({ id: 'Missed' });
export type Missed = z.infer<typeof missedSchema>;

export const todaySchema = z
  .object({
    new: z.number().int().describe('Conversations that began'),
    closed: z.number().int().describe('Closed today, whenever they began'),
    missed: missedSchema.describe(FIGURE_MEANINGS.missed),
    pickUp: spreadSchema,
    firstResponse: spreadSchema,
  })
  .meta({ id: 'Today' });
export type Today = z.infer<typeof todaySchema>;

/** `GET /live`: a snapshot; read it again on `conversations:changed`, on `agents:changed` and every 30 s. */
export const liveSchema = z
  .object({
    waiting: z.number().int(),
    live: z.number().int(),
    conversations: z
      .array(liveConversationSchema)
      .describe('Waiting ones, the longest wait first, then live ones, the latest first; at most 100 of each'),
    agents: z.array(liveAgentSchema).describe('Of the supervisor’s team and of none; admins see all'),
    today: todaySchema,
  })
  .meta({ id: 'Live' });
export type LiveView = z.infer<typeof liveSchema>;

// Reports --------------------------------------------------------------------------------------------------------------

export const REPORT_DAYS = 400;
export const GROUPINGS = ['agent', 'team', 'day', 'hour'] as const;
export type Grouping = (typeof GROUPINGS)[number];

const periodShape = {
  from: z.iso.date().describe('First day'),
  to: z.iso.date().describe(`Last day, included; at most ${REPORT_DAYS} days in all`),
  timeZone: timeZoneSchema.describe('In which days begin and hours are counted'),
};
const daysOf = ({ from, to }: { from: string; to: string }): number =>
  (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1;
const isPeriod = (period: { from: string; to: string }): boolean =>
  daysOf(period) >= 1 && daysOf(period) <= REPORT_DAYS;
const NO_PERIOD = { path: ['to'], message: `must be at or after "from", and at most ${REPORT_DAYS} days in all` };

export const periodQuerySchema = z.object(periodShape).refine(isPeriod, NO_PERIOD);
export type Period = z.infer<typeof periodQuerySchema>;
export const reportQuerySchema = z.object({ ...periodShape, by: z.enum(GROUPINGS) }).refine(isPeriod, NO_PERIOD);
export type ReportQuery = z.infer<typeof reportQuerySchema>;

const figuresShape = {
  conversations: z.number().int().describe(FIGURE_MEANINGS.conversations),
  pickUp: spreadSchema.describe(FIGURE_MEANINGS.pickUp),
  firstResponse: spreadSchema.describe(FIGURE_MEANINGS.firstResponse),
  duration: spreadSchema.describe(FIGURE_MEANINGS.duration),
  closed: z.number().int().describe(FIGURE_MEANINGS.closed),
  missed: missedSchema.describe(FIGURE_MEANINGS.missed),
  returned: z.number().int().describe(FIGURE_MEANINGS.returned),
  results: z
    .object({ lead: z.number().int(), deal: z.number().int(), crmActivity: z.number().int() })
    .describe(FIGURE_MEANINGS.results),
};
export const figuresSchema = z.object(figuresShape).meta({ id: 'Figures' });
export type Figures = z.infer<typeof figuresSchema>;

export const reportRowSchema = z
  .object({
    key: z
      .string()
      .nullable()
      .describe('An id, a day "2026-11-23" or an hour "0" to "23"; null: no agent yet, or everybody’s'),
    name: z.string().nullable().describe('Of the agent or team'),
    ...figuresShape,
  })
  .meta({ id: 'ReportRow' });
export type ReportRow = z.infer<typeof reportRowSchema>;

/** `GET /reports`. Days and hours come in order and complete, agents and teams by name. */
export const reportSchema = z
  .object({ by: z.enum(GROUPINGS), total: figuresSchema, rows: z.array(reportRowSchema) })
  .meta({ id: 'Report' });
export type Report = z.infer<typeof reportSchema>;
