import type { NotificationChanges, NotificationPreferences } from '../notifications.ts';

export const changedPreferences = (
  before: NotificationPreferences,
  { events, ...others }: NotificationChanges,
): NotificationPreferences => ({ ...before, ...others, events: { ...before.events, ...events } });
