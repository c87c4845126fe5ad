import { z } from 'zod';
import { problemItemSchema } from './errors.ts';
import { idSchema } from './ids.ts';
import { appearanceSchema, languageSchema, playbookDefinitionSchema, scriptSchema } from './playbook/index.ts';
import { PHASES, RESULT_KINDS } from './process/index.ts';
import { entryViewSchema } from './timeline.ts';

/** Bodies of the REST API for playbooks, all under /api/v1 and for admins. */

const name = z.string().min(1).max(120);

/** `POST /playbooks`: the definition itself is the body. The same name publishes the next version. */
export const playbookPublishedSchema = z
  .object({ playbookId: idSchema, versionId: idSchema, version: z.number().int() })
  .meta({ id: 'PlaybookPublished' });
export type PlaybookPublished = z.infer<typeof playbookPublishedSchema>;

const versionSummarySchema = z.object({
  id: idSchema,
  version: z.number().int(),
  note: z.string().nullable().describe('What changed, in the words of who published it'),
  createdAt: z.iso.datetime(),
  createdBy: z.string().nullable().describe('The agent’s name; null for what the program seeded'),
});

export const playbookSummarySchema = z
  .object({
    id: idSchema,
    name: z.string(),
    archivedAt: z.iso.datetime().nullable(),
    draftAt: z.iso.datetime().nullable().describe('When its draft was last changed; null: it has none'),
    versions: z.array(versionSummarySchema).describe('Newest first'),
    activeOn: z.array(z.object({ siteId: idSchema, siteName: z.string(), version: z.number().int() })),
  })
  .meta({ id: 'PlaybookSummary' });
export type PlaybookSummary = z.infer<typeof playbookSummarySchema>;

/** `GET /playbooks/versions/:versionId`; `…/export` answers the bare definition as a file. */
export const playbookVersionSchema = z
  .object({
    playbookId: idSchema,
    versionId: idSchema,
    version: z.number().int(),
    definition: playbookDefinitionSchema,
  })
  .meta({ id: 'PlaybookVersion' });

/** `GET /playbooks/:id/draft`, and the answer of every change to it. A draft may have problems; a version has none. */
export const playbookDraftSchema = z
  .object({
    playbookId: idSchema,
    revision: z.number().int().describe('Send back with a change'),
    definition: z.unknown().describe('Any JSON object; at first the newest version’s definition'),
    problems: z.array(problemItemSchema),
    updatedAt: z.iso.datetime().nullable(),
    updatedBy: z.string().nullable(),
  })
  .meta({ id: 'PlaybookDraft' });
export type PlaybookDraft = z.infer<typeof playbookDraftSchema>;
/** `PUT /playbooks/:id/draft` */
export const draftBodySchema = z
  .strictObject({ revision: z.number().int(), definition: z.record(z.string(), z.unknown()) })
  .meta({ id: 'DraftBody' });
/** `POST /playbooks/:id/draft/live-chat`: adds a live-chat card and the way to it, in one act. */
export const addLiveChatBodySchema = z.strictObject({ revision: z.number().int() }).meta({ id: 'AddLiveChatBody' });
/** `POST /playbooks/:id/publish`: the draft becomes the next version. */
export const publishBodySchema = z
  .strictObject({ revision: z.number().int(), note: z.string().max(500).optional() })
  .meta({ id: 'PublishBody' });

/** `GET /playbooks/templates` */
export const playbookTemplateSchema = z
  .object({
    id: z.string().describe('The file’s name in playbooks/, without ending'),
    name: z.string(),
    description: z.string(),
    languages: z.array(languageSchema),
  })
  .meta({ id: 'PlaybookTemplate' });
export type PlaybookTemplate = z.infer<typeof playbookTemplateSchema>;
/** `POST /playbooks/from-template`: makes a playbook with a draft. What is missing comes from the site, else the template. */
export const fromTemplateBodySchema = z
  .strictObject({
    templateId: z.string().max(80),
    name,
    siteId: idSchema.optional().describe('Its defaults are used'),
    appearance: appearanceSchema.optional(),
    languages: z.array(languageSchema).min(1).max(20).optional(),
  })
  .meta({ id: 'FromTemplateBody' });
/** `POST /playbooks/:id/duplicate`: its newest version becomes the draft of another playbook. */
export const duplicateBodySchema = z.strictObject({ name }).meta({ id: 'DuplicateBody' });
export const playbookCreatedSchema = z.object({ playbookId: idSchema }).meta({ id: 'PlaybookCreated' });

/** `GET /playbooks/:id/diff?from=1&to=2` (versions; `to=draft`): what somebody would say who compares them. */
export const differenceSchema = z.object({
  path: z.string().describe('As in a problem, e.g. "cards.ask.choices[0].text.en"'),
  change: z.enum(['added', 'removed', 'changed']),
  sentence: z.string(),
  before: z.unknown().optional(),
  after: z.unknown().optional(),
});
export type Difference = z.infer<typeof differenceSchema>;
export const playbookDiffSchema = z.object({ differences: z.array(differenceSchema) }).meta({ id: 'PlaybookDiff' });

