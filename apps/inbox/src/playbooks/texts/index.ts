import { withTexts } from '../../i18n/index.ts';
import { type AdminTextKey, en } from './en.ts';
import { es } from './es.ts';

/** A text in the language shown: those of these pages, and those of the whole inbox. */
export const t = withTexts<AdminTextKey>({ en, es });
