import { z } from 'zod';
import { idSchema } from './ids.ts';

export const NOTIFICATION_KINDS = ['waiting', 'returned', 'offered', 'assigned', 'message', 'mention'] as const;
/**
 * What an agent may be told of: somebody waits in Unassigned; a conversation came back there; one is offered to me;
 * a colleague gave me one; the visitor wrote in one of mine; a colleague named me in a note.
 */
export type NotificationKind = (typeof NOTIFICATION_KINDS)[number];

/** Languages that agents can read the inbox in. */
const AGENT_LANGUAGES = ['en', 'es', 'pt', 'de', 'fr'] as const;
export type AgentLanguage = (typeof AGENT_LANGUAGES)[number];

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

const eventsSchema = z.strictObject({
  waiting: z.boolean(),
  returned: z.boolean(),
  assigned: z.boolean().describe('Offered or assigned to me'),
  message: z.boolean(),
  mention: z.boolean(),
});

/** How an agent wishes to be told. */
export const notificationPreferencesSchema = z
  .strictObject({
    events: eventsSchema,
    quiet: z
      .strictObject({ from: clock, to: clock, timeZone: z.string().min(1).max(64) })
      .nullable()
      .describe('Every day from one time to another nobody tells anything; null: never quiet'),
    sound: z.boolean().describe('A sound repeats while somebody waits'),
    showWords: z.boolean().describe('Notifications show the visitor’s name and words'),
    language: z.enum(AGENT_LANGUAGES).describe('Of what is told with the inbox closed'),
  })
  .meta({ id: 'NotificationPreferences' });
export type NotificationPreferences = z.infer<typeof notificationPreferencesSchema>;

/** What is to be otherwise; whatever is not named stays as it is, so that two devices do not undo each other. */
export const notificationChangesSchema = notificationPreferencesSchema
  .partial()
  .extend({ events: eventsSchema.partial().optional() })
  .meta({ id: 'NotificationChanges' });
export type NotificationChanges = z.infer<typeof notificationChangesSchema>;

export const DEFAULT_NOTIFICATION_PREFERENCES: NotificationPreferences = {
  events: { waiting: true, returned: true, assigned: true, message: true, mention: true },
  quiet: null,
  sound: true,
  showWords: false,
  language: 'en',
};

const notificationSchema = z.object({
  kind: z.enum(NOTIFICATION_KINDS),
  mark: z
    .int()
    .describe('The entry’s seq; of a call the wait’s or the offer’s number. With session and kind it names the event'),
  by: z.enum(['tab', 'push']).describe('Who shows it: tabs, or the devices that it was pushed to; never both'),
  words: z
    .object({ name: z.string().nullable(), text: z.string().nullable() })
    .nullable()
    .describe('Of the visitor; only where the agent wishes to see them'),
});
/** One event that an agent has not seen. */
export type Notification = z.infer<typeof notificationSchema>;

const unreadSchema = z.object({ sessionId: idSchema, events: z.array(notificationSchema) });
/** One conversation with what of it was not seen yet, the oldest first. */
export type Unread = z.infer<typeof unreadSchema>;

export const notificationsSchema = z
  .object({
    preferences: notificationPreferencesSchema,
    unread: z.array(unreadSchema),
    pushKey: z.string().nullable().describe('For PushManager.subscribe; null where push is not set up'),
  })
  .meta({ id: 'Notifications' });
export type NotificationsView = z.infer<typeof notificationsSchema>;

/** Octets as browsers write them. */
const base64url = (length: number) => z.string().regex(new RegExp(`^[A-Za-z0-9_-]{${length}}={0,2}$`));
const endpoint = z.url().max(2_000).describe('https, at a public address');

/** As `PushSubscription.toJSON()` has it. */
export const pushSubscriptionBodySchema = z
  .strictObject({ endpoint, keys: z.strictObject({ p256dh: base64url(87), auth: base64url(22) }) })
  .meta({ id: 'PushSubscriptionBody' });
export type PushSubscriptionBody = z.infer<typeof pushSubscriptionBodySchema>;
export const pushUnsubscribeBodySchema = z.strictObject({ endpoint }).meta({ id: 'PushUnsubscribeBody' });

/**
 * What is unread as it is now, told to every tab of the agent: of these conversations, or with `all` altogether.
 * Without events nothing is unread.
 */
export interface NotificationsChanged {
  changed: Unread[];
  all: boolean;
}

/** What a push carries, encrypted for the device. */
export interface PushMessage {
  sessionId: string;
  /** `read`: it was seen elsewhere, the device takes back what it shows of the conversation. */
  kind: NotificationKind | 'read';
  mark: number;
  title: string;
  body: string;
  /** Conversations with something unread: the number on the app's icon. */
  unread: number;
}
