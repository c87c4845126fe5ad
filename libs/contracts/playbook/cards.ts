import { z } from 'zod';
import { RESULT_KINDS } from '../process/index.ts';
import { INPUT_KINDS } from '../timeline.ts';
import { experimentIdSchema, pagePatternSchema, ruleSchema } from './rules.ts';
import { fieldNameSchema, localizedTextSchema, templateSchema } from './texts.ts';

export const cardIdSchema = z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,63}$/);

const DAY_SECONDS = 86_400;
const LONGEST_WAIT_DAYS = 30;

const next = cardIdSchema.describe('The card that follows');
const text = localizedTextSchema;
const seconds = z
  .number()
  .int()
  .min(1)
  .max(LONGEST_WAIT_DAYS * DAY_SECONDS);
const teamName = z.string().min(1).max(120).describe('The team’s name; missing: everybody');

/** For cards that ask: what happens while the visitor says nothing. */
export const silenceSchema = z
  .strictObject({
    reminders: z
      .array(z.strictObject({ afterSeconds: seconds.describe('After the question or the reminder before'), text }))
      .max(5)
      .default([]),
    giveUp: z
      .strictObject({ afterSeconds: seconds.describe('After the last reminder, or the question'), next })
      .optional()
      .describe('Where it goes on with a visitor who stays silent; missing: it goes on waiting'),
  })
  .meta({ id: 'Silence' });
export type Silence = z.infer<typeof silenceSchema>;
const silence = silenceSchema.optional();

const weight = z.number().int().min(1).max(1_000).default(1);
const imageSchema = z.strictObject({
  url: z.url({ protocol: /^https$/ }).max(2_000),
  alt: text.describe('For who cannot see it'),
});

