/** The launcher's own words. A table, since the loader must stay tiny; the chat window has an i18n library. */
export const LAUNCHER_TEXTS = {
  en: { open: 'Open the chat', close: 'Close the chat', dismiss: 'Dismiss' },
  es: { open: 'Abrir el chat', close: 'Cerrar el chat', dismiss: 'Descartar' },
} as const;
