import type { Texts } from './en.ts';

export const es: Texts = {
  panel: { label: 'Chat', close: 'Cerrar el chat', log: 'Conversación' },
  header: {
    bot: 'Asistente virtual',
    agent: 'Está hablando contigo',
    waiting: 'Un momento, por favor',
    closed: 'Chat terminado',
  },
  author: { visitor: 'Tú', unread: 'Mensajes nuevos' },
  timeline: {
    joined: '{{name}} se ha unido',
    closed: 'El chat ha terminado',
    closedBy: '{{name}} ha terminado el chat',
    waiting: 'Estamos buscando a alguien para ti…',
    typing: '{{name}} está escribiendo…',
    choices: 'Elige una respuesta',
  },
  state: { waiting: 'Pendiente de envío', edit: 'Editar' },
  connection: { again: 'Reconectando…' },
  composer: {
    message: 'Escribe un mensaje…',
    name: 'Tu nombre',
    email: 'tu@ejemplo.com',
    phone: 'Tu número de teléfono',
    organisation: 'Tu organización',
    text: 'Tu respuesta',
    send: 'Enviar',
    skip: 'Omitir',
    newChat: 'Empezar un chat nuevo',
  },
  error: {
    rateLimited: 'Vas muy rápido. Lo pendiente se enviará enseguida.',
    openingChanged: 'Las opciones han cambiado. Elige de nuevo, por favor.',
    tooLong: 'Sobran {{over}} caracteres.',
    tooLarge: 'Es demasiado largo para enviarlo.',
    unavailable: 'Ahora mismo no funciona. Seguimos intentándolo.',
    originNotAllowed: 'Este sitio web no puede usar el chat.',
    refused: 'No se ha podido enviar.',
  },
};
