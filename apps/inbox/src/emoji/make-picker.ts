import { Picker } from 'emoji-picker-element';
import de from 'emoji-picker-element/i18n/de.js';
import en from 'emoji-picker-element/i18n/en.js';
import es from 'emoji-picker-element/i18n/es.js';
import fr from 'emoji-picker-element/i18n/fr.js';
import pt from 'emoji-picker-element/i18n/pt_BR.js';
import deData from 'emoji-picker-element-data/de/cldr-native/data.json?url';
import enData from 'emoji-picker-element-data/en/cldr-native/data.json?url';
import esData from 'emoji-picker-element-data/es/cldr-native/data.json?url';
import frData from 'emoji-picker-element-data/fr/cldr-native/data.json?url';
import ptData from 'emoji-picker-element-data/pt/cldr-native/data.json?url';
import type { Language } from '../i18n/index.ts';

/** Names come from this server: nobody elsewhere learns who looks for an emoji. */
const LANGUAGES = {
  en: { locale: 'en', i18n: en, dataSource: enData },
  es: { locale: 'es', i18n: es, dataSource: esData },
  pt: { locale: 'pt', i18n: pt, dataSource: ptData },
  de: { locale: 'de', i18n: de, dataSource: deData },
  fr: { locale: 'fr', i18n: fr, dataSource: frData },
} satisfies Record<Language, object>;

/** A part of its own, loaded when somebody first asks for it. */
export function makePicker(language: Language, onEmoji: (emoji: string) => void): HTMLElement {
  const picker = new Picker(LANGUAGES[language]);
  picker.addEventListener('emoji-click', ({ detail }) => {
    if (detail.unicode) onEmoji(detail.unicode);
  });
  return picker;
}
