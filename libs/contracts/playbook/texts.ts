import { z } from 'zod';

export const LANGUAGE_PATTERN = /^[a-z]{2}(-[A-Z]{2})?$/;
export const languageSchema = z.string().regex(LANGUAGE_PATTERN).describe('BCP 47, e.g. "en" or "pt-BR"');

/** One text in every language that the playbook promises. */
export const localizedTextSchema = z
  .record(languageSchema, z.string().min(1).max(4_000))
  .describe(
    'The text by language; the playbook’s first language is the fallback. May hold {{field|fallback}}, **bold**, ' +
      '*italic*, [label](https://…) and lines that begin with "- "',
  )
  .meta({ id: 'LocalizedText' });
export type LocalizedText = z.infer<typeof localizedTextSchema>;

/** What the conversation's details and the CRM know by name; every other field is the playbook's own. */
export const KNOWN_FIELDS = [
  'person.name',
  'person.email',
  'person.phone',
  'organisation.name',
  'deal.value',
  'message',
] as const;

export const FIELD_PATTERN = /^(person\.(name|email|phone)|organisation\.name|deal\.value|[a-z][A-Za-z0-9_]{0,39})$/;
export const fieldNameSchema = z
  .string()
  .regex(FIELD_PATTERN)
  .describe(
    'person.name, person.email, person.phone, organisation.name, deal.value ("1200.50 EUR"), message (the ' +
      'conversation’s note), or a field of the playbook’s own, e.g. "budget"',
  );

/** Text in which fields are filled in, the same in every language. */
export const templateSchema = z.string().max(4_000).describe('May hold {{field|fallback}}');
