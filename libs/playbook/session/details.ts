import type { Details } from '#libs/contracts';
import { moneyOf } from '../money.ts';

/** Where the conversation's details keep a field; the playbook's own fields are kept nowhere but in its state. */
const DETAIL_OF: Readonly<Record<string, keyof Details>> = {
  'person.name': 'personName',
  'person.email': 'email',
  'person.phone': 'phone',
  'organisation.name': 'organisation',
  message: 'note',
};

/** What a captured field fills of the conversation's details. */
export function detailsOf(field: string, value: string): Partial<Details> {
  if (field === 'deal.value') {
    const money = moneyOf(value);
    return money ? { dealValue: money.amount, ...(money.currency && { currency: money.currency }) } : {};
  }
  return Object.hasOwn(DETAIL_OF, field) ? { [DETAIL_OF[field] as keyof Details]: value } : {};
}
