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

export const todaySchema = z
  .object({
    new: z.number().int(),
    closed: z.number().int(),
    missed: z.number().int(),
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
  conversations: z.number().int(),
  pickUp: spreadSchema,
  firstResponse: spreadSchema,
  duration: spreadSchema,
  closed: z.number().int(),
  missed: z.number().int(),
  returned: z.number().int(),
  results: z.object({ lead: z.number().int(), deal: z.number().int(), crmActivity: z.number().int() }),
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
