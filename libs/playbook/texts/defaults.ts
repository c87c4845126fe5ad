import type { InputKind, LocalizedText } from '#libs/contracts';

/** What the bot says where a card has no text of its own. */
export const DEFAULT_TEXTS = {
  /** The answer was not valid. */
  again: {
    name: {
      en: 'That’s a bit long for a name. Could you write a shorter one?',
      es: 'Es un poco largo para un nombre. ¿Puedes escribir uno más corto?',
    },
    email: {
      en: 'That doesn’t look like an e-mail address. Could you check it and try again?',
      es: 'Eso no parece un correo electrónico. ¿Puedes revisarlo y escribirlo de nuevo?',
    },
    phone: {
      en: 'That doesn’t look like a phone number. Could you check it, with the country code, and try again?',
      es: 'Eso no parece un número de teléfono. ¿Puedes revisarlo, con el prefijo del país, y escribirlo de nuevo?',
    },
    organisation: {
      en: 'That’s a bit long for a company name. Could you write a shorter one?',
      es: 'Es un poco largo para el nombre de una empresa. ¿Puedes escribir uno más corto?',
    },
    text: {
      en: 'That’s too long for us to note down. Could you shorten it a little?',
      es: 'Es demasiado largo para anotarlo. ¿Puedes acortarlo un poco?',
    },
    number: {
      en: 'That doesn’t look like a number. Could you write it in figures?',
      es: 'Eso no parece un número. ¿Puedes escribirlo en cifras?',
    },
    money: {
      en: 'That doesn’t look like an amount. Could you write it in figures?',
      es: 'Eso no parece un importe. ¿Puedes escribirlo en cifras?',
    },
    date: {
      en: 'That doesn’t look like a date. Could you write it as year-month-day, such as 2026-03-31?',
      es: 'Eso no parece una fecha. ¿Puedes escribirla como día/mes/año, por ejemplo 31/03/2026?',
    },
    url: {
      en: 'That doesn’t look like a web address. Could you check it and try again?',
      es: 'Eso no parece una dirección web. ¿Puedes revisarla y escribirla de nuevo?',
    },
    file: {
      en: 'Please choose a file to send.',
      es: 'Elige un archivo para enviarlo.',
    },
  },
  /** The same for ratings, and for numbers and amounts with limits. */
  limits: {
    both: {
      en: 'Please give a number from {{min}} to {{max}}.',
      es: 'Indica un número del {{min}} al {{max}}.',
    },
    min: {
      en: 'Please give a number of {{min}} or more.',
      es: 'Indica un número a partir de {{min}}.',
    },
    max: {
      en: 'Please give a number of {{max}} or less.',
      es: 'Indica un número que no pase de {{max}}.',
    },
  },
  /** The box was not ticked. */
  consentAgain: {
    en: 'Please tick the box if you agree, so that we can go on.',
    es: 'Marca la casilla si estás de acuerdo, para que podamos continuar.',
  },
  skip: { en: 'Skip', es: 'Omitir' },
  booked: { en: 'I’ve booked a time', es: 'Ya he reservado' },
  later: { en: 'Not now', es: 'Ahora no' },
  unanswered: {
    en: 'Sorry, nobody could join in time.',
    es: 'Lo sentimos, nadie ha podido atenderte a tiempo.',
  },
} as const satisfies {
  again: Record<Exclude<InputKind, 'rating'>, LocalizedText>;
  limits: Record<'both' | 'min' | 'max', LocalizedText>;
} & Record<'consentAgain' | 'skip' | 'booked' | 'later' | 'unanswered', LocalizedText>;
