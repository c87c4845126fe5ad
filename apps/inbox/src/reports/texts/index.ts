import { withTexts } from '../../i18n/index.ts';
import { en, type LeadTextKey, type LeadTexts } from './en.ts';

/** A text in the language shown: those of these pages, and those of the whole inbox. */
export const { t, ready } = withTexts<LeadTextKey, LeadTexts>({
  en,
  es: () => import('./es.ts').then(({ es }) => es),
  pt: () => import('./pt.ts').then(({ pt }) => pt),
  de: () => import('./de.ts').then(({ de }) => de),
  fr: () => import('./fr.ts').then(({ fr }) => fr),
});
