import type { EntryBody } from '#libs/contracts';
import type { LineKind } from '../prompts.ts';
import type { Words } from '../texts/index.ts';

/** How the browser helps with what is asked for; `null` is free text of many lines. */
export const FIELDS = {
  name: { type: 'text', autocomplete: 'name' },
  email: { type: 'email', autocomplete: 'email' },
  phone: { type: 'tel', autocomplete: 'tel' },
  organisation: { type: 'text', autocomplete: 'organization' },
  text: null,
  // as text: commas, blanks and currencies come as people write them
  number: { type: 'text', autocomplete: 'off', inputMode: 'decimal' },
  money: { type: 'text', autocomplete: 'off', inputMode: 'decimal' },
  date: { type: 'date', autocomplete: 'off' },
  url: { type: 'url', autocomplete: 'url' },
} as const satisfies { readonly [K in LineKind]: object | null };

/** What the field is for, with the least and the most where there are such. */
export function fieldLabel(input: LineKind, { min, max }: EntryBody<'prompt'>, { t, language }: Words): string {
  const label = t(`composer.${input}`);
  const [least, most] = [min, max].map((number) => number?.toLocaleString(language));
  if (least !== undefined && most !== undefined) return t('composer.between', { label, min: least, max: most });
  if (least !== undefined) return t('composer.atLeast', { label, min: least });
  return most === undefined ? label : t('composer.atMost', { label, max: most });
}
