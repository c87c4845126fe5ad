import type { NotificationKind } from '#libs/contracts';

/** What a device shows with the inbox closed; nothing of the visitor. */
export const TITLES: Record<'en' | 'es', Record<NotificationKind, string>> = {
  en: {
    waiting: 'A visitor is waiting',
    returned: 'A conversation came back to Unassigned',
    offered: 'A conversation is offered to you',
    assigned: 'You were given a conversation',
    message: 'New message in your conversation',
    mention: 'You were mentioned in a note',
  },
  es: {
    waiting: 'Hay un visitante esperando',
    returned: 'Una conversación volvió a Sin asignar',
    offered: 'Te ofrecen una conversación',
    assigned: 'Te han asignado una conversación',
    message: 'Nuevo mensaje en tu conversación',
    mention: 'Te han mencionado en una nota',
  },
};
