import type { peopleEn } from './people.en.ts';

export const peopleEs: typeof peopleEn = {
  error_person_exists: 'Ya se conoce a otra persona con este correo. Búscala y vincúlala',
  error_merge_undecided: 'Ambas tienen un valor: elige cuál queda',
  error_already_rated: 'La conversación ya fue valorada',
  error_mail_disabled: 'Esta instalación no envía correos',
  moreActions: 'Más',
  takeOver: 'Asumir',
  isOfOtherTeam: 'está en otro equipo',
  moveNote: 'Nota para colegas (opcional)',
  returnIt: 'Devolver a Sin asignar',
  returnTitle: '¿Devolver a Sin asignar?',
  returnText: 'El visitante vuelve a esperar hasta que alguien tome la conversación.',
  returnConfirm: 'Devolver',
  reassignTitle: '¿Reasignar a {{name}}?',
  reassignText: '{{name}} lleva la conversación a partir de entonces. Los visitantes no ven la nota.',
  reassignConfirm: 'Reasignar',
  logOutEverywhere: 'Cerrar todas las sesiones',
  logOutEverywhereTitle: '¿Cerrar sesión en todas partes?',
  logOutEverywhereText:
    'Cierras la sesión aquí y en todos los demás dispositivos, y no recibes conversaciones. Las que llevas vuelven a Sin asignar al cabo de un minuto.',
};
