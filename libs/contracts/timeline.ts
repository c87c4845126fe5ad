import { z } from 'zod';
import { fileSchema } from './files.ts';
import { idSchema } from './ids.ts';
import { LIMITS } from './limits.ts';
import { PHASES, type Phase, RESULT_KINDS, RESULT_STATES } from './process/index.ts';

/** Who wrote an entry. `system` writes what happened (a timeout, a result's state). */
export const authorKindSchema = z.enum(['visitor', 'bot', 'agent', 'system']);
export type AuthorKind = z.infer<typeof authorKindSchema>;

/** Text as people type it: no NUL and no lone surrogates (PostgreSQL and JSON refuse them), not blank, bounded. */
export const textSchema = z
  .string()
  .min(1)
  .max(LIMITS.messageLength)
  .refine((text) => text.trim() !== '', { message: 'must not be blank' })
  .refine((text) => !text.includes('\u0000') && text.isWellFormed(), {
    message: 'has characters that cannot be stored',
  });

/** Of a note: whom it names. Those who may not see the conversation are left out. */
export const mentionsSchema = z.array(idSchema).max(LIMITS.mentions).optional();

/** Made by the sender, once per message: a repeat with the same id is answered with the first entry. */
export const clientIdSchema = z.string().regex(/^[A-Za-z0-9_-]{8,64}$/);

/** Why a conversation was closed, as the agent said. For agents only. */
export const closingSchema = z.object({
  reasonId: z.string(),
  label: z.string().nullable().describe('As it was called then; null for a reason that the inbox translates'),
  note: z.string().nullable(),
});
export type Closing = z.infer<typeof closingSchema>;

export const choiceSchema = z.object({ id: z.string(), text: z.string() });

export const INPUT_KINDS = [
  'name',
  'email',
  'phone',
  'organisation',
  'text',
  'number',
  'money',
  'date',
  'url',
  'rating',
  'file',
] as const;
/** How an answer is asked for and checked. */
export const inputKindSchema = z.enum(INPUT_KINDS);
export type InputKind = z.infer<typeof inputKindSchema>;

const richSpanSchema = z.object({
  text: z.string(),
  bold: z.literal(true).optional(),
  italic: z.literal(true).optional(),
  href: z.string().optional(),
});
/** What of a text is a link (https, http, mailto or tel), bold or italic. */
export type RichSpan = z.infer<typeof richSpanSchema>;
const richBlockSchema = z.union([
  z.object({ type: z.literal('paragraph'), spans: z.array(richSpanSchema) }),
  z.object({ type: z.literal('bullets'), items: z.array(z.array(richSpanSchema)) }),
]);
export type RichBlock = z.infer<typeof richBlockSchema>;
/** `text` with its form, where it has any. What fields filled in has none: it is text and nothing else. */
const rich = z.array(richBlockSchema).optional();

export const OFFER_ENDS = ['declined', 'expired', 'agent_gone'] as const;

