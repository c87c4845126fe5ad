import { computed, signal } from '@preact/signals';
import { createInstance } from 'i18next';
import { readSetting, writeSetting } from '../app/settings.ts';
import { en, type TextKey } from './en.ts';
import { es } from './es.ts';

export type { TextKey } from './en.ts';

/** The languages by their own names. */
export const LANGUAGES = { en: 'English', es: 'Español' } as const;
export type Language = keyof typeof LANGUAGES;

const isLanguage = (code: string): code is Language => code in LANGUAGES;

function firstLanguage(): Language {
  const wanted = [readSetting('language') ?? '', ...navigator.languages];
  return wanted.map((tag) => tag.slice(0, 2).toLowerCase()).find(isLanguage) ?? 'en';
}

const chosen = signal<Language>(firstLanguage());

/** The language shown; reading it in a component makes that follow a switch. */
export const language = computed(() => chosen.value);

const texts = createInstance();
void texts.init({
  lng: chosen.peek(),
  fallbackLng: 'en',
  keySeparator: false,
  nsSeparator: false,
  // Preact renders texts as text, so values need no escaping.
  interpolation: { escapeValue: false },
  resources: { en: { translation: en }, es: { translation: es } },
});

export function switchLanguage(code: Language): void {
  writeSetting('language', code);
  chosen.value = code;
}

/** A text in the language shown. */
export function t(key: TextKey, values: Record<string, string | number> = {}): string {
  return texts.t(key, { ...values, lng: chosen.value });
}
