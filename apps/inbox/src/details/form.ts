import type { Details } from '#libs/contracts';

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

export const changedFields = (base: Draft, draft: Draft): DetailField[] =>
  DETAIL_FIELDS.filter((field) => base[field] !== draft[field]);

/**
 * Brings a draft onto newer values: what was not touched takes theirs, what was touched stays. `conflicts` are the
 * fields that both sides changed, to different values.
 */
export function rebase(base: Draft, draft: Draft, theirs: Draft): { draft: Draft; conflicts: DetailField[] } {
  const touched = new Set(changedFields(base, draft));
  return {
    draft: mapFields((field) => (touched.has(field) ? draft[field] : theirs[field])),
    conflicts: DETAIL_FIELDS.filter(
      (field) => touched.has(field) && theirs[field] !== base[field] && theirs[field] !== draft[field],
    ),
  };
}
