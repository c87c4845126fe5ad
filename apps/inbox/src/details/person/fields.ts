import type { PersonField, PersonView } from '#libs/contracts';
import { type TextKey, t } from '../../i18n/index.ts';
import { isTooLong } from '../../ui/length.ts';
import type { Contest } from '../choose-values.tsx';
import { LENGTHS as DETAILS } from '../form.ts';

export const PERSON_FIELDS = [
  'name',
  'email',
  'phone',
  'organisation',
  'note',
] as const satisfies readonly PersonField[];

export const LABELS: Record<PersonField, TextKey> = {
  name: 'field_personName',
  email: 'field_email',
  phone: 'field_phone',
  organisation: 'field_organisation',
  note: 'field_note',
};

/** Characters that a field takes: as many as the details', from which persons are made. */
const { personName: name, ...shared } = DETAILS;
export const LENGTHS: Readonly<Record<PersonField, number>> = { name, ...shared };

/** What is known of a person, as it stands in a form. */
export type PersonDraft = Record<PersonField, string>;

const mapFields = <T>(value: (field: PersonField) => T) =>
  Object.fromEntries(PERSON_FIELDS.map((field) => [field, value(field)])) as Record<PersonField, T>;

export const draftOf = (person: Partial<Record<PersonField, string | null>>): PersonDraft =>
  mapFields((field) => person[field] ?? '');

/** Whether a field holds more than is taken. */
export const isTooLongIn = (draft: PersonDraft): boolean =>
  PERSON_FIELDS.some((field) => isTooLong(draft[field], LENGTHS[field]));

export const knownOf = (draft: PersonDraft): Record<PersonField, string | null> =>
  mapFields((field) => draft[field].trim() || null);

/** The fields in which two persons both have a value, and not the same. */
export const contestsOf = (one: PersonView, two: PersonView): Contest<PersonField>[] =>
  PERSON_FIELDS.flatMap((field) => {
    const values = { one: one[field] ?? '', two: two[field] ?? '' };
    return values.one && values.two && values.one !== values.two ? [{ field, label: t(LABELS[field]), ...values }] : [];
  });

/** How to tell one person from another. */
export const titleOf = ({ name, email, phone }: PersonView): string => name ?? email ?? phone ?? t('visitor');
export const hintsOf = ({ name, email, phone, organisation }: PersonView): string[] =>
  [name === null ? null : email, phone, organisation].filter((part) => part !== null);
export const hintOf = (person: PersonView): string => hintsOf(person).join(' · ');
