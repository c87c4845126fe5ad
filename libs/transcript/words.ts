const EN = {
  subject: 'Your chat with {{site}}',
  title: 'Chat with {{site}}',
  visitor: 'Visitor',
  bot: 'Bot',
  agent: 'Agent',
  note: 'Internal note',
  joined: '{{name}} joined',
  left: '{{name}} left',
  returned: '{{name}} had to leave',
  closed: 'The chat ended',
  closedBy: '{{name}} ended the chat',
  rated: 'Rating: {{score}} of 5',
  skipped: '(skipped)',
  edited: '(edited)',
  deleted: '(taken back)',
};
export type Words = typeof EN;

const ES: Words = {
  subject: 'Tu chat con {{site}}',
  title: 'Chat con {{site}}',
  visitor: 'Visitante',
  bot: 'Bot',
  agent: 'Agente',
  note: 'Nota interna',
  joined: '{{name}} se unió',
  left: '{{name}} salió',
  returned: '{{name}} tuvo que salir',
  closed: 'El chat terminó',
  closedBy: '{{name}} terminó el chat',
  rated: 'Valoración: {{score}} de 5',
  skipped: '(omitido)',
  edited: '(editado)',
  deleted: '(retirado)',
};

const LANGUAGES: Readonly<Record<string, Words>> = { en: EN, es: ES };

/** A transcript's own words in a session's language; English where there are none. */
export const wordsOf = (language: string): Words => LANGUAGES[language.toLowerCase().split('-')[0] ?? ''] ?? EN;

/** Puts values into a text; they are put in once and never read as places themselves. */
export const fill = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replaceAll(/\{\{(\w+)\}\}/g, (place, name: string) => values[name] ?? place);
