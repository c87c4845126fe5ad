import { z } from 'zod';
import { type Problem } from './errors.ts';
import { fileIdsSchema } from './files.ts';
import { idSchema } from './ids.ts';
import { type NotificationsChanged } from './notifications.ts';
import { type Receipt } from './receipts.ts';
import { type AgentView, pageUrlSchema, type Timeline } from './rest.ts';
import { ratingSchema } from './rest-people.ts';
import { clientIdSchema, type EntryView, mentionsSchema, textSchema } from './timeline.ts';

/** Version of the socket protocol, sent by clients in `auth.protocol`; described in docs/PROTOCOL.md. */
export const PROTOCOL_VERSION = 1;

export const NAMESPACES = { visitor: '/visitor', agent: '/agent' } as const;

/** Handshake: `auth` of both namespaces. */
export const socketAuthSchema = z.object({
  token: z.string().min(1).max(4_096),
  protocol: z.literal(PROTOCOL_VERSION),
});

/** Every acknowledgement: the value, or the problem; nothing was stored in the second case. */
export type Ack<T> = { ok: true; value: T } | { ok: false; problem: Problem };

/** What is stored. The socket that sent it has it herewith, and is not told it by `entry:new`. */
export interface Appended {
  entry: EntryView;
  /** This clientId was stored before; `entry` is the one of that time. */
  repeated: boolean;
}

const after = z.number().int().min(0);

/** The last seqs of others that came, and that were in sight. */
const seenSeq = z
  .number()
  .int()
  .min(0)
  .max(2 ** 31 - 1);
/** One's own message, by its seq. */
const ownMessage = { clientId: clientIdSchema, seq: seenSeq };
const seenShape = { delivered: seenSeq, read: seenSeq };

/** Words, files that were uploaded before, or both. */
const messageShape = { clientId: clientIdSchema, text: textSchema.optional(), fileIds: fileIdsSchema.optional() };
const saysSomething = ({ text, fileIds }: { text?: string | undefined; fileIds?: string[] | undefined }): boolean =>
  text !== undefined || fileIds !== undefined;
const SAYS_NOTHING = { path: ['text'], message: 'text or fileIds is needed' };

/** What a visitor's client may send. The session is the token's; no frame names one. */
export const VISITOR_FRAMES = {
  'timeline:read': z.strictObject({ after }),
  'message:send': z.strictObject(messageShape).refine(saysSomething, SAYS_NOTHING),
  'message:edit': z.strictObject({ ...ownMessage, text: textSchema }),
  'message:delete': z.strictObject(ownMessage),
  'answer:send': z.strictObject({
    clientId: clientIdSchema,
    promptSeq: z.number().int().positive(),
    choiceId: z.string().max(64).optional(),
    text: textSchema.optional().describe('What was typed into the prompt’s form'),
    fileId: idSchema.optional().describe('What was uploaded for the prompt'),
    consent: z.literal(true).optional().describe('The prompt’s box was ticked'),
    skipped: z.literal(true).optional(),
  }),
  typing: z.strictObject({ on: z.boolean() }),
  /** How far the visitor has come with what was said to them. */
  seen: z.strictObject(seenShape),
  /** The visitor is on another page of the website. */
  'page:seen': z.strictObject({ url: pageUrlSchema }),
  /** How it was; once, after the close. */
  'rating:send': ratingSchema,
} as const;

/** What an agent's client may send. */
export const AGENT_FRAMES = {
  /** Joins the session's room; answers its timeline after a seq. */
  'conversation:watch': z.strictObject({ sessionId: idSchema, after }),
  'conversation:unwatch': z.strictObject({ sessionId: idSchema }),
  'timeline:read': z.strictObject({ sessionId: idSchema, after }),
  'message:send': z.strictObject({ sessionId: idSchema, ...messageShape }).refine(saysSomething, SAYS_NOTHING),
  'message:edit': z.strictObject({ sessionId: idSchema, ...ownMessage, text: textSchema }),
  'message:delete': z.strictObject({ sessionId: idSchema, ...ownMessage }),
  'note:send': z.strictObject({
    sessionId: idSchema,
    clientId: clientIdSchema,
    text: textSchema,
    mentions: mentionsSchema,
  }),
  typing: z.strictObject({ sessionId: idSchema, on: z.boolean() }),
  /** Whether the tab is in sight, and what is open in it: that counts as read, and nothing else is pushed meanwhile. */
  sight: z.strictObject({ visible: z.boolean(), sessionId: idSchema.nullable() }),
  /** How far the agent has come with what others wrote. */
  seen: z.strictObject({ sessionId: idSchema, ...seenShape }),
} as const;

/** Acknowledgement values by event. */
export interface VisitorAcks {
  'timeline:read': Timeline;
  'message:send': Appended;
  'message:edit': Appended;
  'message:delete': Appended;
  'answer:send': Appended;
  typing: null;
  seen: null;
  'page:seen': null;
  'rating:send': Appended;
}
export interface AgentAcks {
  'conversation:watch': Timeline;
  'conversation:unwatch': null;
  'timeline:read': Timeline;
  'message:send': Appended;
  'message:edit': Appended;
  'message:delete': Appended;
  'note:send': Appended;
  typing: null;
  sight: null;
  seen: null;
}

type Frames<F extends Record<string, z.ZodType>, A extends Record<keyof F, unknown>> = {
  [E in keyof F]: (frame: z.input<F[E]>, ack: (answer: Ack<A[E]>) => void) => void;
};
export type VisitorToServer = Frames<typeof VISITOR_FRAMES, VisitorAcks & Record<string, unknown>>;
export type AgentToServer = Frames<typeof AGENT_FRAMES, AgentAcks & Record<string, unknown>>;

/** What the server sends to visitors. */
export interface ServerToVisitor {
  'entry:new': (entry: EntryView) => void;
  /** How far the agents' side has come with what the visitor wrote. */
  receipt: (receipt: Receipt) => void;
  /** The agent, or the bot, is writing. */
  typing: (typing: { on: boolean }) => void;
  /** How it stands with a visitor who waits for people: sent when that changes, and null when they wait no more. */
  queue: (queue: QueueView | null) => void;
}

export interface QueueView {
  /** From 1: who is next. */
  place: number;
  /** How long it usually takes from now on; null where that is not known, or it has taken longer already. */
  waitMinutes: number | null;
}

/** What the server sends to agents. */
export interface ServerToAgent {
  'entry:new': (entry: { sessionId: string; entry: EntryView }) => void;
  /** A hint: some conversation's place, phase, last words or details changed; read the list or detail again. */
  'conversations:changed': (hint: { sessionIds: string[] }) => void;
  /** All agents with their availability; sent on connect and on every change. */
  'agents:changed': (hint: { agents: AgentView[] }) => void;
  typing: (typing: { sessionId: string; on: boolean; by: 'visitor' | 'agent' }) => void;
  /** What is unread now, in order: all of it on connect, then what changes. The same in every tab. */
  'notifications:changed': (changed: NotificationsChanged) => void;
  /** Who looks at a watched conversation right now, oneself among them. */
  viewers: (viewers: { sessionId: string; agentIds: string[] }) => void;
  /** How far the visitor has come with what agents and bot wrote. */
  receipt: (receipt: { sessionId: string } & Receipt) => void;
  /** How far the agent has come themselves, in whatever tab and on whatever device. */
  seen: (seen: { sessionId: string; read: number }) => void;
}
