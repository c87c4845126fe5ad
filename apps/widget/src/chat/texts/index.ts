import i18next, { type TFunction } from 'i18next';
import type { ErrorCode } from '#libs/contracts';
import { LANGUAGES, type Language, pickOffered } from '../../languages.ts';
import { en, type Texts } from './en.ts';

export interface Words {
  language: string;
  t: TFunction;
}

/** A file beside the scripts holds a language's texts, so that nobody loads those of all. Rejects without a network. */
export async function loadTexts(origin: string, language: Exclude<Language, 'en'>): Promise<Texts> {
  const answer = await fetch(`${origin}/widget/texts/${language}.json`);
  if (!answer.ok) throw new Error(`texts: ${answer.status}`);
  return (await answer.json()) as Texts;
}

/** The window's texts in the first wanted language that there is; English otherwise, and while it cannot be loaded. */
export async function wordsFor(
  wanted: readonly string[],
  load: (language: Exclude<Language, 'en'>) => Promise<Texts>,
): Promise<Words> {
  const language = pickOffered(LANGUAGES, wanted);
  const texts = language === 'en' ? en : await load(language).catch(() => null);
  const instance = i18next.createInstance();
  void instance.init({
    lng: texts ? language : 'en',
    fallbackLng: 'en',
    initAsync: false,
    interpolation: { escapeValue: false },
    resources: { en: { translation: en }, ...(texts && { [language]: { translation: texts } }) },
  });
  return { language: texts ? language : 'en', t: instance.t };
}

const ERROR_TEXTS: { readonly [C in ErrorCode]?: string } = {
  rate_limited: 'error.rateLimited',
  opening_changed: 'error.openingChanged',
  too_many: 'error.tooManyWaiting',
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
