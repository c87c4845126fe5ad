import type { Details } from '#libs/contracts';
import { isTooLong } from '../ui/length.ts';

export const DETAIL_FIELDS = [
  'personName',
  'organisation',
  'email',
  'phone',
  'dealValue',
  'currency',
  'note',
] as const satisfies readonly (keyof Details)[];
export type DetailField = (typeof DETAIL_FIELDS)[number];
/** Characters that a field takes. An amount and a currency are wrong before they are too long. */
export const LENGTHS = { personName: 200, organisation: 200, email: 254, phone: 40, note: 4_000 } as const;
export type LimitedField = keyof typeof LENGTHS;
/** The fields that do not take every text. */
export type WrongField = Extract<DetailField, 'email' | 'dealValue' | 'currency'>;

/** The fields as they stand in the form. */
export type Draft = Readonly<Record<DetailField, string>>;

const mapFields = <T>(value: (field: DetailField) => T) =>
  Object.fromEntries(DETAIL_FIELDS.map((field) => [field, value(field)])) as Record<DetailField, T>;

export const draftOf = (details: Details): Draft => mapFields((field) => details[field] ?? '');

/**
 * A typed amount as a decimal string, or null when it is none. Takes spaces and thousands separators as people of
 * either habit write them: "1 200", "1,200.50", "1.200,50", "1200,5".
 */
export function readMoney(typed: string): string | null {
  const text = typed.replace(/[\s\u00a0\u202f'’]/g, '');
  const decimal = /[.,](\d{1,2})$/.exec(text);
  const whole = decimal ? text.slice(0, decimal.index) : text;
  if (!/^\d{1,3}([.,]\d{3})+$|^\d+$/.test(whole)) return null;
  const digits = whole.replace(/[.,]/g, '');
  if (digits.length > 12) return null;
  return decimal ? `${digits}.${decimal[1]}` : digits;
}

/** What is to be saved, or the fields that cannot be saved as they stand. */
export function detailsOf(draft: Draft): { details: Details } | { wrong: WrongField[] } {
  const details = mapFields((field) => draft[field].trim() || null);
  const wrong: WrongField[] = [];
  if (details.email !== null && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(details.email)) wrong.push('email');
  if (details.dealValue !== null) {
    const amount = readMoney(details.dealValue);
    if (amount === null) wrong.push('dealValue');
    details.dealValue = amount;
  }
  if (details.currency !== null) {
    details.currency = details.currency.toUpperCase();
    if (!/^[A-Z]{3}$/.test(details.currency)) wrong.push('currency');
  }
  return wrong.length > 0 ? { wrong } : { details };
}

/** The fields that hold more than is taken. */
export const tooLongIn = (draft: Draft): LimitedField[] =>
  (Object.keys(LENGTHS) as LimitedField[]).filter((field) => isTooLong(draft[field], LENGTHS[field]));
