import type { Notification, NotificationKind, NotificationsChanged } from '#libs/contracts';

/** What the agent has not seen, by conversation. */
export type UnreadMap = ReadonlyMap<string, readonly Notification[]>;

/** Somebody has to pick up: it is heard until somebody did. */
const CALLS: ReadonlySet<NotificationKind> = new Set(['waiting', 'returned', 'offered']);

/** What stands after the server told something. */
export function applied(before: UnreadMap, { changed, all }: NotificationsChanged): UnreadMap {
  const after = new Map(all ? [] : before);
  for (const { sessionId, events } of changed) {
    if (events.length > 0) after.set(sessionId, events);
    else after.delete(sessionId);
  }
  return after;
}

export const somebodyCalls = (unread: UnreadMap): boolean =>
  [...unread.values()].some((events) => events.some(({ kind }) => CALLS.has(kind)));

/** Whether looking at the conversation changes anything. */
export const isReadByLooking = (events: readonly Notification[] = []): boolean =>
  events.some(({ kind }) => !CALLS.has(kind));

export interface Showable extends Notification {
  sessionId: string;
  /** Names the event, in all tabs. */
  key: string;
}

/** What tabs show. Of one conversation the last event counts. */
export const showables = (unread: UnreadMap): Showable[] =>
  [...unread].flatMap(([sessionId, events]) => {
    const last = events.at(-1);
    return last?.by === 'tab' ? [{ ...last, sessionId, key: `${sessionId} ${last.kind} ${last.mark}` }] : [];
  });