/** The bodies of entries by kind. */
export const ENTRY_BODIES = {
  /**
   * Somebody said something. `cardId` when the bot did; `variant` when it chose one of several. `text` is '' where
   * people sent `files` and no words.
   */
  message: z.object({
    text: z.string(),
    rich,
    files: z.array(fileSchema).optional(),
    /** It said something else before, which is not kept. */
    edited: z.literal(true).optional(),
    /** Its author took it back: `text` is '', and nothing else is left of it. */
    deleted: z.literal(true).optional(),
    image: z.object({ url: z.string(), alt: z.string() }).optional(),
    cardId: z.string().optional(),
    variant: z.string().optional(),
  }),
  /** The message at `messageSeq` says `text` now; without it: it was changed again since. */
  edited: z.object({ messageSeq: z.number().int(), text: z.string().optional() }),
  /** The message at `messageSeq` was taken back. */
  deleted: z.object({ messageSeq: z.number().int() }),
  /** The bot asks to choose (`choices`) or to type (`input`). It is open until answered or followed by another prompt. */
  prompt: z.object({
    text: z.string(),
    rich,
    cardId: z.string(),
    choices: z.array(choiceSchema).optional(),
    /** How `choices` look; buttons where it is missing. */
    style: z.enum(['buttons', 'list']).optional(),
    /** Above the choices: a link that the visitor may follow. */
    link: z.object({ url: z.string(), text: z.string() }).optional(),
    input: inputKindSchema.optional(),
    /** With `input` number, money or rating. */
    min: z.number().optional(),
    max: z.number().optional(),
    /** With `input` money: ISO 4217. */
    currency: z.string().optional(),
    /** With `input`: a box with this text must be ticked. */
    consent: z.object({ text: z.string(), rich }).optional(),
    /** With `input`: the visitor may go on without giving it, by a button with `skipText`. */
    skippable: z.boolean().optional(),
    skipText: z.string().optional(),
    /** This asks again: the last answer was not valid, or was none of the choices. */
    again: z.boolean().optional(),
  }),
  /**
   * The visitor chose (`choiceId`), typed, uploaded (`fileId`) or skipped (`skipped`) what the prompt at `promptSeq`
   * asked; `text` as it was shown: the choice's text, what was typed, the file's name.
   */
  answer: z.object({
    promptSeq: z.number().int(),
    text: z.string(),
    choiceId: z.string().optional(),
    fileId: idSchema.optional(),
    /** The prompt's box was ticked. */
    consent: z.literal(true).optional(),
    skipped: z.boolean().optional(),
  }),
  /** An agent took the conversation, or was given it (`byName` differs from `agentName`). */
  assigned: z.object({ agentId: idSchema, agentName: z.string(), byAgentId: idSchema, byName: z.string() }),
  /** The process offers the waiting conversation to an agent, who has until `until` to accept. `no` counts the session's offers. */
  offered: z.object({ agentId: idSchema, agentName: z.string(), no: z.number().int(), until: z.iso.datetime() }),
  /** The offer `no` was not taken: the agent declined it, let it pass, or is not online any more. */
  offerEnded: z.object({ agentId: idSchema, agentName: z.string(), no: z.number().int(), reason: z.enum(OFFER_ENDS) }),
  reassigned: z.object({
    fromAgentId: idSchema,
    fromName: z.string(),
    agentId: idSchema,
    agentName: z.string(),
    byAgentId: idSchema,
    byName: z.string(),
  }),
  /**
   * Back to Unassigned: the agent has been gone for longer than the grace time (`agent_gone`), or somebody who leads
   * the conversation gave it back (`agent`, with `byName`).
   */
  returned: z.object({
    reason: z.enum(['agent_gone', 'agent']),
    fromAgentId: idSchema,
    fromName: z.string(),
    byAgentId: idSchema.optional(),
    byName: z.string().optional(),
  }),
  /** The process moved the session on; `nobody_online`: people were asked for in vain, and the bot stays. */
  phaseChanged: z.object({
    from: z.enum(PHASES),
    to: z.enum(PHASES),
    reason: z.enum(['people_called', 'nobody_online', 'nobody_picked_up', 'agent_silent', 'handed_back', 'moved']),
    /** With `nobody_online`: the name of the team that was asked for. For agents only. */
    team: z.string().optional(),
  }),
  closed: z.object({
    reason: z.enum(['agent', 'playbook_ended', 'idle', 'erased']),
    byAgentId: idSchema.optional(),
    byName: z.string().optional(),
    /** Why, as the agent said; for agents only. */
    closing: closingSchema.optional(),
  }),
  /** The visitor said how it was, after the close. */
  rated: z.object({ score: z.number().int().min(1).max(5), words: z.string().optional() }),
  /** The process did not read in time: people get the visitor. */
  botSilent: z.object({}),
  /** `advance` failed again and again: people get the visitor. */
  stuck: z.object({ errorId: z.string() }),
  /** The agent gave the visitor back to the bot. */
  handedBack: z.object({ byAgentId: idSchema, byName: z.string() }),
  /** A field was captured from the visitor by the bot. */
  captured: z.object({ field: z.string(), value: z.string(), cardId: z.string() }),
  /** The visitor ticked the box with this text. */
  consented: z.object({ cardId: z.string(), text: z.string() }),
  qualified: z.object({ cardId: z.string() }),
  disqualified: z.object({ cardId: z.string() }),
  /** The bot asked another service; the answer is the entry `httpAnswered` with this entry's seq. */
  httpRequested: z.object({ callId: idSchema, cardId: z.string() }),
  /** `fields` are those that the card saves, as far as the answer had them. */
  httpAnswered: z.object({
    requestSeq: z.number().int(),
    cardId: z.string(),
    ok: z.boolean(),
    status: z.number().int().optional(),
    fields: z.record(z.string(), z.string()),
  }),
  /** A result was asked for, by a card or by an agent. */
  resultRequested: z.object({
    resultId: idSchema,
    result: z.enum(RESULT_KINDS),
    title: z.string(),
    cardId: z.string().optional(),
  }),
  resultState: z.object({ resultId: idSchema, result: z.enum(RESULT_KINDS), state: z.enum(RESULT_STATES) }),
  /** Internal: seen by agents only. `mentions`: ids of the agents whom it names and who may see it. */
  note: z.object({ text: z.string(), mentions: z.array(idSchema).optional() }),
  /** An operator moved the session to another card. */
  opsMoved: z.object({ cardId: z.string() }),
} as const;
export type EntryKind = keyof typeof ENTRY_BODIES;
export const ENTRY_KINDS = Object.keys(ENTRY_BODIES) as EntryKind[];
export type EntryBody<K extends EntryKind> = z.infer<(typeof ENTRY_BODIES)[K]>;

interface AppendRule {
  /** Phases in which this author may append this kind. */
  phases: readonly Phase[];
  /** Phases in which the entry concerns the process and wakes its workflow. */
  wakes?: readonly Phase[];
}

const OPEN = ['bot', 'waiting', 'live'] as const satisfies readonly Phase[];
const ANY = PHASES;

