import i18next, { type TFunction } from 'i18next';
import type { ErrorCode } from '#libs/contracts';
import { pickOffered } from '../../languages.ts';
import { en } from './en.ts';
import { es } from './es.ts';

const OFFERED = ['en', 'es'] as const;

export interface Words {
  language: string;
  t: TFunction;
}

/** The window's texts in the first wanted language that there is, English otherwise. */
export function wordsFor(wanted: readonly string[]): Words {
  const language = pickOffered(OFFERED, wanted);
  const instance = i18next.createInstance();
  void instance.init({
    lng: language,
    fallbackLng: 'en',
    initAsync: false,
    interpolation: { escapeValue: false },
    resources: { en: { translation: en }, es: { translation: es } },
  });
  return { language, t: instance.t };
}

const ERROR_TEXTS: { readonly [C in ErrorCode]?: string } = {
  rate_limited: 'error.rateLimited',
  opening_changed: 'error.openingChanged',
  payload_too_large: 'error.tooLarge',
  unavailable: 'error.unavailable',
  internal: 'error.unavailable',
  origin_not_allowed: 'error.originNotAllowed',
};

/** The key of the text that says a code to the visitor. */
export const errorText = (code: ErrorCode): string => ERROR_TEXTS[code] ?? 'error.refused';

const UPLOAD_TEXTS: { readonly [C in ErrorCode]?: string } = {
  payload_too_large: 'error.fileTooLarge',
  file_type_not_allowed: 'error.fileType',
  rate_limited: 'error.rateLimited',
};

/** The key of the text that says why a file was not taken. */
export const uploadErrorText = (code: ErrorCode | 'unreachable'): string =>
  (code === 'unreachable' ? undefined : UPLOAD_TEXTS[code]) ?? 'error.upload';
