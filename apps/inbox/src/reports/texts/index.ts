import { withTexts } from '../../i18n/index.ts';
import { en, type LeadTextKey } from './en.ts';
import { es } from './es.ts';

/** A text in the language shown: those of these pages, and those of the whole inbox. */
export const t = withTexts<LeadTextKey>({ en, es });
