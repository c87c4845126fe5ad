import type { InputKind, LocalizedText } from '#libs/contracts';
import { pickLanguage } from './languages.ts';

/** What the bot says where a card has no text of its own. English is the fallback for every other language. */
export const DEFAULT_TEXTS = {
  again: {
    email: {
      en: 'That doesn’t look like an e-mail address. Could you check it and try again?',
      es: 'Eso no parece un correo electrónico. ¿Puedes revisarlo y escribirlo de nuevo?',
    },
    phone: {
      en: 'That doesn’t look like a phone number. Could you check it and try again?',
      es: 'Eso no parece un número de teléfono. ¿Puedes revisarlo y escribirlo de nuevo?',
    },
    name: {
      en: 'That’s a bit long for a name. Could you write a shorter one?',
      es: 'Es un poco largo para un nombre. ¿Puedes escribir uno más corto?',
    },
    organisation: {
      en: 'That’s a bit long for a company name. Could you write a shorter one?',
      es: 'Es un poco largo para el nombre de una empresa. ¿Puedes escribir uno más corto?',
    },
    text: {
      en: 'That’s too long for us to note down. Could you shorten it a little?',
      es: 'Es demasiado largo para anotarlo. ¿Puedes acortarlo un poco?',
    },
  },
  unanswered: {
    en: 'Sorry, nobody could join in time.',
    es: 'Lo sentimos, nadie ha podido atenderte a tiempo.',
  },
} as const satisfies { again: Record<InputKind, LocalizedText>; unanswered: LocalizedText };

/** The default text in the language nearest to the session's. */
export function defaultText(text: { readonly en: string; readonly es: string }, language: string): string {
  const nearest = pickLanguage({ languages: ['en', 'es'] }, [language]);
  return nearest === 'es' ? text.es : text.en;
}
