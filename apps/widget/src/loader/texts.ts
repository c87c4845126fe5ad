import type { Language } from '../languages.ts';

interface LauncherTexts {
  open: string;
  close: string;
  dismiss: string;
}

/** The launcher's own words. A table, since the loader must stay tiny; the chat window has an i18n library. */
export const LAUNCHER_TEXTS: Record<Language, LauncherTexts> = {
  en: { open: 'Open the chat', close: 'Close the chat', dismiss: 'Dismiss' },
  es: { open: 'Abrir el chat', close: 'Cerrar el chat', dismiss: 'Descartar' },
  pt: { open: 'Abrir o chat', close: 'Fechar o chat', dismiss: 'Dispensar' },
  de: { open: 'Chat öffnen', close: 'Chat schließen', dismiss: 'Ausblenden' },
  fr: { open: 'Ouvrir le chat', close: 'Fermer le chat', dismiss: 'Masquer' },
};