/**
 * What may be appended: kind × author × phase. What is not listed is refused. The append itself uses this table.
 * `phases` names the phase before the entry takes effect.
 */
export const APPEND_RULES: { readonly [K in EntryKind]: { readonly [A in AuthorKind]?: AppendRule } } = {
  message: {
    visitor: { phases: OPEN, wakes: ['bot'] },
    agent: { phases: ['live'] },
    bot: { phases: OPEN },
  },
  // one's own message, and not for long
  edited: { visitor: { phases: ['live'] }, agent: { phases: ['live'] } },
  deleted: { visitor: { phases: ['live'] }, agent: { phases: ['live'] } },
  prompt: { bot: { phases: ['bot'] } },
  answer: { visitor: { phases: ['bot'], wakes: ['bot'] } },
  assigned: { agent: { phases: ['waiting'], wakes: ['waiting'] } },
  offered: { system: { phases: ['waiting'] } },
  offerEnded: {
    agent: { phases: ['waiting'], wakes: ['waiting'] },
    system: { phases: ['waiting'], wakes: ['waiting'] },
  },
  reassigned: { agent: { phases: ['live'], wakes: ['live'] } },
  returned: { agent: { phases: ['live'], wakes: ['live'] }, system: { phases: ['live'], wakes: ['live'] } },
  phaseChanged: { bot: { phases: OPEN } },
  closed: {
    agent: { phases: ['live', 'waiting'], wakes: ['live', 'waiting'] },
    bot: { phases: OPEN },
    system: { phases: OPEN, wakes: OPEN },
  },
  rated: { visitor: { phases: ['closed'] } },
  botSilent: { system: { phases: ['bot'], wakes: ['bot'] } },
  stuck: { system: { phases: ['bot'] } },
  handedBack: { agent: { phases: ['live'], wakes: ['live'] } },
  captured: { bot: { phases: OPEN } },
  consented: { bot: { phases: OPEN } },
  qualified: { bot: { phases: OPEN } },
  disqualified: { bot: { phases: OPEN } },
  httpRequested: { bot: { phases: ['bot'] } },
  httpAnswered: { system: { phases: OPEN, wakes: ['bot'] } },
  // also where the answer that leads to a result was given before the close and read after it
  resultRequested: { bot: { phases: ANY }, agent: { phases: ANY } },
  resultState: { system: { phases: ANY } },
  note: { agent: { phases: ANY } },
  opsMoved: { system: { phases: ['bot', 'waiting'], wakes: ['bot', 'waiting'] } },
};

/** Kinds that a visitor's client gets as `{seq, hidden: true}`: gap checks need only the seq. */
export const HIDDEN_FROM_VISITOR: ReadonlySet<EntryKind> = new Set([
  'note',
  'offered',
  'offerEnded',
  'stuck',
  'botSilent',
  'captured',
  'consented',
  'qualified',
  'disqualified',
  'httpRequested',
  'httpAnswered',
  'resultRequested',
  'resultState',
  'opsMoved',
]);

const entryShapes = ENTRY_KINDS.map((kind) =>
  z.object({
    seq: z.number().int().positive(),
    at: z.iso.datetime(),
    kind: z.literal(kind),
    author: authorKindSchema,
    authorId: idSchema.nullable().describe('The agent, where the author is one'),
    clientId: z.string().nullable().describe('Only in what goes back to the author'),
    body: ENTRY_BODIES[kind],
  }),
);

type EntryOf<K extends EntryKind> = {
  seq: number;
  /** ISO 8601 with milliseconds. */
  at: string;
  kind: K;
  author: AuthorKind;
  authorId: string | null;
  clientId: string | null;
  body: EntryBody<K>;
};
/** One entry of a session's timeline, in full. */
export type Entry = { [K in EntryKind]: EntryOf<K> }[EntryKind];
/** What stands in the place of an entry that its audience may not see. */
export type HiddenEntry = { seq: number; hidden: true };
export type EntryView = Entry | HiddenEntry;

/** Typed by hand, since a union over all kinds loses which body belongs to which kind. */
export const entryViewSchema = z
  .union([
    z.object({ seq: z.number().int(), hidden: z.literal(true) }),
    z.discriminatedUnion(
      'kind',
      entryShapes as unknown as [(typeof entryShapes)[number], (typeof entryShapes)[number]],
    ),
  ])
  .meta({ id: 'EntryView' }) as unknown as z.ZodType<EntryView>;

export const isHidden = (entry: EntryView): entry is HiddenEntry => 'hidden' in entry;

/** The entry as a visitor's client may see it. Ids of colleagues and client ids of others stay inside. */
export function visitorView(entry: Entry): EntryView {
  if (HIDDEN_FROM_VISITOR.has(entry.kind)) return { seq: entry.seq, hidden: true };
  if (entry.kind === 'closed') {
    const { closing: _, ...body } = entry.body;
    return { ...entry, clientId: null, body };
  }
  if (entry.kind === 'phaseChanged') {
    const { team: _, ...body } = entry.body;
    return { ...entry, body };
  }
  return entry.author === 'visitor' ? entry : { ...entry, clientId: null };
}
