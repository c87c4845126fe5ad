import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { z } from 'zod';
import { textSchema } from '#libs/contracts';

/** What a website says of its visitor; only what has its form. */
export interface Identity {
  name?: string;
  email?: string;
  /** E.164. */
  phone?: string;
  organisation?: string;
}

const LINE_LENGTH = 200;

/** A claim without its form is left out: the website's slip is no reason to refuse its visitor. */
const claim = (schema: z.ZodType<string>) => schema.optional().catch(undefined);
const line = textSchema.transform((text) => text.replace(/\s+/g, ' ').trim()).pipe(z.string().max(LINE_LENGTH));
/** With its country code, however it is written: "+351 912 345 678". */
const phone = z
  .string()
  .max(40)
  .transform((text, context): string => {
    const number = parsePhoneNumberFromString(text, { extract: false });
    if (number?.isValid()) return number.number;
    context.addIssue({ code: 'custom', message: 'is no phone number' });
    return z.NEVER;
  });

const claimsSchema = z.object({
  name: claim(line),
  email: claim(z.email().max(254)),
  phone: claim(phone),
  organisation: claim(line),
});

/** @param claims of a token that was verified */
export const identityOf = (claims: unknown): Identity => claimsSchema.parse(claims);

const FIELD_OF: Record<keyof Identity, string> = {
  name: 'person.name',
  email: 'person.email',
  phone: 'person.phone',
  organisation: 'organisation.name',
};

/** As the playbook's fields: what is known is not asked again. */
export const fieldsOf = (identity: Identity): Record<string, string> =>
  Object.fromEntries(
    Object.entries(FIELD_OF).flatMap(([name, field]) => {
      const value = identity[name as keyof Identity];
      return value === undefined ? [] : [[field, value]];
    }),
  );
