import { computed, signal } from '@preact/signals';
import { createInstance } from 'i18next';
import type { AgentLanguage } from '#libs/contracts';
import { readSetting, writeSetting } from '../app/settings.ts';
import { en, type TextKey, type Texts } from './en.ts';
import { withPluralForms } from './plurals.ts';

export type { TextKey } from './en.ts';

/** The languages by their own names. */
export const LANGUAGES: Readonly<Record<AgentLanguage, string>> = {
  en: 'English',
  es: 'Español',
  pt: 'Português',
  de: 'Deutsch',
  fr: 'Français',
};
export type Language = AgentLanguage;

const isLanguage = (code: string): code is Language => code in LANGUAGES;

function firstLanguage(): Language {
  const tags = [readSetting('language') ?? '', ...navigator.languages];
  return tags.map((tag) => tag.slice(0, 2).toLowerCase()).find(isLanguage) ?? 'en';
}

const chosen = signal<Language>('en');

/** What was asked for last: a language that takes longer to load does not win over a later choice. */
let wanted = firstLanguage();

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
  resources: {},
});

/** The texts of one part in all languages: English at hand, the others when somebody reads them. */
export type PartTexts<T> = { en: T } & Record<Exclude<Language, 'en'>, () => Promise<T>>;

type Load = (code: Exclude<Language, 'en'>) => Promise<void>;

/** Parts whose texts are known; a set, since a part that comes while others are loaded is loaded with them. */
const parts = new Set<Load>();

function addPart<T extends Record<string, string>>(part: PartTexts<T>): Load {
  texts.addResourceBundle('en', 'translation', part.en, true);
  const load: Load = async (code) => {
    texts.addResourceBundle(code, 'translation', withPluralForms(code, await part[code]()), true);
  };
  parts.add(load);
  return load;
}

addPart<Texts>({
  en,
  es: () => import('./es.ts').then(({ es }) => es),
  pt: () => import('./pt.ts').then(({ pt }) => pt),
  de: () => import('./de.ts').then(({ de }) => de),
  fr: () => import('./fr.ts').then(({ fr }) => fr),
});

/** Shows another language. One that cannot be loaded leaves the language as it is. */
async function show(code: Language): Promise<void> {
  try {
    if (code !== 'en') for (const load of parts) await load(code);
    if (code === wanted) chosen.value = code;
  } catch {
    // the network is away: the page is still to be used
  }
}

/** Resolves when the page can be shown in the reader's language. */
export const languageReady = show(wanted);

export function switchLanguage(code: Language): void {
  writeSetting('language', code);
  wanted = code;
  void show(code);
}

type Translate<K extends string> = (key: K, values?: Record<string, string | number>) => string;

/** A text in the language shown. */
export const t: Translate<TextKey> = (key, values = {}) => texts.t(key, { ...values, lng: chosen.value });

/**
 * Adds the texts of a part that is loaded on demand.
 *
 * @returns `t` for them and all that were there, and when they are there in the language shown
 */
export function withTexts<K extends string, T extends Record<string, string>>(
  part: PartTexts<T>,
): { t: Translate<K | TextKey>; ready: Promise<void> } {
  const load = addPart(part);
  // without a network the part is shown in English
  const ready = chosen.value === 'en' ? Promise.resolve() : load(chosen.value).catch(() => {});
  return { t: t as Translate<K | TextKey>, ready };
}