export const CARD_SCHEMAS = {
  greeting: z.strictObject({
    kind: z.literal('greeting'),
    text,
    proactive: z
      .strictObject({
        afterSeconds: z.number().int().min(0).max(3_600).default(2),
        pages: z.array(pagePatternSchema).max(50).optional().describe('Only on these pages; missing: on all'),
        notPages: z.array(pagePatternSchema).max(50).optional(),
        frequency: z.enum(['always', 'oncePerVisit', 'oncePerDay', 'oncePerVisitor']).default('oncePerVisit'),
      })
      .optional()
      .describe('Shows the greeting beside the closed launcher; missing: only when the visitor opens the chat'),
    next,
  }),
  message: z.strictObject({
    kind: z.literal('message'),
    text: text.optional(),
    variants: z
      .array(z.strictObject({ id: experimentIdSchema, weight, text }))
      .min(2)
      .max(10)
      .optional()
      .describe('Instead of `text`: one of them by weight, always the same for one visitor'),
    image: imageSchema.optional(),
    next,
  }),
  question: z.strictObject({
    kind: z.literal('question'),
    text,
    style: z.enum(['buttons', 'list']).default('buttons'),
    saveAs: fieldNameSchema.optional().describe('The field that keeps the id of the choice'),
    choices: z
      .array(z.strictObject({ id: cardIdSchema, text, next }))
      .min(1)
      .max(20),
    silence,
  }),
  capture: z.strictObject({
    kind: z.literal('capture'),
    field: fieldNameSchema.describe('Where the answer is kept. A visitor whose field is known is not asked'),
    type: z.enum(INPUT_KINDS).describe('How the answer is asked for and checked'),
    text,
    againText: text.optional().describe('Said when the answer was not valid; has a default'),
    required: z.boolean().default(true),
    skipText: text.optional().describe('The button that skips, where it is not required; has a default'),
    min: z.number().optional().describe('For number and money: the least; for a rating 1'),
    max: z.number().optional().describe('For number and money: the most; for a rating 3 to 10, else 5'),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/)
      .optional()
      .describe('For money: ISO 4217, where the visitor names none'),
    country: z
      .string()
      .regex(/^[A-Z]{2}$/)
      .optional()
      .describe('For a phone number without country code: ISO 3166'),
    consent: text.optional().describe('The text of a box that must be ticked; kept with the answer'),
    silence,
    next,
  }),
  meeting: z.strictObject({
    kind: z.literal('meeting'),
    text,
    url: templateSchema.describe('https://…; fields are filled in encoded, e.g. ?email={{person.email}}'),
    linkText: text,
    bookedText: text.optional().describe('The choice that says: booked; has a default'),
    laterText: text.optional().describe('The choice that says: not now; has a default'),
    silence,
    next: next.describe('After the visitor says that the meeting is booked'),
    later: next.describe('After the visitor says: not now'),
  }),
  condition: z.strictObject({
    kind: z.literal('condition'),
    branches: z
      .array(z.strictObject({ when: ruleSchema, next }))
      .min(1)
      .max(20)
      .describe('The first that holds is taken'),
    otherwise: next,
  }),
  jump: z.strictObject({ kind: z.literal('jump'), to: next }),
  setField: z.strictObject({
    kind: z.literal('setField'),
    field: fieldNameSchema,
    value: templateSchema.describe('What the field becomes, with other fields filled in; "" forgets the field'),
    next,
  }),
  wait: z.strictObject({
    kind: z.literal('wait'),
    seconds,
    onMessage: next
      .optional()
      .describe('Where it goes on at once when the visitor writes; missing: it goes on waiting'),
    next,
  }),
  schedule: z.strictObject({
    kind: z.literal('schedule'),
    onMessage: next
      .optional()
      .describe('Where it goes on at once when the visitor writes; missing: it goes on waiting'),
    next: next.describe('When the opening hours begin; at once while they are open'),
  }),
  liveChat: z.strictObject({
    kind: z.literal('liveChat'),
    team: teamName.optional(),
    onlineText: text.describe('Said when people are called'),
    waitSeconds: z.number().int().min(5).max(DAY_SECONDS).default(60).describe('How long people have to pick up'),
    waitMessage: z
      .strictObject({
        everySeconds: z.number().int().min(5).max(3_600).default(30),
        text: text.describe('May hold {{queue.place}}'),
      })
      .optional()
      .describe('Said again and again while the visitor waits'),
    pickedUp: cardIdSchema
      .optional()
      .describe('Cards that run when somebody picks up; the path must come back to this card without waiting'),
    handedBack: cardIdSchema.optional().describe('Where it goes on when the agent hands the visitor back to the bot'),
    offline: cardIdSchema.describe('Where it goes on when nobody is online'),
    offlineText: text.optional().describe('Said when nobody is online'),
    unanswered: cardIdSchema.optional().describe('Where it goes on when nobody picked up in time; missing: `offline`'),
    unansweredText: text.optional().describe('Said when nobody picked up in time; has a default'),
    agentSilent: z
      .strictObject({ afterSeconds: seconds, text: text.optional(), next })
      .optional()
      .describe('Where it goes on when who picked up has not written a word in time'),
  }),
  qualify: z.strictObject({ kind: z.literal('qualify'), next }),
  disqualify: z.strictObject({ kind: z.literal('disqualify'), next }),
  result: z.strictObject({
    kind: z.literal('result'),
    result: z.enum(RESULT_KINDS),
    title: text,
    owner: z
      .string()
      .min(1)
      .max(254)
      .optional()
      .describe('"assignee" (who has or had the conversation) or an agent’s e-mail; missing: nobody'),
    label: z.string().min(1).max(60).optional(),
    stage: z.string().min(1).max(60).optional().describe('For a deal: its stage in the pipeline'),
    visibility: z.enum(['everyone', 'owner']).default('everyone'),
    value: z
      .union([
        z.strictObject({ field: fieldNameSchema }),
        z.strictObject({
          amount: z.string().regex(/^\d{1,12}(\.\d{1,2})?$/),
          currency: z.string().regex(/^[A-Z]{3}$/),
        }),
      ])
      .optional()
      .describe('For leads and deals: from a field that holds a number or money, or fixed'),
    dueInDays: z.number().int().min(0).max(365).optional().describe('For a CRM activity: days from now'),
    next,
  }),
  http: z.strictObject({
    kind: z.literal('http'),
    method: z.enum(['GET', 'POST', 'PUT', 'PATCH']).default('POST'),
    url: templateSchema.describe('https://…; fields are filled in encoded, not in the host'),
    headers: z.record(z.string().regex(/^[A-Za-z0-9-]{1,60}$/), z.string().max(1_000)).default({}),
    body: z.json().optional().describe('JSON; fields are filled into its strings'),
    save: z
      .array(
        z.strictObject({
          path: z.string().min(1).max(200).describe('Where in the answer’s JSON, e.g. "customer.tier" or "items.0.id"'),
          field: fieldNameSchema,
        }),
      )
      .max(20)
      .default([]),
    giveUpSeconds: z.number().int().min(5).max(3_600).default(60).describe('Retried until then'),
    next: next.describe('After an answer with a status of 2xx'),
    failed: next.describe('After any other answer, or none in time'),
  }),
  end: z.strictObject({ kind: z.literal('end'), text: text.optional() }),
} as const;

export type CardKind = keyof typeof CARD_SCHEMAS;
export type CardOf<K extends CardKind> = { [Kind in CardKind]: z.infer<(typeof CARD_SCHEMAS)[Kind]> }[K];
export type Card = CardOf<CardKind>;
export const CARD_KINDS = Object.keys(CARD_SCHEMAS) as CardKind[];

const shapes = Object.values(CARD_SCHEMAS) as [(typeof CARD_SCHEMAS)['greeting'], (typeof CARD_SCHEMAS)['end']];
/** Typed by hand, since the list of all shapes loses which fields belong to which kind. */
export const cardSchema = z.discriminatedUnion('kind', shapes).meta({ id: 'Card' }) as unknown as z.ZodType<
  Card,
  { [Kind in CardKind]: z.input<(typeof CARD_SCHEMAS)[Kind]> }[CardKind]
>;