/** `GET /playbooks/:id/history`: who changed what, newest first. */
export const PLAYBOOK_ACTIONS = [
  'created',
  'drafted',
  'published',
  'activated',
  'rolledBack',
  'archived',
  'unarchived',
] as const;
export const playbookEventSchema = z
  .object({
    at: z.iso.datetime(),
    by: z.string().nullable().describe('The agent’s name'),
    action: z.enum(PLAYBOOK_ACTIONS),
    version: z.number().int().nullable(),
    siteName: z.string().nullable().describe('For activated and rolledBack'),
  })
  .meta({ id: 'PlaybookEvent' });
export type PlaybookEvent = z.infer<typeof playbookEventSchema>;

/** `POST /playbooks/validate`: the definition is the body; nothing is stored. */
export const testOutcomeSchema = z.object({
  name: z.string(),
  ok: z.boolean(),
  failure: z.string().nullable().describe('Which step did not go as expected, and how it went'),
});
export type TestOutcome = z.infer<typeof testOutcomeSchema>;
export const validationSchema = z
  .object({ problems: z.array(problemItemSchema), tests: z.array(testOutcomeSchema) })
  .meta({ id: 'PlaybookValidation' });
export type Validation = z.infer<typeof validationSchema>;

/** `POST /playbooks/simulate`: walks a definition with a scripted visitor; nothing is stored. */
export const simulateBodySchema = z
  .strictObject({ definition: z.unknown(), script: scriptSchema })
  .meta({ id: 'SimulateBody' });
export const simulationSchema = z
  .object({
    ok: z.boolean().describe('Every `expect` of the script held'),
    failure: z.string().nullable(),
    entries: z.array(entryViewSchema).describe('The timeline, everything visible'),
    phase: z.enum(PHASES),
    card: z.string(),
    results: z.array(
      z.object({ kind: z.enum(RESULT_KINDS), title: z.string(), cardId: z.string(), at: z.iso.datetime() }),
    ),
    fields: z.record(z.string(), z.string()),
    qualified: z.boolean().nullable(),
    timers: z.array(
      z.object({
        id: z.string(),
        kind: z.string(),
        at: z.iso.datetime(),
        passed: z.boolean().describe('It went off; otherwise it is set'),
      }),
    ),
    endedAt: z.iso.datetime().describe('The script’s clock at its end'),
  })
  .meta({ id: 'Simulation' });
export type Simulation = z.infer<typeof simulationSchema>;

/** `GET /playbooks/versions/:versionId/insight`: what happened in sessions on this version. */
export const cardInsightSchema = z.object({
  cardId: z.string(),
  reached: z.number().int().describe('Sessions that came by'),
  answered: z.number().int().describe('… and went on from there'),
  dropped: z.number().int().describe('… and ended there, without going on'),
  medianSeconds: z.number().nullable().describe('From arriving to going on'),
  arms: z.array(z.object({ arm: z.string(), reached: z.number().int(), answered: z.number().int() })),
});
export type CardInsight = z.infer<typeof cardInsightSchema>;
export const insightSchema = z
  .object({
    versionId: idSchema,
    sessions: z.number().int(),
    cards: z.array(cardInsightSchema),
    results: z.array(z.object({ cardId: z.string(), kind: z.enum(RESULT_KINDS), count: z.number().int() })),
  })
  .meta({ id: 'Insight' });
export type Insight = z.infer<typeof insightSchema>;

/** `POST /playbooks/:id/trials`: tries the draft on the last sessions of the playbook. Nothing is written to them. */
export const trialBodySchema = z
  .strictObject({ sessions: z.number().int().min(1).max(10_000).default(500) })
  .meta({ id: 'TrialBody' });
export const TRIAL_STATES = ['running', 'done', 'cancelled', 'failed'] as const;
const tallySchema = z.object({
  ended: z.number().int().describe('Sessions whose playbook came to its end'),
  leads: z.number().int(),
  deals: z.number().int(),
  crmActivities: z.number().int(),
});
/** How one session went, and how it would have gone. */
export const triedSessionSchema = z.object({
  sessionId: idSchema,
  before: z.object({ card: z.string(), phase: z.enum(PHASES), results: z.array(z.enum(RESULT_KINDS)) }),
  after: z.object({ card: z.string(), phase: z.enum(PHASES), results: z.array(z.enum(RESULT_KINDS)) }),
  note: z.string().nullable().describe('Where the recorded answers do not fit the draft: what the visitor was left at'),
});
export type TriedSession = z.infer<typeof triedSessionSchema>;
export const trialSchema = z
  .object({
    id: idSchema,
    playbookId: idSchema,
    state: z.enum(TRIAL_STATES),
    sessions: z.number().int().describe('How many are tried'),
    done: z.number().int(),
    before: tallySchema,
    after: tallySchema,
    dropOff: z
      .array(z.object({ cardId: z.string(), reached: z.number().int(), dropped: z.number().int() }))
      .describe('Per card of the draft'),
    tried: z.array(triedSessionSchema).describe('Those that would have gone otherwise, at most 200'),
    createdAt: z.iso.datetime(),
    finishedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Trial' });
export type Trial = z.infer<typeof trialSchema>;

// Teams --------------------------------------------------------------------------------------------------------

/** `GET /teams`, `POST /teams`, `PUT /agents/:id/team` */
export const teamSchema = z.object({ id: idSchema, name: z.string() }).meta({ id: 'Team' });
export type TeamView = z.infer<typeof teamSchema>;
export const teamBodySchema = z.strictObject({ name }).meta({ id: 'TeamBody' });
export const agentTeamBodySchema = z.strictObject({ teamId: idSchema.nullable() }).meta({ id: 'AgentTeamBody' });
