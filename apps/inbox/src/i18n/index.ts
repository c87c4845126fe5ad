import { computed, signal } from '@preact/signals';
import { createInstance } from 'i18next';
import { readSetting, writeSetting } from '../app/settings.ts';
import { en, type TextKey, type Texts } from './en.ts';

export type { TextKey } from './en.ts';

/** The languages by their own names. */
export const LANGUAGES = { en: 'English', es: 'Español' } as const;
export type Language = keyof typeof LANGUAGES;

const isLanguage = (code: string): code is Language => code in LANGUAGES;

function firstLanguage(): Language {
  const wanted = [readSetting('language') ?? '', ...navigator.languages];
  return wanted.map((tag) => tag.slice(0, 2).toLowerCase()).find(isLanguage) ?? 'en';
}

const chosen = signal<Language>('en');

/** The language shown; reading it in a component makes that follow a switch. */
export const language = computed(() => chosen.value);

const texts = createInstance();
void texts.init({
  lng: 'en',
  fallbackLng: 'en',
  keySeparator: false,
  nsSeparator: false,
  // Preact renders texts as text, so values need no escaping.
  interpolation: { escapeValue: false },
  resources: { en: { translation: en } },
});

/** Texts that come when somebody reads them. English is there from the start, for what is missing elsewhere. */
const LOADERS: Record<Exclude<Language, 'en'>, () => Promise<Texts>> = {
  es: () => import('./es.ts').then(({ es }) => es),
};

/** Shows another language. One that cannot be loaded leaves the language as it is. */
async function show(code: Language): Promise<void> {
  try {
    if (code !== 'en') texts.addResourceBundle(code, 'translation', await LOADERS[code](), true);
    chosen.value = code;
  } catch {
    // the network is away: the page is still to be used
  }
}

/** Resolves when the page can be shown in the reader's language. */
export const languageReady = show(firstLanguage());

export function switchLanguage(code: Language): void {
  writeSetting('language', code);
  void show(code);
}

type Translate<K extends string> = (key: K, values?: Record<string, string | number>) => string;

/** A text in the language shown. */
export const t: Translate<TextKey> = (key, values = {}) => texts.t(key, { ...values, lng: chosen.value });

/** Adds the texts of a part that is loaded on demand; answers `t` for them and all that were there. */
export function withTexts<K extends string>(added: Record<Language, Record<string, string>>): Translate<K | TextKey> {
  for (const [code, more] of Object.entries(added)) texts.addResourceBundle(code, 'translation', more, true);
  return t as Translate<K | TextKey>;
}
