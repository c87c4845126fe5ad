import type { AgentLanguage, NotificationKind } from '#libs/contracts';

/** What a device shows with the inbox closed, as the inbox has it; nothing of the visitor. */
export const TITLES: Readonly<Record<AgentLanguage, Record<NotificationKind, string>>> = {
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
  pt: {
    waiting: 'Um visitante está esperando',
    returned: 'Uma conversa voltou para Não atribuídas',
    offered: 'Você recebeu a oferta de uma conversa',
    assigned: 'Você recebeu uma conversa',
    message: 'Nova mensagem na sua conversa',
    mention: 'Você foi mencionado em uma nota',
  },
  de: {
    waiting: 'Ein Besucher wartet',
    returned: 'Ein Gespräch ist wieder unter „Nicht zugewiesen“',
    offered: 'Ein Gespräch wird Ihnen angeboten',
    assigned: 'Sie haben ein Gespräch erhalten',
    message: 'Neue Nachricht in Ihrem Gespräch',
    mention: 'Sie wurden in einer Notiz erwähnt',
  },
  fr: {
    waiting: 'Un visiteur attend',
    returned: 'Une conversation est revenue dans « Non attribuées »',
    offered: 'Une conversation vous est proposée',
    assigned: 'Une conversation vous a été confiée',
    message: 'Nouveau message dans votre conversation',
    mention: 'On vous a mentionné dans une note',
  },
};
