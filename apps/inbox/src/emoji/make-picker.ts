import { Picker } from 'emoji-picker-element';
import en from 'emoji-picker-element/i18n/en.js';
import es from 'emoji-picker-element/i18n/es.js';
import enData from 'emoji-picker-element-data/en/cldr-native/data.json?url';
import esData from 'emoji-picker-element-data/es/cldr-native/data.json?url';
import type { Language } from '../i18n/index.ts';

/** Names come from this server: nobody elsewhere learns who looks for an emoji. */
const LANGUAGES = {
  en: { locale: 'en', i18n: en, dataSource: enData },
  es: { locale: 'es', i18n: es, dataSource: esData },
} satisfies Record<Language, object>;

/** A part of its own, loaded when somebody first asks for it. */
export function makePicker(language: Language, onEmoji: (emoji: string) => void): HTMLElement {
  const picker = new Picker(LANGUAGES[language]);
  picker.addEventListener('emoji-click', ({ detail }) => {
    if (detail.unicode) onEmoji(detail.unicode);
  });
  return picker;
}
